// The widget's own colours, light and dark: WCAG 2.2 asks 4.5:1 of text and 3:1 of parts that have
// to be seen (1.4.3, 1.4.11).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const css = readFileSync(new URL('../../web/widget/styles/tokens.css', import.meta.url), 'utf8');

type Palette = Map<string, string>;

/** The colour that stands in for what a page has not set, by the token's name. */
function read(pattern: RegExp): Palette {
  return new Map([...css.matchAll(pattern)].map(([, name = '', value = '']) => [name, value]));
}

const palettes: Record<string, Palette> = {
  'without light-dark()': read(/--_([\w-]+): (?:var\([\w-]+, )?(#\w+)\)?;/g),
  light: read(/--_([\w-]+): var\([\w-]+, light-dark\((#\w+), #\w+\)\)/g),
  dark: read(/--_([\w-]+): var\([\w-]+, light-dark\(#\w+, (#\w+)\)\)/g),
};

const TEXT: [text: string, ground: string][] = [
  ['ink', 'card'],
  ['muted', 'card'],
  ['brand', 'card'],
  ['brand-deep', 'card'],
  ['no', 'card'],
  ['ink', 'brand-soft'],
  ['brand', 'brand-soft'],
  ['muted', 'brand-soft'],
  ['ok', 'brand-soft'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-deep'],
  ['ok', 'ok-bg'],
  ['warn', 'warn-bg'],
  ['no', 'no-bg'],
  ['open', 'open-bg'],
  // The canvas face's board: a clause's words and its state, also on the row that is pointed at, what
  // the time line says, and what stands in the thumb.
  ['ok', 'card'],
  ['warn', 'card'],
  ['open', 'card'],
  ['warn', 'brand-soft'],
  ['no', 'brand-soft'],
  ['open', 'brand-soft'],
  ['card', 'ok'],
  ['card', 'warn'],
  ['card', 'no'],
  ['card', 'open'],
];

const PARTS: [part: string, ground: string][] = [
  ['field', 'card'],
  ['brand', 'card'],
  ['brand', 'line'],
  ['no', 'card'],
  ['no', 'no-bg'],
  ['focus', 'card'],
  ['ok', 'card'],
  ['warn', 'card'],
  ['open', 'card'],
  // The canvas face's time line: its thumb on the days, the line below them and the limit between
  // them; and the ring around the row that has the focus.
  ['ok', 'ok-bg'],
  ['warn', 'warn-bg'],
  ['open', 'open-bg'],
  ['field', 'ok-bg'],
  ['field', 'warn-bg'],
  ['field', 'no-bg'],
  ['field', 'open-bg'],
  ['focus', 'brand-soft'],
];

/** WCAG's relative luminance of #rgb or #rrggbb. */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The pairs that fall short, with their contrast. */
function short(palette: Palette, pairs: [string, string][], least: number): string[] {
  return pairs.flatMap(([front, ground]) => {
    const [a, b] = [palette.get(front), palette.get(ground)];
    assert.ok(a !== undefined && b !== undefined, `${front} or ${ground} has no colour`);
    const found = contrast(a, b);
    return found < least ? [`${front} on ${ground}: ${found.toFixed(2)}`] : [];
  });
}

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    assert.equal(contrast('#000', '#fff'), 21);
    assert.equal(contrast('#777777', '#fff').toFixed(2), '4.48');
  });

  for (const [name, palette] of Object.entries(palettes)) {
    it(`of text is 4.5 at least, ${name}`, () => {
      assert.deepEqual(short(palette, TEXT, 4.5), []);
    });

    it(`of parts is 3 at least, ${name}`, () => {
      assert.deepEqual(short(palette, PARTS, 3), []);
    });
  }
});
