// What an attempt makes of a request in the outbox, and when the next one is due.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  begun,
  ended,
  isForgotten,
  newEntry,
  retryAfterMs,
  waitMs,
} from '../../web/widget/outbox/entry.ts';
import { receiptFile, requestFile } from '../../web/widget/outbox/files.ts';
import type { Receipt } from '../../web/widget/types.ts';

const NOW = Date.parse('2026-11-22T02:03:04Z');
const SUBMISSION = '{"format":"precall.submission/1","id":"0000-1","note":"Đã gửi"}';
const receipt: Receipt = {
  format: 'precall.receipt/1',
  id: '0000-1',
  code: 'AAAA-BBBB-CC',
  submission_sha256: '00',
  policy_sha256: '00',
  verdict: 'eligible',
  received_at: '2026-11-22T02:03:04Z',
};
const made = newEntry(SUBMISSION, 'https://example.com/v1/submissions');
const failure = { kind: 'failed', detail: 'HTTP 503' } as const;

describe('Retry-After', () => {
  it('is seconds, or an HTTP date, and nothing else', () => {
    assert.equal(retryAfterMs('120', NOW), 120_000);
    assert.equal(retryAfterMs(' 0 ', NOW), 0);
    assert.equal(retryAfterMs('Sun, 22 Nov 2026 02:04:04 GMT', NOW), 60_000);
    assert.equal(retryAfterMs('Sun, 22 Nov 2026 02:00:00 GMT', NOW), 0);
    for (const header of [null, '', 'soon', '-5', '1e9x']) {
      assert.equal(retryAfterMs(header, NOW), undefined, String(header));
    }
  });

  it('is kept to also when the network comes back, but not for more than an hour', () => {
    const told = ended(begun(made, NOW), { ...failure, retryAfterMs: 90_000 }, NOW + 1, 0);
    assert.equal(waitMs(told, NOW + 2, NOW + 2), 90_000 - 1);
    const days = ended(begun(made, NOW), { ...failure, retryAfterMs: 9e9 }, NOW, 0);
    assert.equal(waitMs(days, NOW + 1, NOW), 3_600_000);
  });
});

describe('the pause after a failure', () => {
  it('is drawn from all of a span that doubles up to a minute', () => {
    let entry = made;
    const spans: number[] = [];
    for (let attempts = 1; attempts <= 8; attempts++) {
      const tried = begun(entry, NOW);
      const longest = waitMs(ended(tried, failure, NOW, 1), 0, NOW);
      assert.equal(waitMs(ended(tried, failure, NOW, 0), 0, NOW), 1_000);
      assert.equal(waitMs(ended(tried, failure, NOW, 0.5), 0, NOW), (longest + 1_000) / 2);
      spans.push(longest - 1_000);
      entry = ended(tried, failure, NOW, 0.5);
      assert.equal(entry.attempts, attempts);
    }
    assert.deepEqual(spans, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('ends when the network comes back after the attempt began, not before', () => {
    const failed = ended(begun(made, NOW), failure, NOW + 50, 1);
    assert.equal(waitMs(failed, NOW + 100, NOW + 100), 0);
    assert.ok(waitMs(failed, NOW - 100, NOW + 100) > 0);
  });

  it('does not hold a request for years if the clock was set back', () => {
    const failed = ended(begun(made, NOW), failure, NOW, 1);
    assert.ok(waitMs(failed, 0, NOW - 9e10) < 3_700_000);
  });
});

describe('an entry', () => {
  it('keeps the frozen bytes and their id through every attempt', () => {
    const refused = ended(begun(made, NOW), { kind: 'refused', detail: 'no' }, NOW, 0);
    const received = ended(begun(made, NOW), { kind: 'received', receipt }, NOW, 0);
    for (const entry of [made, refused, received]) {
      assert.equal(entry.id, '0000-1');
      assert.equal(entry.submission, SUBMISSION);
    }
    assert.deepEqual([refused.state, received.state], ['refused', 'received']);
  });

  it('is forgotten a day after its receipt, and never before there is one', () => {
    const received = ended(begun(made, NOW), { kind: 'received', receipt }, NOW, 0);
    assert.equal(isForgotten(received, NOW + 23 * 3_600_000), false);
    assert.equal(isForgotten(received, NOW + 25 * 3_600_000), true);
    assert.equal(isForgotten(made, NOW + 9e10), false);
  });
});

describe('saved files', () => {
  const received = ended(begun(made, NOW), { kind: 'received', receipt }, NOW, 0);

  it('hold the frozen bytes as they are, named by the id until there is a code', () => {
    const type = 'application/json';
    assert.deepEqual(requestFile(made), { name: 'precall-0000-1.json', type, text: SUBMISSION });
    assert.deepEqual(requestFile(received).name, 'precall-AAAA-BBBB-CC.json');
  });

  it('hold the receipt and the frozen bytes together', () => {
    const { name, text } = receiptFile(received);
    assert.equal(name, 'precall-AAAA-BBBB-CC-receipt.json');
    const saved = { format: 'precall.saved/1', receipt, submission: SUBMISSION };
    assert.deepEqual(JSON.parse(text), saved);
  });
});
