// What nobody needs before there is a verdict: how the way looks from there on, how all of it prints,
// the day in a calendar, and other files. The desk comes later still, and asks for this part when it
// has to save a file: that in a file of its own would be a round trip more.
import { unsafeCSS } from 'lit';
import print from './styles/print.css?inline';
import sent from './styles/sent.css?inline';

export { receipt } from './views/receipt.ts';
export { review } from './views/review.ts';
export { download } from './download.ts';
export { saveToCalendar } from './calendar.ts';

export const lateStyles = [sent, print].map(unsafeCSS);

/** This module, for those who import it only when it is wanted. */
export type Late = typeof import('./late.ts');
