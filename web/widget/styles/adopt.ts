// Gives a shadow root style sheets beyond those that it has.
import { adoptStyles, supportsAdoptingStyleSheets, type CSSResult } from 'lit';

export function addStyles(root: ShadowRoot, styles: CSSResult[]): void {
  if (supportsAdoptingStyleSheets) {
    root.adoptedStyleSheets.push(...styles.flatMap(({ styleSheet }) => styleSheet ?? []));
  } else adoptStyles(root, styles);
}
