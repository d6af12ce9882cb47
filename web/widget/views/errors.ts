// The error summary: takes the focus when an attempt to go on failed, and leads to each control.
import { html, nothing } from 'lit';
import { controlId } from '../controls/frame.ts';
import type { Face } from '../face.ts';
import type { Screen } from '../types.ts';

export function errors({ errors: found }: Screen, face: Face) {
  if (found === undefined || found.items.length === 0) return nothing;
  return html`<div
    class="errors"
    part="error-summary"
    role="alert"
    tabindex="-1"
    aria-labelledby="errors-heading"
  >
    <h2 id="errors-heading">${found.heading}</h2>
    <ul>
      ${found.items.map(
        ({ id, text }) =>
          html`<li>
            <a
              href="#${controlId(id)}"
              @click=${(event: Event) => {
                event.preventDefault();
                face.focusControl(id);
              }}
              >${text}</a
            >
          </li>`,
      )}
    </ul>
  </div>`;
}
