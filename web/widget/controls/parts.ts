// The parts that every control shares: label words, help, error, link and the clauses behind it.
import { html, nothing, type TemplateResult } from 'lit';
import { fragmentHere } from '../surroundings.ts';
import type { Clause, Control, Link } from '../types.ts';

/** The class, and the names of what is so. */
export const classes = (name: string, states: Record<string, boolean>) =>
  [name, ...Object.keys(states).filter((state) => states[state])].join(' ');

export const controlId = (id: string) => `c-${id}`;
const helpId = (id: string) => `c-${id}-help`;
const errorId = (id: string) => `c-${id}-error`;

export function describedBy(control: Control): string | typeof nothing {
  const ids: string[] = [];
  if (control.help !== undefined) ids.push(helpId(control.id));
  if (control.error !== undefined) ids.push(errorId(control.id));
  return ids.length > 0 ? ids.join(' ') : nothing;
}

export const invalid = (control: Control) => (control.error === undefined ? nothing : 'true');
export const required = (control: Control) => (control.required ? 'true' : nothing);

export function words(control: Control): TemplateResult {
  const note = control.optional_note;
  return html`${control.label}${
    note === undefined ? nothing : html` <small class="optional">${note}</small>`
  }`;
}

export function help(control: Control) {
  if (control.help === undefined) return nothing;
  return html`<p class="help" id=${helpId(control.id)} part="help">${control.help}</p>`;
}

export function error(control: Control) {
  if (control.error === undefined) return nothing;
  return html`<p class="error" id=${errorId(control.id)} part="error">${control.error}</p>`;
}

/** Leaving the page would lose the answers, so only its own anchors open in place. */
export function link({ url, text }: Link): TemplateResult {
  const fragment = fragmentHere(url);
  return fragment !== undefined
    ? html`<a href=${fragment} part="link">${text}</a>`
    : html`<a href=${url} target="_blank" rel="noopener" part="link">${text}</a>`;
}

export const chip = (label: string) => html`<span class="chip" part="clause-label">${label}</span>`;

export function quote(clause: Clause): TemplateResult {
  return html`<blockquote part="clause">${clause.text}</blockquote>`;
}

function clauses(control: Control) {
  const list = control.clauses ?? [];
  if (list.length === 0) return nothing;
  return html`<details class="clauses" ?open=${control.clauses_open === true}>
    <summary>
      <span>${control.clauses_label}</span> ${list.map((clause) => chip(clause.label))}
    </summary>
    ${list.map(quote)}
  </details>`;
}

/** What stands below a control. */
export function footnotes(control: Control) {
  return html`${
    control.link === undefined ? nothing : html`<p class="help">${link(control.link)}</p>`
  }${clauses(control)}`;
}
