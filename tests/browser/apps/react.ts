// A React app around the widget: a language that is state, a listener, and a switch that takes the
// widget off the page.
import { createElement as h, StrictMode, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { PrecallCheckerEvents } from '../../../web/widget/element.ts';

type ScreenEvent = PrecallCheckerEvents['precall:screen'];

function App(): ReactElement {
  const [lang, setLang] = useState('vi');
  const [shown, setShown] = useState(true);
  const [seen, setSeen] = useState('');
  const checker = h('precall-checker', {
    policy: '/choixanh.policy.json',
    mode: 'inline',
    lang,
    'onprecall:screen': ({ detail: { screen } }: ScreenEvent) => {
      setSeen(`${screen.step} ${screen.language}`);
    },
  });
  const button = (name: string, onClick: () => void) => h('button', { onClick }, name);
  return h(
    'main',
    null,
    button('Tiếng Anh', () => {
      setLang('en');
    }),
    button('Ẩn hiện', () => {
      setShown(!shown);
    }),
    h('output', null, seen),
    shown ? checker : null,
  );
}

const place = document.querySelector('#app');
if (place !== null) createRoot(place).render(h(StrictMode, null, h(App)));
