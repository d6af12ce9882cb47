// What a template may ask of the element around it.
import type { Action, CalendarNote, ReviewGroup, ShownReceipt } from './types.ts';

export interface LateViews {
  receipt(receipt: ShownReceipt): unknown;
  review(groups: readonly ReviewGroup[] | undefined, face: Face): unknown;
}

export interface Face {
  /** The views of what comes after a verdict; not there before they are needed. */
  readonly late: LateViews | undefined;
  /** An answer or a field has a new raw value. */
  input(id: string, value: string): void;
  /** A button was pressed. */
  perform(action: Action): void;
  /** An error's link was followed. */
  focusControl(id: string): void;
  /** Another language was chosen. */
  choose(language: string): void;
  /** A day is to be put into the visitor's calendar. */
  keepDay(note: CalendarNote): void;
  /** What stands beside a verdict to take it along. */
  share(language: string): unknown;
}
