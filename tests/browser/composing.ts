// Typing as Vietnamese keyboards do it, and what the core hears of it.
import assert from 'node:assert/strict';
import type { Inspected } from './inspection.ts';

export const WORD = 'Nguyễn';
/** What stands in the field after each key of "Nguyeexn" in Telex. */
export const TELEX = ['N', 'Ng', 'Ngu', 'Nguy', 'Nguye', 'Nguyê', 'Nguyễ', WORD];

declare global {
  var heard: { id: string; value: string }[] | undefined;
}

/** From now on every screen that shows another value of a control is kept. */
export async function listen(page: Inspected): Promise<void> {
  await page.evaluate(() => {
    if (globalThis.heard !== undefined) {
      globalThis.heard.length = 0;
      return;
    }
    globalThis.heard = [];
    addEventListener('precall:screen', (event) => {
      const { screen } = (event as CustomEvent<{ screen: Shown }>).detail;
      for (const { id, value } of screen.controls ?? []) {
        if (value !== '') globalThis.heard?.push({ id, value });
      }
    });
    interface Shown {
      controls?: { id: string; value: string }[];
    }
  });
}

export async function heard(page: Inspected, id: string): Promise<string[]> {
  const all = await page.evaluate(() => globalThis.heard ?? []);
  return all.filter((each) => each.id === id).map(({ value }) => value);
}

/**
 * The events of a composition, made by hand: for a browser whose driver cannot compose. The order
 * at the end is Firefox's, which tells the last change after the end of the composition.
 */
export async function assertComposes(page: Inspected, id: string): Promise<void> {
  await listen(page);
  const source = `(${compose.toString()})(${JSON.stringify([id, TELEX])})`;
  const during = await page.evaluate(source);
  assert.deepEqual(during, [], `${id}: half a word was heard`);
  assert.deepEqual(await heard(page, id), [WORD], id);
}

/** Runs in the page, as text: it must not lean on anything around it. */
function compose([id, steps]: [string, string[]]): { value: string }[] {
  const root = document.querySelector('precall-checker')?.shadowRoot;
  const field = root?.querySelector<HTMLInputElement>(`#c-${id}`);
  if (!field) throw new Error(`no field ${id}`);
  field.focus();
  field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
  let data = '';
  for (data of steps) {
    field.value = data;
    field.setSelectionRange(data.length, data.length);
    field.dispatchEvent(
      new InputEvent('input', { bubbles: true, composed: true, data, isComposing: true }),
    );
  }
  const during = [...(globalThis.heard ?? [])].filter((each) => each.id === id);
  field.dispatchEvent(
    new CompositionEvent('compositionend', { bubbles: true, composed: true, data }),
  );
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data }));
  if (field.value !== data || field.selectionStart !== data.length) {
    throw new Error(`${id}: the caret jumped or the text changed`);
  }
  return during;
}
