// An outcome told by icon, heading and words; the colour only helps.
import { html, nothing, type TemplateResult } from 'lit';
import type { Tone } from '../types.ts';
import { tones } from './icons.ts';

export function banner(tone: Tone, heading: string, text: string | undefined): TemplateResult {
  return html`<div class="banner ${tone}" part="banner banner-${tone}">
    <span class="icon">${tones[tone]()}</span>
    <div>
      <h2 class="heading" tabindex="-1" part="heading">${heading}</h2>
      ${text === undefined ? nothing : html`<p>${text}</p>`}
    </div>
  </div>`;
}
