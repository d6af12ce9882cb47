// What the page in an iframe and the page around it tell each other.

export type FrameMessage =
  /** To the page around: what the check is high now, in px. */
  | { precall: 'height'; height: number }
  /** To the page around: another step is shown, from its top on. */
  | { precall: 'step' }
  /** Into the iframe: tell the height. */
  | { precall: 'ask' };
