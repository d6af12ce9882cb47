// The colours of the widget's tokens as the page resolves them: its own custom properties, light or
// dark.

const TINTS = [
  'ink',
  'muted',
  'card',
  'line',
  'field',
  'brand',
  'brand-deep',
  'on-brand',
  'brand-soft',
  'sprout',
  'focus',
  'ok',
  'ok-bg',
  'warn',
  'warn-bg',
  'warn-edge',
  'no',
  'no-bg',
  'open',
  'open-bg',
] as const;

export type Palette = Record<(typeof TINTS)[number], number>;

/** 0xRRGGBB of a computed colour such as "rgb(11, 107, 58)" or "color(srgb 0.04 0.42 0.23)". */
export function packed(colour: string): number {
  const share = colour.startsWith('color(') ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map((part) =>
    Math.min(255, Math.round(Number(part) * share)),
  );
  return red * 0x10000 + green * 0x100 + blue;
}

/**
 * Asks probes in the card: only a used colour knows what light-dark() has come to. All at once, so that
 * styles are worked out once.
 */
export function paletteOf(card: Element): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  const probes = TINTS.map((tint) => {
    const each = document.createElement('span');
    each.style.color = `var(--_${tint})`;
    probe.append(each);
    return [tint, each] as const;
  });
  card.append(probe);
  const colours = probes.map(
    ([tint, each]) => [tint, packed(getComputedStyle(each).color)] as const,
  );
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}
