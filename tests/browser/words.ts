// The words that a screen consists of, and the words that stand on the page. A face has none of
// its own and leaves none out, so that both are the same. What the widget says of the browser around
// it is marked with data-face, and is not the check's.
import type { Control, Offer, Screen, Verdict } from '../../web/widget/types.ts';

type Words = (string | undefined)[];

/** The widget in either browser. */
interface Shown {
  evaluate<T>(script: (element: Element) => T): Promise<T>;
}

const ofOffer = ({ label }: Offer): Words => [label];

const ofControl = (each: Control): Words => [
  each.label,
  each.help,
  each.error,
  each.optional_note,
  each.unsure?.label,
  each.link?.text,
  ...(each.options ?? []).map(({ label }) => label),
  ...(each.clauses?.length ? [each.clauses_label] : []),
  ...(each.clauses ?? []).flatMap(({ label, text }) => [label, text]),
];

function ofVerdict(verdict: Verdict): Words {
  const { reasons, unknown, plan } = verdict;
  return [
    verdict.text,
    ...(reasons.length > 0 ? [verdict.reasons_heading] : []),
    ...reasons.flatMap(({ message, follow_up, clauses }) => [
      message,
      follow_up,
      ...clauses.flatMap(({ label, text }) => [label, text]),
    ]),
    plan?.heading,
    ...(plan?.steps ?? []).flatMap(({ text, change }) => [text, ...ofOffer(change)]),
    plan?.outcome,
    ...(unknown.length > 0 ? [verdict.unknown_heading] : []),
    ...unknown.flatMap(({ text, change }) => [text, ...ofOffer(change)]),
    verdict.valid_text,
    verdict.calendar?.label,
    verdict.cannot_send,
  ];
}

function ofOutcome({ receipt, review = [] }: Screen): Words {
  return [
    receipt?.code,
    ...(receipt?.code === undefined ? [] : [receipt.code_label]),
    ...(receipt?.rows ?? []).flatMap(({ label, value }) => [label, value]),
    ...review.flatMap(({ heading, rows }) => [
      heading,
      ...rows.flatMap(({ label, value, change }) => [label, value, change?.label]),
    ]),
  ];
}

const tidy = (words: Words) =>
  [...new Set(words.map((word) => (word ?? '').replace(/\s+/g, ' ').trim()))]
    .filter((word) => word !== '')
    .sort();

export function wordsOf(screen: Screen): string[] {
  const { notice, errors, controls = [], verdict, contact, actions } = screen;
  return tidy([
    screen.title,
    ...screen.languages.filter(({ current }) => !current).map(({ label }) => label),
    screen.heading,
    screen.progress?.text,
    screen.intro,
    notice?.label,
    notice?.text,
    notice?.link?.text,
    errors?.heading,
    ...(errors?.items ?? []).map(({ text }) => text),
    ...controls.flatMap(ofControl),
    ...(verdict === undefined ? [] : ofVerdict(verdict)),
    ...ofOutcome(screen),
    contact.text,
    contact.label,
    ...actions.flatMap(ofOffer),
  ]);
}

/** Every text in the widget, what is folded away included, but for words about the browser around and
 *  what the canvas face tells beside a screen. */
export async function wordsOn(widget: Shown): Promise<string[]> {
  return tidy(
    await widget.evaluate((element) => {
      const texts: string[] = [];
      const root = element.shadowRoot;
      if (root === null) return texts;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() !== null) {
        const { parentElement, data } = walker.currentNode as Text;
        if ((parentElement?.closest('style, script, [data-face], [part=live]') ?? null) === null)
          texts.push(data);
      }
      return texts;
    }),
  );
}

/** What the controls hold, by id: text as typed, the chosen option, "true" for a tick. */
export function valuesOf({ controls = [] }: Screen): Record<string, string> {
  const held = ({ kind, value }: Control) => (kind === 'checkbox' && value !== 'true' ? '' : value);
  return Object.fromEntries(controls.map((control) => [control.id, held(control)]));
}

export async function valuesOn(widget: Shown): Promise<Record<string, string>> {
  return widget.evaluate((element) => {
    const boxes = element.shadowRoot?.querySelectorAll<HTMLElement>('[data-control]') ?? [];
    const values: Record<string, string> = {};
    for (const box of boxes) {
      const typed = box.querySelector<HTMLInputElement>('textarea, [type=text], [type=tel]');
      const tick = box.querySelector<HTMLInputElement>('[type=checkbox]');
      const radio = box.querySelector<HTMLInputElement>('[type=radio]:checked');
      const ticked = tick?.checked === true;
      const written = ticked ? 'unknown' : typed?.value;
      const marked = tick === null ? radio?.value : ticked ? 'true' : '';
      values[box.dataset.control ?? ''] = (typed === null ? marked : written) ?? '';
    }
    return values;
  });
}
