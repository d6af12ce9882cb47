// The whole card of a Screen, from the strip on top to the last action. Rendered in the browser by
// the element, and at build time, for the first step that a page carries as HTML.
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Face } from '../face.ts';
import type { Screen } from '../types.ts';
import { bar } from './bar.ts';
import { body } from './screen.ts';

/** Where a visitor is. A screen of another place is new content: nothing of the last one is kept. */
export const place = (screen: Screen | undefined) => `${screen?.flow ?? ''}/${screen?.step ?? ''}`;

// method="dialog" goes nowhere: before the script is there, Enter must not leave the page.
/** `around` is what the face itself has to say: below the screen, or below a receipt's code. */
export function card(screen: Screen, face: Face, around?: unknown): TemplateResult {
  // A receipt is long: what keeps it stands right below its code.
  const isSent = screen.receipt !== undefined;
  return html`<div class="card" part="card" lang=${screen.language}>
    ${bar(screen, face)}
    <form
      novalidate
      method="dialog"
      autocomplete="on"
      @submit=${(event: Event) => {
        event.preventDefault();
        const primary = screen.actions.find(({ role }) => role === 'primary');
        if (primary !== undefined) face.perform(primary.action);
      }}
    >
      ${keyed(place(screen), body(screen, face, isSent ? around : undefined))}
    </form>
    ${isSent ? undefined : around}
  </div>`;
}
