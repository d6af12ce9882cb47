// The verdict below its banner: why, what is still open, how long it holds, what cannot be done.
import { html, nothing, type TemplateResult } from 'lit';
import { chip, quote } from '../controls/frame.ts';
import type { Face } from '../face.ts';
import type { Reason, Unknown, Verdict } from '../types.ts';

function remedies(heading: string | undefined, { remedies: list = [] }: Reason) {
  if (list.length === 0) return nothing;
  return html`<div class="remedies" part="remedies">
    <p>${heading}</p>
    <ul>
      ${list.map((remedy) => html`<li>${remedy}</li>`)}
    </ul>
  </div>`;
}

function reason(each: Reason, remediesHeading: string | undefined): TemplateResult {
  const { effect, message, clauses, follow_up } = each;
  return html`<li class="reason ${effect}" part="reason">
    <p class="message">${message}</p>
    ${clauses.map((clause) => html`<div class="cited">${chip(clause.label)}${quote(clause)}</div>`)}
    ${remedies(remediesHeading, each)}
    ${follow_up === undefined ? nothing : html`<p class="follow-up">${follow_up}</p>`}
  </li>`;
}

function unknown({ question, text, change }: Unknown, face: Face): TemplateResult {
  const id = `u-${question}`;
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

export function verdict(value: Verdict, face: Face): TemplateResult {
  const { reasons, unknown: open } = value;
  return html`${
    reasons.length === 0
      ? nothing
      : html`<h3>${value.reasons_heading}</h3>
          <ul class="reasons">
            ${reasons.map((each) => reason(each, value.remedies_heading))}
          </ul>`
  }
  ${
    open.length === 0
      ? nothing
      : html`<h3>${value.unknown_heading}</h3>
          <ul class="unknown">
            ${open.map((each) => unknown(each, face))}
          </ul>`
  }
  ${value.valid_text === undefined ? nothing : html`<p class="note ok">${value.valid_text}</p>`}
  ${value.cannot_send === undefined ? nothing : html`<p class="note no">${value.cannot_send}</p>`}`;
}
