// What a page may rely on: the element as TypeScript sees it, and its events. Types only; the
// npm package is published with these.
import type { Receipt, Screen, Verdict } from './types.ts';

export type { Receipt, Screen, Verdict };

export interface PrecallCheckerElement extends HTMLElement {
  /** Address of the policy file, relative to the page. */
  policy: string;
  /** Address that submissions are posted to, relative to the page. */
  endpoint: string;
  /** "vi" or "en"; empty for the language of the page around. */
  lang: string;
  /** "html", or "canvas", which falls back to it. */
  face: string;
  /** "inline", or "popup": a button that opens the check in a dialog. */
  mode: string;
  /** The words on that button. */
  label: string;
  /** "draft": answers stay on the visitor's device for a day; "none": nothing does. */
  keep: string;
  /** Whether the page's address carries the check. */
  address: boolean;
  /** What is shown now; to be read, not written. */
  readonly screen: Screen | undefined;
}

export interface PrecallCheckerEvents {
  'precall:screen': CustomEvent<{ screen: Screen }>;
  'precall:verdict': CustomEvent<{ verdict: Verdict }>;
  'precall:submitted': CustomEvent<{ receipt: Receipt }>;
}

/** The class that is registered as <precall-checker>. */
export declare const PrecallChecker: {
  new (): PrecallCheckerElement;
  prototype: PrecallCheckerElement;
};

declare global {
  interface HTMLElementTagNameMap {
    'precall-checker': PrecallCheckerElement;
  }

  // Its events bubble, so that any element and the document may listen.
  interface GlobalEventHandlersEventMap {
    'precall:screen': PrecallCheckerEvents['precall:screen'];
    'precall:verdict': PrecallCheckerEvents['precall:verdict'];
    'precall:submitted': PrecallCheckerEvents['precall:submitted'];
  }
}
