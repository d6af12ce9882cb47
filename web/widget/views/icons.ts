// The few pictures of the widget. All are decoration: the words beside them say the same.
import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

function icon(size: number, paths: SVGTemplateResult): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;
}

export const sprout = () =>
  icon(
    20,
    svg`<path d="M12 22V11"/><path d="M12 12C12 7 8.6 4.6 3 4.5 3 10 6.2 12.3 12 12Z"/>
      <path d="M12 10c0-4.3 3.2-7.2 9-7.5 0 5.2-3.2 7.7-9 7.5Z"/>`,
  );

export const tones = {
  ok: () => icon(26, svg`<path d="m5 12.5 4.6 4.7L19 7.5"/>`),
  warn: () => icon(26, svg`<path d="M12 5v8.5"/><path d="M12 18.4v.1"/>`),
  no: () => icon(26, svg`<path d="m6.5 6.5 11 11"/><path d="m17.5 6.5-11 11"/>`),
  open: () => icon(26, svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`),
} as const;

export const phone = () =>
  icon(
    18,
    svg`<path d="M5 3.5h3.5l1.7 4.3-2.2 1.6a13 13 0 0 0 6.6 6.6l1.6-2.2 4.3 1.7V19a2 2 0 0 1-2.1 2A17 17 0 0 1 3 5.6 2 2 0 0 1 5 3.5Z"/>`,
  );

export const calendar = () =>
  icon(
    18,
    svg`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.5V6M16 2.5V6"/>`,
  );

export const close = () => icon(20, svg`<path d="m6 6 12 12"/><path d="M18 6 6 18"/>`);
