// The quiet line below the card: what of the visitor's answers is kept on this device.
import { html, nothing } from 'lit';
import type { DraftState } from '../draft.ts';
import { draftWords } from '../words/draft.ts';
import { spoken } from '../words/spoken.ts';

export function keptDraft(state: DraftState, language: string, clear: () => void) {
  if (state === 'none') return nothing;
  const words = spoken(language, draftWords);
  if (state === 'lost') return html`<p part="not-kept">${words.lost}</p>`;
  return html`<p class="links" part="kept">
    <span>${words.kept}</span>
    <button type="button" class="link" part="link" @click=${clear}>${words.clear}</button>
  </p>`;
}
