// A request in the outbox, and what an attempt makes of it. Values only: no clock, no network.
import type { Receipt } from '../types.ts';

export interface Entry {
  /** The submission's own id. */
  id: string;
  /** The frozen bytes, as the text that they are in UTF-8; empty once the receipt has been seen. */
  submission: string;
  endpoint: string;
  state: 'waiting' | 'refused' | 'received';
  attempts: number;
  /** When the last attempt began, in ms; 0 if there was none. */
  triedAt: number;
  /** When the next one is due by itself. */
  retryAt: number;
  /** What the receiver asked for: not before then, whatever the network does. */
  notBefore: number;
  /** Why the last attempt did not succeed. */
  detail: string;
  receipt?: Receipt;
  seen: boolean;
}

export type Attempt =
  | { kind: 'received'; receipt: Receipt }
  | { kind: 'refused'; detail: string }
  | { kind: 'failed'; detail: string; retryAfterMs?: number };

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const LEAST_PAUSE_MS = 1_000;
// A receiver that asks for more than this is not obeyed to the end: somebody waits for it.
const OBEYED_MS_MAX = 3_600_000;
const RECEIPT_HOURS = 24;

/** The id in the frozen bytes; empty if there are none yet. */
export const idOf = (submission: string): string =>
  submission === '' ? '' : (JSON.parse(submission) as { id: string }).id;

export function newEntry(submission: string, endpoint: string): Entry {
  const id = idOf(submission);
  const never = { attempts: 0, triedAt: 0, retryAt: 0, notBefore: 0 };
  return { id, submission, endpoint, state: 'waiting', ...never, detail: '', seen: false };
}

export const begun = (entry: Entry, now: number): Entry => ({
  ...entry,
  attempts: entry.attempts + 1,
  triedAt: now,
  // If this tab dies during the attempt, another one may go on.
  retryAt: now,
});

/** Full jitter: a receiver that comes back is not met by all widgets at once. */
function pauseMs(attempts: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  return LEAST_PAUSE_MS + random * longest;
}

/** The entry after an attempt that ended at `now`; `random` is from 0 to 1. */
export function ended(entry: Entry, attempt: Attempt, now: number, random: number): Entry {
  switch (attempt.kind) {
    case 'received':
      return { ...entry, state: 'received', receipt: attempt.receipt, detail: '' };
    case 'refused':
      return { ...entry, state: 'refused', detail: attempt.detail };
    case 'failed': {
      const asked = Math.min(attempt.retryAfterMs ?? 0, OBEYED_MS_MAX);
      return {
        ...entry,
        detail: attempt.detail,
        notBefore: now + asked,
        retryAt: now + asked + pauseMs(entry.attempts, random),
      };
    }
  }
}

/** How long until the next attempt; `askedAt` is when something last spoke for trying at once. */
export function waitMs(entry: Entry, askedAt: number, now: number): number {
  const at = entry.triedAt < askedAt ? entry.notBefore : entry.retryAt;
  // A clock that was set back must not hold a request for years.
  return Math.min(Math.max(0, at - now), OBEYED_MS_MAX + LONGEST_PAUSE_MS + LEAST_PAUSE_MS);
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or an HTTP date, which ends in GMT. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const ms = text.endsWith('GMT') ? Date.parse(text) - now : NaN;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Whether something from a disk is an entry with a submission that can be sent, or its receipt. */
export function isEntry(value: Entry): boolean {
  try {
    return (
      (value.submission === '' ? value.seen : idOf(value.submission) === value.id) &&
      [value.triedAt, value.retryAt, value.notBefore, value.attempts].every(Number.isFinite) &&
      typeof value.detail === 'string'
    );
  } catch {
    return false;
  }
}

export const isForgotten = ({ state, triedAt }: Entry, now: number): boolean =>
  state === 'received' && Math.abs(now - triedAt) > RECEIPT_HOURS * 3_600_000;
