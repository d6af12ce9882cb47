// The strip on top: whose tool this is, the other languages, and how far the visitor has come.
import { html, nothing, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import type { Screen } from '../types.ts';
import { sprout } from './icons.ts';

export function bar(screen: Screen, face: Face): TemplateResult {
  return html`<div class="bar" part="bar">
      <span class="mark">${sprout()}</span>
      <span class="title" part="title">${screen.title}</span>
      <span class="languages">
        ${screen.languages
          .filter(({ current }) => !current)
          .map(
            ({ id, label }) =>
              html`<button
                type="button"
                class="language"
                part="language"
                lang=${id}
                @click=${() => {
                  face.choose(id);
                }}
              >
                ${label}
              </button>`,
          )}
      </span>
    </div>
    ${progress(screen)}`;
}

/** A picture of the sentence beside the heading, so it is hidden from assistive technology. */
function progress({ progress: state }: Screen) {
  if (state === undefined) return nothing;
  return html`<progress
    part="progress"
    aria-hidden="true"
    value=${state.done}
    max=${Math.max(state.total, 1)}
  ></progress>`;
}
