// What a person can save: a request as its frozen bytes, or the receipt together with them.
import type { Entry } from './entry.ts';

export interface SavedFile {
  name: string;
  text: string;
}

/** The frozen bytes and nothing else. */
export function requestFile({ id, submission, receipt }: Entry): SavedFile {
  return { name: `precall-${receipt?.code ?? id}.json`, text: submission };
}

/** What was received and what for, so that one file is the whole evidence. */
export function receiptFile({ submission, receipt }: Entry): SavedFile {
  const saved = { format: 'precall.saved/1', receipt, submission };
  return { name: `precall-${receipt?.code ?? ''}-receipt.json`, text: JSON.stringify(saved) };
}

const URL_LIFE_MS = 60_000;

/** By a link as a person would follow it; the browser asks where to put it, or does not. */
export function download({ name, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, URL_LIFE_MS);
}
