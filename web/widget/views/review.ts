// Everything that was answered, in groups, each row with a way to change it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import type { Offer, ReviewGroup, ReviewRow } from '../types.ts';

function change(id: string, { label, action }: Offer, face: Face): TemplateResult {
  return html`<dd class="change">
    <button
      type="button"
      class="link"
      id="r-${id}-change"
      aria-labelledby="r-${id}-change r-${id}"
      @click=${() => {
        face.perform(action);
      }}
    >
      ${label}
    </button>
  </dd>`;
}

function row({ id, label, value, language, change: offer }: ReviewRow, face: Face): TemplateResult {
  const name = offer === undefined ? undefined : (id ?? 'result');
  return html`<div part="review-row">
    <dt id=${name === undefined ? nothing : `r-${name}`}>${label}</dt>
    <dd class="value" lang=${language ?? nothing}>${value}</dd>
    ${name === undefined || offer === undefined ? nothing : change(name, offer, face)}
  </div>`;
}

function group({ heading, rows }: ReviewGroup, face: Face): TemplateResult {
  return html`<section class="group">
    <h3>${heading}</h3>
    <dl class="review">${rows.map((each) => row(each, face))}</dl>
  </section>`;
}

export function review(groups: readonly ReviewGroup[] | undefined, face: Face) {
  if (groups === undefined || groups.length === 0) return nothing;
  return html`${groups.map((each) => group(each, face))}`;
}
