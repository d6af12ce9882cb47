// Below the card once a request exists: whether it is kept, how to save, print or hand it over, and
// what earlier visits have left.
import { html, nothing, type TemplateResult } from 'lit';
import type { SavedFile } from '../download.ts';
import type { Entry } from '../outbox/entry.ts';
import { receiptFile, requestFile } from '../outbox/files.ts';
import { savingWords } from '../words/saving.ts';
import { spoken } from '../words/spoken.ts';

type Words = (typeof savingWords)['vi'];

/** What there is to be shown, and what the buttons do. */
export interface Kept {
  language: string;
  step: string;
  /** The request that the card is about. */
  own: Entry | undefined;
  isKept: boolean;
  /** Once it is there. */
  download: ((file: SavedFile) => void) | undefined;
  earlier: Entry[];
  /** Whose deletion waits for a second word. */
  asking: string;
  ask(id: string): void;
  remove(id: string): void;
  seen(id: string): void;
  sendNow(id: string): void;
}

const button = (label: string, press: () => void) =>
  html`<button type="button" class="link" part="link" @click=${press}>${label}</button>`;

const printing = (words: Words) =>
  button(words.print, () => {
    print();
  });

function saves(entry: Entry, words: Words, { download }: Kept) {
  if (entry.submission === '' || download === undefined) return nothing;
  const asFile = button(words.saveRequest, () => {
    download(requestFile(entry));
  });
  const withReceipt = button(words.saveReceipt, () => {
    download(receiptFile(entry));
  });
  return html`${entry.state === 'received' ? withReceipt : nothing}${asFile}`;
}

/** A second press, in other words: the first one may have been a slip. */
function removing({ id }: Entry, words: Words, kept: Kept): TemplateResult {
  if (kept.asking !== id) {
    return button(words.remove, () => {
      kept.ask(id);
    });
  }
  const yes = button(words.removeYes, () => {
    kept.remove(id);
  });
  const no = button(words.removeNo, () => {
    kept.ask('');
  });
  return html`<span role="status">${words.removeAsk}</span> ${yes}${no}`;
}

function own(entry: Entry, words: Words, kept: Kept): TemplateResult {
  const waiting = entry.state === 'waiting';
  const troubled = entry.state === 'refused' || (waiting && entry.detail !== '');
  return html`<div role="status">
      ${waiting ? html`<p>${kept.isKept ? words.kept : words.notKept}</p>` : nothing}
      ${troubled ? html`<p part="hand-over">${words.handOver}</p>` : nothing}
    </div>
    <p class="links">
      ${saves(entry, words, kept)}${printing(words)}${troubled ? removing(entry, words, kept) : nothing}
    </p>`;
}

/** dd/mm/yyyy, hh:mm as the visitor's own clock has it. */
function shownTime({ submission }: Entry): string {
  const { created_at } = JSON.parse(submission) as { created_at: string };
  const at = new Date(created_at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  return `${day}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The receiver says in English why it refuses, also on a Vietnamese page. */
function text(entry: Entry, words: Words) {
  const at = shownTime(entry);
  if (entry.state === 'received') return words.received(at, entry.receipt?.code ?? '');
  if (entry.state === 'waiting') return words.waiting(at);
  return html`${words.refused(at)} <span lang="en">${entry.detail}</span>`;
}

function earlier(entry: Entry, words: Words, kept: Kept): TemplateResult {
  const hide = button(words.hide, () => {
    kept.seen(entry.id);
  });
  const now = button(words.sendNow, () => {
    kept.sendNow(entry.id);
  });
  return html`<li>
    <span role="status">${text(entry, words)}</span>
    <span class="links">
      ${entry.state === 'waiting' ? now : nothing}${saves(entry, words, kept)}
      ${entry.state === 'received' ? hide : removing(entry, words, kept)}
    </span>
  </li>`;
}

export function saving(kept: Kept) {
  const words = spoken(kept.language, savingWords);
  const onReview = kept.own === undefined && kept.step === 'review';
  return html`${kept.own === undefined ? nothing : own(kept.own, words, kept)}
  ${onReview ? html`<p class="links">${printing(words)}</p>` : nothing}
  ${
    kept.earlier.length === 0
      ? nothing
      : html`<h3>${words.earlier}</h3>
          <ul part="earlier">
            ${kept.earlier.map((entry) => earlier(entry, words, kept))}
          </ul>`
  }`;
}
