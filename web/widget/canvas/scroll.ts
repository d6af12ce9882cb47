// Which part of a card is in sight, what scrolls it, and which part of a long one the canvas shows: as
// sharp as the screen, and never larger than a phone's graphics can hold.

/** Of a canvas's side, in device pixels: what is enough for most windows, and for the highest. What
 *  draws WebGL 2 has room for more. A window beyond that sees the rest of a card as it scrolls. */
const SIDE = 4096;
const SIDE_MAX = 8192;

export interface Span {
  top: number;
  height: number;
}

/**
 * The part to show, in device pixels of a card of `height`. `seen` is what of the card is in sight.
 * The last one stays while it covers that, so that most scrolling paints nothing.
 */
export function spanOf(height: number, seen: Span, last: Span): Span {
  const side = Math.min(Math.max(seen.height, SIDE), SIDE_MAX);
  if (height <= side) return { top: 0, height };
  const covers = last.top <= seen.top && last.top + last.height >= seen.top + seen.height;
  const fits = last.height === side && last.top + last.height <= height;
  if (covers && fits) return last;
  const middle = seen.top + seen.height / 2 - side / 2;
  const top = Math.round(Math.min(Math.max(middle, 0), height - side));
  return { top, height: side };
}

/** What the painter takes; no card reaches it. */
const PIXELS_MAX = 100_000;

/** A card's width, and the part of it that the window shows, in device pixels of the card. */
export interface Measured {
  width: number;
  seen: Span;
}

export function measured(card: Element): Measured {
  const ratio = devicePixelRatio;
  const { top, width } = card.getBoundingClientRect();
  const seen = {
    top: Math.min(PIXELS_MAX, Math.round(Math.max(0, -top) * ratio)),
    height: Math.round(Math.max(0, innerHeight - Math.max(0, top)) * ratio),
  };
  return { width: Math.round(width * ratio), seen };
}

/** All that hear the scrolling of something around an element: it does not leave a shadow root. */
export function scrollersOf(host: Element): (Window | Node)[] {
  const around: (Window | Node)[] = [window];
  let root: Node | null = host.shadowRoot;
  while (root instanceof ShadowRoot) {
    around.push(root);
    root = root.host.getRootNode();
  }
  return around;
}
