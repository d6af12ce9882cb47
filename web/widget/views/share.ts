// The quiet way beside a verdict to take the answers along, as a link.
import { html, nothing, type TemplateResult } from 'lit';
import { addressWords } from '../words/address.ts';
import { spoken } from '../words/spoken.ts';

/** What became of the copying: a browser may refuse it, and then the link is shown. */
export type Copied = 'not yet' | 'yes' | { url: string };

/** The words are not the core's: `data-face` marks them. */
export function share(language: string, copied: Copied, copy: () => void): TemplateResult {
  const { copy: label, copied: done, byHand } = spoken(language, addressWords);
  return html`<div class="share" data-face>
    <button type="button" class="link" part="link" @click=${copy}>${label}</button>
    <p class="help" role="status">${copied === 'yes' ? done : nothing}</p>
    ${
      typeof copied === 'string'
        ? nothing
        : html`<label class="label"
            >${byHand}<input
              class="field"
              part="input"
              type="text"
              readonly
              .value=${copied.url}
              @focus=${(event: Event) => {
                (event.target as HTMLInputElement).select();
              }}
          /></label>`
    }
  </div>`;
}
