// What the painter is told of the page around the card. Device pixels and whole numbers: the core's
// JSON knows no fractions.
import type { Palette } from './palette.ts';
import type { Span } from './scroll.ts';

export type SlotName = 'share' | 'kept' | 'around';

export interface View {
  width: number;
  /** Device pixels a CSS pixel, in thousandths. */
  ratio: number;
  /** The part of the card that is in sight. */
  seen: Span;
  palette: Palette;
  /** Heights of the face's own words, which stay HTML. */
  slots: Partial<Record<SlotName, number>>;
  /** The day tried on the time line; '' for none. */
  trial: string;
  /** The clause of the board that is pointed at; '' for none. */
  asked: string;
  /** A dialog's close button stands at the top on the right. */
  corner: boolean;
  /** Nothing moves. */
  still: boolean;
  /** What is unfolded: controls with their clauses, and "board " with a clause. */
  open: string[];
}
