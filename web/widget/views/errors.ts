// The error summary: takes the focus when an attempt to go on failed, and leads to each control.
// The focus is what announces it, list included: as a live region it would speak at every key,
// since the list changes with the answers.
import { html, nothing } from 'lit';
import { controlId } from '../controls/parts.ts';
import type { Face } from '../face.ts';
import type { Screen } from '../types.ts';
import { appeared } from './appeared.ts';

/** Where several controls miss the same thing, only their labels tell the links apart. */
function ambiguous(text: string, items: readonly { text: string }[]): boolean {
  return items.filter((item) => item.text === text).length > 1;
}

function summary({ errors: found, controls }: Screen, face: Face) {
  if (found === undefined || found.items.length === 0) return nothing;
  const labels = new Map(controls?.map(({ id, label }) => [id, label]));
  return html`<div
    class="errors"
    part="error-summary"
    role="group"
    tabindex="-1"
    aria-labelledby="errors-heading"
    aria-describedby="errors-list"
  >
    <h2 id="errors-heading">${found.heading}</h2>
    <ul id="errors-list">
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

export function errors(screen: Screen, face: Face) {
  if ((screen.controls ?? []).length === 0) return nothing;
  return html`<p class="unseen" role="status">${appeared(screen.errors?.items ?? [])}</p>
    ${summary(screen, face)}`;
}
