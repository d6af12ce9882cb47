// What nobody needs before there is a verdict: how the way looks from there on, how all of it prints,
// and the day in a calendar.
import { unsafeCSS } from 'lit';
import print from './styles/print.css?inline';
import sent from './styles/sent.css?inline';

export { saveToCalendar } from './calendar.ts';

export const lateStyles = [sent, print].map(unsafeCSS);
