// All controls of a screen, keyed by their ids so that focus and typed text survive a new screen.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Face } from '../face.ts';
import type { Control } from '../types.ts';
import { checkbox } from './checkbox.ts';
import { radios } from './radios.ts';
import { text } from './text.ts';

function one(control: Control, face: Face) {
  switch (control.kind) {
    case 'radios':
      return radios(control, face);
    case 'checkbox':
      return checkbox(control, face);
    default:
      return text(control, face);
  }
}

export function controls(list: readonly Control[] | undefined, face: Face) {
  if (list === undefined || list.length === 0) return nothing;
  return html`<div class="questions">
    ${repeat(
      list,
      ({ id }) => id,
      (control) => one(control, face),
    )}
  </div>`;
}
