// The leaves of the HTML face, in the order of the document, which are put over the places that the
// painter gives them. Both say the same words; if they do not, the canvas would lie, and is not shown.
import type { Place } from './client.ts';

const LEAVES = [
  '.title',
  '.language',
  '.errors',
  'h2',
  'h3',
  '.banner p',
  '.meta',
  '.intro',
  '.chip',
  'blockquote',
  'legend',
  '.label',
  '.help',
  '.help > a',
  '.error',
  '.errors a',
  '.option',
  '.field',
  'summary',
  '.message',
  '.follow-up',
  '.points li > span',
  'button.link',
  '.note',
  '.code-label',
  '.code strong',
  'dt',
  'dd:not(.change)',
  '.button',
  '.contact',
  '.contact a',
  '[data-leaf]',
].join();

/** What only wraps another leaf, is folded away, or is the face's own. */
function isLeaf(element: Element): boolean {
  if (element.closest('[data-face]') !== null) return false;
  const folded = element.closest('details:not([open])');
  if (folded !== null && element.localName !== 'summary') return false;
  if (element.matches('.chip') && element.closest('summary') !== null) return false;
  return !(element.matches('.help') && element.firstElementChild?.localName === 'a');
}

export const leavesIn = (card: Element): HTMLElement[] =>
  [...card.querySelectorAll<HTMLElement>(LEAVES)].filter(isLeaf);

/** White space apart, which each face lays out its own way. */
const tidy = (text: string) => text.replace(/\s+/g, '');

/** The words of the leaf itself, without those of a leaf in it. */
function wordsOf(leaf: HTMLElement): string {
  if (!leaf.matches('.contact')) return tidy(leaf.textContent);
  const own = [...leaf.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
  return tidy(own.map(({ textContent }) => textContent).join(''));
}

/** Which place is whose. Throws where the two differ. */
export function matched(
  leaves: readonly HTMLElement[],
  places: readonly Place[],
): [HTMLElement, Place][] {
  return places.map((place, index) => {
    const leaf = leaves[index];
    const words = leaf === undefined || place.kind === 'box' ? '' : wordsOf(leaf);
    if (leaf === undefined || words !== tidy(place.text)) {
      throw new Error(`canvas: place ${index} says "${place.text}", the page "${words}"`);
    }
    if (index === places.length - 1 && leaves.length > places.length) {
      const extra = leaves[places.length];
      throw new Error(`canvas: nothing is painted for "${extra?.textContent ?? ''}"`);
    }
    return [leaf, place];
  });
}

/** The leaf that this one lies in, if it does. */
export function outer(leaf: HTMLElement, leaves: ReadonlyMap<Element, Place>): HTMLElement {
  let above = leaf.parentElement;
  while (above !== null && !leaves.has(above)) above = above.parentElement;
  return above ?? leaf;
}

/** By custom properties alone: what a template writes is left as it is. */
export function put(
  leaf: HTMLElement,
  place: Place,
  within: Place | undefined,
  ratio: number,
): void {
  const origin = within === undefined || within === place ? { x: 0, y: 0 } : within;
  leaf.dataset.at = place.kind;
  const { style } = leaf;
  style.setProperty('--x', `${(place.x - origin.x) / ratio}px`);
  style.setProperty('--y', `${(place.y - origin.y) / ratio}px`);
  style.setProperty('--w', `${place.w / ratio}px`);
  style.setProperty('--h', `${place.h / ratio}px`);
}
