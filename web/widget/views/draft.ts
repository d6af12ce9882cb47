// Below the card: what of the visitor's answers is kept on this device, and that they are not sent.
import { html, nothing } from 'lit';
import type { DraftState } from '../draft.ts';
import { draftWords } from '../words/draft.ts';
import { spoken } from '../words/spoken.ts';

const warning = (text: string) => html`<p role="alert" part="not-kept">${text}</p>`;

/** The button may be pressed again. */
export const stuck = (language: string) => warning(spoken(language, draftWords).stuck);

export function keptDraft(state: DraftState, language: string, clear: () => void) {
  if (state === 'none') return nothing;
  const words = spoken(language, draftWords);
  if (state === 'lost') return warning(words.lost);
  return html`<p class="links" part="kept">
    <span>${words.kept}</span>
    <button type="button" class="link" part="link" @click=${clear}>${words.clear}</button>
  </p>`;
}
