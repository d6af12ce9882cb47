// The verdict below its banner: why, what would change it, what is still open, how long it holds.
import { html, nothing, type TemplateResult } from 'lit';
import { chip, quote } from '../controls/parts.ts';
import type { Face } from '../face.ts';
import type { CalendarNote, Plan, Point, Reason, Verdict } from '../types.ts';
import { calendar as calendarIcon } from './icons.ts';

function reason({ effect, message, clauses, follow_up }: Reason): TemplateResult {
  return html`<li class="reason ${effect}" part="reason">
    <p class="message">${message}</p>
    ${clauses.map((clause) => html`<div class="cited">${chip(clause.label)}${quote(clause)}</div>`)}
    ${follow_up === undefined ? nothing : html`<p class="follow-up">${follow_up}</p>`}
  </li>`;
}

/** A question of the verdict; its button leads back to it. */
function point({ question, text, change }: Point, kind: string, face: Face): TemplateResult {
  const id = `${kind}-${question}`;
  return html`<li>
    <span id=${id}>${text}</span>
    <button
      type="button"
      class="link"
      id="${id}-change"
      aria-labelledby="${id}-change ${id}"
      @click=${() => {
        face.perform(change.action);
      }}
    >
      ${change.label}
    </button>
  </li>`;
}

function plan({ heading, steps, outcome, promised }: Plan, face: Face): TemplateResult {
  return html`<h3>${heading}</h3>
    <ol class="points plan" part="plan">
      ${steps.map((each) => point(each, 'plan', face))}
    </ol>
    <p class="note ${promised ? 'ok' : 'open'}">${outcome}</p>`;
}

function calendar(note: CalendarNote, face: Face): TemplateResult {
  return html`<p>
    <button
      type="button"
      class="link calendar"
      part="calendar"
      @click=${() => {
        face.keepDay(note);
      }}
    >
      ${calendarIcon()} <span>${note.label}</span>
    </button>
  </p>`;
}

const note = (text: string | undefined, tone: string) =>
  text === undefined ? nothing : html`<p class="note ${tone}">${text}</p>`;

function unknown({ unknown_heading, unknown: open }: Verdict, face: Face) {
  if (open.length === 0) return nothing;
  return html`<h3>${unknown_heading}</h3>
    <ul class="points" part="unknown">
      ${open.map((each) => point(each, 'unknown', face))}
    </ul>`;
}

export function verdict(value: Verdict, face: Face): TemplateResult {
  const { reasons } = value;
  return html`${
    reasons.length === 0
      ? nothing
      : html`<h3>${value.reasons_heading}</h3>
          <ul class="reasons">
            ${reasons.map(reason)}
          </ul>`
  }
  ${value.plan === undefined ? nothing : plan(value.plan, face)}${unknown(value, face)}
  ${note(value.valid_text, 'ok')}${value.calendar === undefined ? nothing : calendar(value.calendar, face)}
  ${note(value.cannot_send, 'no')}`;
}
