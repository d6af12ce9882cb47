// The gaps that the painter leaves for the face's own words, which stay HTML: how high they have to
// be is only known once they are as wide as the card's column.
import type { Place } from './client.ts';
import type { SlotName } from './view.ts';

const FOUND: Record<SlotName, string> = {
  share: '.share',
  kept: '.body > .around',
  around: '.card > .around',
};

const NAMES = Object.keys(FOUND) as SlotName[];

export class Slots {
  /** In device pixels, as last measured. */
  heights: Partial<Record<SlotName, number>> = {};

  /** Those that say something: to measure any, the browser lays out the whole card. */
  private within(card: HTMLElement, name: SlotName): HTMLElement[] {
    const root = card.parentNode ?? card;
    const found = [...root.querySelectorAll<HTMLElement>(FOUND[name])];
    return found.filter(({ childElementCount }) => childElementCount > 0);
  }

  /** One below the other where a gap has several. */
  put(card: HTMLElement, places: readonly Place[], ratio: number): void {
    for (const name of NAMES) {
      const place = places.find(({ kind, text }) => kind === 'slot' && text === name);
      let top = place?.y ?? 0;
      for (const element of this.within(card, name)) {
        element.dataset.at = 'slot';
        element.style.setProperty('--x', `${(place?.x ?? 0) / ratio}px`);
        element.style.setProperty('--y', `${top / ratio}px`);
        element.style.setProperty('--w', `${(place?.w ?? 0) / ratio}px`);
        top += Math.ceil(element.offsetHeight * ratio);
      }
    }
  }

  /** Whether a gap has to be another one than it is. */
  grew(card: HTMLElement, ratio: number): boolean {
    const measured: Partial<Record<SlotName, number>> = {};
    for (const name of NAMES) {
      const found = this.within(card, name);
      if (found.length === 0) continue;
      const heights = found.map((element) => Math.ceil(element.offsetHeight * ratio));
      measured[name] = heights.reduce((sum, height) => sum + height, 0);
    }
    const changed = NAMES.some((name) => measured[name] !== this.heights[name]);
    this.heights = measured;
    return changed;
  }
}
