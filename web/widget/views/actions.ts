// What the visitor can do next, and the hotline, which is always one of it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import type { Screen, ScreenAction } from '../types.ts';
import { phone } from './icons.ts';

function button({ label, role, action }: ScreenAction, face: Face): TemplateResult {
  if (role === 'primary') {
    return html`<button type="submit" class="button primary" part="button button-primary">
      ${label}
    </button>`;
  }
  const look = role === 'link' ? 'link' : 'button';
  return html`<button
    type="button"
    class=${look}
    part=${look}
    @click=${() => {
      face.perform(action);
    }}
  >
    ${label}
  </button>`;
}

const call = ({ contact }: Screen, look: string) =>
  html`<a class=${look} part="call" href=${contact.url}
    >${phone()} <span>${contact.label}</span></a
  >`;

/** Where an outcome is told, to call is an action; elsewhere it is a quiet line below. */
export function actions(screen: Screen, face: Face): TemplateResult {
  const isOutcome = screen.verdict !== undefined || screen.receipt !== undefined;
  const primary = screen.actions.filter(({ role }) => role === 'primary');
  const others = screen.actions.filter(({ role }) => role !== 'primary');
  // Where nothing can be sent, the hotline is what is left to do.
  const onlyCall = screen.verdict !== undefined && primary.length === 0;
  return html`<div class="actions">
      ${primary.map((each) => button(each, face))}
      ${isOutcome ? call(screen, onlyCall ? 'button call primary' : 'button call') : nothing}
      ${others.map((each) => button(each, face))}
    </div>
    ${screen.verdict === undefined ? nothing : face.share(screen.language)}
    <p class="contact" part="contact">
      ${screen.contact.text} ${isOutcome ? nothing : call(screen, 'call')}
    </p>`;
}
