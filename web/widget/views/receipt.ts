// The state of what was sent, and the code to keep once it has arrived.
import { html, nothing, type TemplateResult } from 'lit';
import type { ShownReceipt } from '../types.ts';

export function receipt({ status, code, code_label, rows }: ShownReceipt): TemplateResult {
  // What is told of a refusal is the receiver's own word, which is English on every page.
  const language = status === 'refused' ? 'en' : nothing;
  return html`${
    code === undefined
      ? nothing
      : html`<p class="code">
          <span class="code-label">${code_label}</span>
          <strong part="receipt-code">${code}</strong>
        </p>`
  }
  ${
    rows === undefined || rows.length === 0
      ? nothing
      : html`<dl class="facts">
          ${rows.map(
            ({ id, label, value }) =>
              html`<dt>${label}</dt>
                <dd class=${id ?? nothing} lang=${language}>${value}</dd>`,
          )}
        </dl>`
  }`;
}
