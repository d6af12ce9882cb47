// What sending needs has not come: that is said, and the button may be pressed again.
import { html } from 'lit';
import { spoken } from '../words/spoken.ts';
import { stuckWords } from '../words/stuck.ts';

export const stuck = (language: string) =>
  html`<div class="around" data-face>
    <p role="alert" part="not-kept">${spoken(language, stuckWords)}</p>
  </div>`;
