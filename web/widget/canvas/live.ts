// STUB
import { html } from 'lit';
export interface Live {
  board?: unknown;
  timeline?: unknown;
}
export function live(_: Live, __: { trial(day: string): void }): unknown {
  return html``;
}
