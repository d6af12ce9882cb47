// The error summary: takes the focus when an attempt to go on failed, and leads to each control.
import { html, nothing } from 'lit';
import { controlId } from '../controls/frame.ts';
import type { Face } from '../face.ts';
import type { Screen } from '../types.ts';

/** Where several controls miss the same thing, only their labels tell the links apart. */
function ambiguous(text: string, items: readonly { text: string }[]): boolean {
  return items.filter((item) => item.text === text).length > 1;
}

export function errors({ errors: found, controls }: Screen, face: Face) {
  if (found === undefined || found.items.length === 0) return nothing;
  const labels = new Map(controls?.map(({ id, label }) => [id, label]));
  return html`<div
    class="errors"
    part="error-summary"
    role="group"
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
              >${
                ambiguous(text, found.items) ? html`<small>${labels.get(id)}</small> ${text}` : text
              }</a
            >
          </li>`,
      )}
    </ul>
  </div>`;
}
