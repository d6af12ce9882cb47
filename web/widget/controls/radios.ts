// One question with a closed set of answers. The whole option is the target.
import { html, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import type { Control, Option } from '../types.ts';
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

const SHORT_LABEL_LENGTH = 16;

function option(control: Control, { value, label, unsure }: Option, first: boolean, face: Face) {
  const chosen = control.value === value;
  return html`<label class=${classes('option', { unsure, chosen })} part="option">
    <input
      type="radio"
      id=${first ? controlId(control.id) : `${controlId(control.id)}-${value}`}
      name=${control.id}
      value=${value}
      .checked=${quietly(chosen)}
      @change=${() => {
        face.input(control.id, value);
      }}
    />
    <span>${label}</span>
  </label>`;
}

export function radios(control: Control, face: Face): TemplateResult {
  const options = control.options ?? [];
  const answers = options.filter(({ unsure }) => !unsure);
  const pair =
    answers.length === 2 && answers.every(({ label }) => label.length <= SHORT_LABEL_LENGTH);
  return html`<fieldset
    class="question"
    part="question"
    role="radiogroup"
    data-control=${control.id}
    aria-describedby=${describedBy(control)}
    aria-invalid=${invalid(control)}
    aria-required=${required(control)}
  >
    <legend part="label">${words(control)}</legend>
    ${help(control)}${error(control)}
    <div class=${classes('options', { pair })}>
      ${options.map((each, index) => option(control, each, index === 0, face))}
    </div>
    ${footnotes(control)}
  </fieldset>`;
}
