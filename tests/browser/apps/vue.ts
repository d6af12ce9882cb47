// A Vue app around the widget: a language that is state, a listener, and a switch that takes the
// widget off the page.
import { createApp, h, ref } from 'vue';
import type { PrecallCheckerEvents } from '../../../web/widget/element.ts';

type ScreenEvent = PrecallCheckerEvents['precall:screen'];

const App = {
  setup() {
    const lang = ref('vi');
    const shown = ref(true);
    const seen = ref('');
    const onScreen = ({ detail: { screen } }: ScreenEvent) => {
      seen.value = `${screen.step} ${screen.language}`;
    };
    const button = (name: string, onClick: () => void) => h('button', { onClick }, name);
    const checker = () =>
      h('precall-checker', {
        policy: '/choixanh.policy.json',
        mode: 'inline',
        lang: lang.value,
        'onPrecall:screen': onScreen,
      });
    return () =>
      h('main', [
        button('Tiếng Anh', () => {
          lang.value = 'en';
        }),
        button('Ẩn hiện', () => {
          shown.value = !shown.value;
        }),
        h('output', seen.value),
        shown.value ? checker() : undefined,
      ]);
  },
};

createApp(App).mount('#app');
