// Everything that is typed: one line or several, dates and numbers included. The raw text goes to
// the core as it stands; only the core says whether it is right.
import { html, nothing, type TemplateResult } from 'lit';
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

const labelId = (id: string) => `${controlId(id)}-label`;
const UNKNOWN = 'unknown';

const MODES: Partial<Record<Control['kind'], string>> = {
  date: 'numeric',
  integer: 'numeric',
  tel: 'tel',
  email: 'email',
  url: 'url',
};

// Beyond the longest text, so that the core says what is too long and nothing is cut off in
// silence; within the 16,000 bytes above which the core takes no input at all.
const LENGTH_MAX = 5_000;

// Machine words: no capital letters, no spelling marks.
const MACHINE = new Set<Control['kind']>(['email', 'url', 'tel', 'date', 'integer']);

const shown = ({ unsure, value }: Control) => (unsure?.checked === true ? '' : value);

/**
 * What is being composed (Telex, a phone's keyboard) is not yet an answer. Some browsers tell the
 * end of a composition twice and every change again on leaving the field; the core hears it once,
 * also where a program fires the events before the next screen is there.
 */
function listeners(control: Control, face: Face) {
  let told = shown(control);
  const tell = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (value.normalize('NFC') === told) return;
    told = value.normalize('NFC');
    face.input(control.id, value);
  };
  return {
    input: (event: InputEvent) => {
      if (!event.isComposing) tell(event);
    },
    tell,
    /** Letters that were pasted in parts are put together once nobody types any more. */
    change: (event: Event) => {
      const left = event.target as HTMLInputElement;
      const whole = left.value.normalize('NFC');
      if (left.value !== whole) left.value = whole;
      tell(event);
    },
  };
}

function field(control: Control, face: Face): TemplateResult {
  const on = listeners(control, face);
  const value = shown(control);
  if (control.kind === 'textarea') {
    return html`<textarea
      class="field"
      part="input"
      rows="5"
      maxlength=${LENGTH_MAX}
      id=${controlId(control.id)}
      name=${control.id}
      autocomplete=${control.autocomplete ?? 'off'}
      aria-describedby=${describedBy(control)}
      aria-invalid=${invalid(control)}
      aria-required=${required(control)}
      .value=${quietly(value)}
      @input=${on.input}
      @compositionend=${on.tell}
      @change=${on.change}
    ></textarea>`;
  }
  const machine = MACHINE.has(control.kind);
  return html`<input
    class="field"
    part="input"
    type=${control.kind === 'tel' ? 'tel' : 'text'}
    maxlength=${LENGTH_MAX}
    inputmode=${control.inputmode ?? MODES[control.kind] ?? 'text'}
    id=${controlId(control.id)}
    name=${control.id}
    autocomplete=${control.autocomplete ?? 'off'}
    autocapitalize=${machine ? 'none' : nothing}
    spellcheck=${machine ? 'false' : nothing}
    aria-describedby=${describedBy(control)}
    aria-invalid=${invalid(control)}
    aria-required=${required(control)}
    .value=${quietly(value)}
    @input=${on.input}
    @compositionend=${on.tell}
    @change=${on.change}
  />`;
}

function unsure(control: Control, face: Face) {
  if (control.unsure === undefined) return nothing;
  const { label, checked } = control.unsure;
  return html`<label class=${classes('option unsure', { chosen: checked })} part="option">
    <input
      type="checkbox"
      id="${controlId(control.id)}-unsure"
      aria-describedby=${labelId(control.id)}
      .checked=${quietly(checked)}
      @change=${(event: Event) => {
        face.input(control.id, (event.target as HTMLInputElement).checked ? UNKNOWN : '');
      }}
    />
    <span>${label}</span>
  </label>`;
}

export function text(control: Control, face: Face): TemplateResult {
  return html`<div class="question" part="question" data-control=${control.id}>
    <label class="label" id=${labelId(control.id)} for=${controlId(control.id)} part="label"
      >${words(control)}</label
    >
    ${help(control)}${error(control)}${field(control, face)}${unsure(control, face)}
    ${footnotes(control)}
  </div>`;
}
