// What a person can save: a request as its frozen bytes, or the receipt together with them.
import type { SavedFile } from '../download.ts';
import type { Entry } from './entry.ts';

const type = 'application/json';

/** The frozen bytes and nothing else. */
export function requestFile({ id, submission, receipt }: Entry): SavedFile {
  return { name: `precall-${receipt?.code ?? id}.json`, type, text: submission };
}

/** What was received and what for, so that one file is the whole evidence. */
export function receiptFile({ submission, receipt }: Entry): SavedFile {
  const saved = { format: 'precall.saved/1', receipt, submission };
  return { name: `precall-${receipt?.code ?? ''}-receipt.json`, type, text: JSON.stringify(saved) };
}
