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
  const prominent = screen.verdict !== undefined || screen.receipt !== undefined;
  const rest = {
    primary: screen.actions.filter(({ role }) => role === 'primary'),
    other: screen.actions.filter(({ role }) => role !== 'primary'),
  };
  return html`<div class="actions">
      ${rest.primary.map((each) => button(each, face))}
      ${prominent ? call(screen, 'button call') : nothing}
      ${rest.other.map((each) => button(each, face))}
    </div>
    <p class="contact" part="contact">
      ${screen.contact.text} ${prominent ? nothing : call(screen, 'call')}
    </p>`;
}
