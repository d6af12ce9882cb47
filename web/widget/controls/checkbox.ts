// A single act of consent. Nothing is ever ticked beforehand.
import { html, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import type { Control } from '../types.ts';
import {
  classes,
  controlId,
  describedBy,
  error,
  footnotes,
  help,
  invalid,
  required,
  words,
} from './parts.ts';
import { quietly } from './quietly.ts';

export function checkbox(control: Control, face: Face): TemplateResult {
  const checked = control.value === 'true';
  return html`<div class="question" part="question" data-control=${control.id}>
    ${error(control)}
    <label class=${classes('option', { chosen: checked })} part="option">
      <input
        type="checkbox"
        id=${controlId(control.id)}
        name=${control.id}
        aria-describedby=${describedBy(control)}
        aria-invalid=${invalid(control)}
        aria-required=${required(control)}
        .checked=${quietly(checked)}
        @change=${(event: Event) => {
          face.input(control.id, (event.target as HTMLInputElement).checked ? 'true' : '');
        }}
      />
      <span>${words(control)}</span>
    </label>
    ${help(control)}${footnotes(control)}
  </div>`;
}
