// Posts the frozen bytes of a submission until the receiver has countersigned or refused them.
// Never changes the bytes, and believes only a receipt for these very bytes.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Action, Receipt } from './types.ts';

const TIMEOUT_MS = 20_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export type Outcome = Extract<Action, { do: 'receipt' } | { do: 'delivery' }>;
interface Attempt {
  outcome: Outcome;
  pauseMs?: number;
}

function isReceiptFor(value: unknown, bytes: Uint8Array): value is Receipt {
  const receipt = value as Partial<Receipt> | null;
  return (
    receipt?.format === 'precall.receipt/1' &&
    receipt.submission_sha256 === bytesToHex(sha256(bytes))
  );
}

function retrying(detail: string, pauseMs?: number): Attempt {
  const outcome: Outcome = { do: 'delivery', status: 'retrying', detail };
  return pauseMs === undefined ? { outcome } : { outcome, pauseMs };
}

/** Retry-After in seconds; the date form is rare and not worth the code. */
function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** RFC 9457: the detail, else the title, else the bare status. */
async function problem(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { detail?: unknown; title?: unknown };
    for (const text of [body.detail, body.title]) if (typeof text === 'string') return text;
  } catch {
    // Not a problem document: the status has to do.
  }
  return `HTTP ${response.status}`;
}

const TRY_AGAIN = new Set([408, 425, 429]);

async function read(response: Response, bytes: Uint8Array): Promise<Attempt> {
  if (response.ok) {
    const receipt: unknown = await response.json();
    if (isReceiptFor(receipt, bytes)) return { outcome: { do: 'receipt', receipt } };
    return retrying('not a receipt for this submission');
  }
  const detail = await problem(response);
  if (response.status >= 400 && response.status < 500 && !TRY_AGAIN.has(response.status)) {
    return { outcome: { do: 'delivery', status: 'refused', detail } };
  }
  return retrying(detail, retryAfterMs(response));
}

/** One attempt; every failure is a value. */
export async function post(
  endpoint: URL,
  bytes: Uint8Array<ArrayBuffer>,
  stop: AbortSignal,
): Promise<Attempt> {
  const limit = new AbortController();
  const abort = () => {
    limit.abort();
  };
  const timer = setTimeout(abort, TIMEOUT_MS);
  stop.addEventListener('abort', abort, { once: true });
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
      credentials: 'omit',
      redirect: 'error',
      signal: limit.signal,
    });
    return await read(response, bytes);
  } catch (error) {
    return retrying(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

/** Full jitter: a receiver that comes back is not met by all widgets at once. */
function pauseMs(failures: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
}

/** Waits, but not longer than it takes for the network to come back. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      removeEventListener('online', end);
      stop.removeEventListener('abort', end);
      resolve();
    }
    addEventListener('online', end);
    stop.addEventListener('abort', end);
  });
}

/** Tells every change of the delivery's state; ends with a receipt, a refusal, or `stop`. */
export async function deliver(
  endpoint: URL,
  submission: string,
  stop: AbortSignal,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const bytes = new Uint8Array(utf8ToBytes(submission));
  for (let failures = 0; !stop.aborted; failures++) {
    const attempt = await post(endpoint, bytes, stop);
    // The signal can have changed while the attempt was under way.
    if (stop.aborted as boolean) return;
    tell(attempt.outcome);
    if (attempt.outcome.do === 'receipt' || attempt.outcome.status === 'refused') return;
    await pause(attempt.pauseMs ?? 1_000 + pauseMs(failures), stop);
  }
}
