// One attempt to hand the frozen bytes of a submission over. Never changes them, believes only a
// receipt for these very bytes, and takes for a refusal only what the receiver itself says.
import type { Receipt } from '../types.ts';
import { idOf, retryAfterMs, type Attempt } from './entry.ts';

export const POST_MS_MAX = 20_000;
const TRY_AGAIN = new Set([408, 425, 429]);

type Hash = (bytes: Uint8Array) => string;

function isReceiptFor(value: unknown, bytes: Uint8Array, hash: Hash): value is Receipt {
  const receipt = value as Partial<Receipt> | null;
  const { id, code, policy_sha256, received_at } = receipt ?? {};
  return (
    receipt?.format === 'precall.receipt/1' &&
    receipt.submission_sha256 === hash(bytes) &&
    id === idOf(new TextDecoder().decode(bytes)) &&
    [code, policy_sha256, received_at].every((each) => typeof each === 'string')
  );
}

/** RFC 9457: the detail, else the title; nothing if it is not a problem document. */
async function problem(response: Response): Promise<string | undefined> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) return undefined;
  const { detail, title } = (await response.json()) as { detail?: unknown; title?: unknown };
  for (const text of [detail, title]) if (typeof text === 'string') return text;
  return undefined;
}

async function read(response: Response, bytes: Uint8Array, hash: Hash): Promise<Attempt> {
  const { status } = response;
  if (response.ok) {
    const receipt: unknown = await response.json();
    if (isReceiptFor(receipt, bytes, hash)) return { kind: 'received', receipt };
    return { kind: 'failed', detail: 'not a receipt for this submission' };
  }
  // A web server or a hotspot in between also answers 403 or 404, and knows nothing of the request.
  const detail = await problem(response);
  if (detail !== undefined && status >= 400 && status < 500 && !TRY_AGAIN.has(status)) {
    return { kind: 'refused', detail };
  }
  const wait = retryAfterMs(response.headers.get('retry-after'), Date.now());
  const failed = { kind: 'failed', detail: detail ?? `HTTP ${status}` } as const;
  return wait === undefined ? failed : { ...failed, retryAfterMs: wait };
}

/** Every failure is a value. */
export async function post(
  endpoint: string,
  submission: string,
  stop: AbortSignal,
): Promise<Attempt> {
  const bytes = new TextEncoder().encode(submission);
  const limit = new AbortController();
  const abort = () => {
    limit.abort();
  };
  const timer = setTimeout(abort, POST_MS_MAX);
  stop.addEventListener('abort', abort, { once: true });
  try {
    // Before anything is sent: without it the answer could not be believed.
    const { sha256, bytesToHex } = await import('../sha256.ts');
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
      credentials: 'omit',
      redirect: 'error',
      signal: limit.signal,
    });
    return await read(response, bytes, (each) => bytesToHex(sha256(each)));
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}
