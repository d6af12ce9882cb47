// What the painter is told of the page around the card. Device pixels and whole numbers: the core's
// JSON knows no fractions.
import type { Palette } from './palette.ts';

export type SlotName = 'share' | 'kept' | 'around';

export interface View {
  width: number;
  /** Device pixels a CSS pixel, in thousandths. */
  ratio: number;
  palette: Palette;
  /** Heights of the face's own words, which stay HTML. */
  slots: Partial<Record<SlotName, number>>;
  /** The day tried on the time line; '' for none. */
  trial: string;
  /** The clause of the board that is asked about; '' for none. */
  asked: string;
  /** Nothing moves. */
  still: boolean;
  /** Controls whose clauses are unfolded. */
  open: string[];
}
