// What <precall-checker> tells of its own state, by its public `screen`: put into its page before
// its scripts, since the widget knows nothing of the bench.
import type { Screen } from '../../../web/widget/types.ts';
import { isoDate } from './dates.ts';
import type { Given } from './judge.ts';

type Checker = HTMLElement & { screen?: Screen };

const widget = () => document.querySelector<Checker>('precall-checker')?.screen;
const seen: Given = {};

/** A screen shows the answers of its own step. */
function keep({ controls = [] }: Screen): void {
  for (const { id, value } of controls) {
    if (value === '') Reflect.deleteProperty(seen, id);
    else seen[id] = isoDate(value);
  }
}

addEventListener('precall:screen', (event) => {
  keep((event as CustomEvent<{ screen: Screen }>).detail.screen);
});

globalThis.told = {
  answers: () => {
    const screen = widget();
    if (screen !== undefined) keep(screen);
    return { ...seen };
  },
  judgement: () => {
    const { verdict } = widget() ?? {};
    return (
      verdict && { verdict: verdict.verdict, reasons: verdict.reasons.map(({ rule }) => rule) }
    );
  },
};
