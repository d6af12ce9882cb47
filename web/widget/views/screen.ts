// Puts a whole Screen together in reading order. No words of its own.
import { html, nothing, type TemplateResult } from 'lit';
import { controls } from '../controls/controls.ts';
import { chip, link, quote } from '../controls/parts.ts';
import type { Face } from '../face.ts';
import type { Screen, ShownReceipt, Tone } from '../types.ts';
import { actions } from './actions.ts';
import { banner } from './banner.ts';
import { errors } from './errors.ts';
import { verdict } from './verdict.ts';

const receiptTone: Record<ShownReceipt['status'], Tone> = {
  received: 'ok',
  sending: 'open',
  retrying: 'warn',
  refused: 'no',
};

function top(screen: Screen): TemplateResult {
  if (screen.verdict !== undefined) {
    const { tone, heading, text } = screen.verdict;
    return banner(tone, heading, text);
  }
  if (screen.receipt !== undefined) {
    return html`<div role="status">
      ${banner(receiptTone[screen.receipt.status], screen.heading, screen.intro)}
    </div>`;
  }
  return html``;
}

function lead(screen: Screen) {
  if (screen.verdict !== undefined || screen.receipt !== undefined) return nothing;
  return html`<div class="lead">
    ${
      screen.progress === undefined
        ? nothing
        : html`<p class="meta" part="meta">${screen.progress.text}</p>`
    }
    <h2 class="heading" tabindex="-1" part="heading">${screen.heading}</h2>
    ${screen.intro === undefined ? nothing : html`<p class="intro">${screen.intro}</p>`}
  </div>`;
}

function notice({ notice: clause }: Screen) {
  if (clause === undefined) return nothing;
  return html`<div class="notice" part="notice">
    ${chip(clause.label)}${quote({ id: 'notice', ...clause })}
    ${clause.link === undefined ? nothing : html`<p class="help">${link(clause.link)}</p>`}
  </div>`;
}

export function body(screen: Screen, face: Face, kept: unknown): TemplateResult {
  return html`${top(screen)}
    <div class="body">
      ${errors(screen, face)}${lead(screen)}${notice(screen)}${controls(screen.controls, face)}
      ${screen.verdict === undefined ? nothing : verdict(screen.verdict, face)}
      ${screen.receipt === undefined ? nothing : face.late?.receipt(screen.receipt)}${kept}
      ${face.late?.review(screen.review, face)}${actions(screen, face)}
    </div>`;
}
