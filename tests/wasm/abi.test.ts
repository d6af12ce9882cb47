// Whatever crosses the edge of the module, the answer is JSON, and the module goes on.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Session } from '../../web/widget/types.ts';
import { Abi, faultOf } from './abi.ts';
import { paths, policyText } from './module.ts';

const NOW = '2026-11-22T09:00:00+07:00';
const abi = await Abi.make();
const author = await Abi.make(paths.author);
author.load(policyText);
const { policy } = JSON.parse(abi.load(policyText)) as { policy: number };
const started = JSON.parse(abi.start(policy)) as { session: Session };
const session = JSON.stringify(started.session);
const action = JSON.stringify({ do: 'next', at: NOW, language: 'vi' });

const utf8 = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const nestedObjects = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** The module still takes a customer one step on. */
function assertUsable(): void {
  const input = { do: 'input', id: 'request_kind', value: 'unclear_points', at: NOW };
  const next = abi.apply(policy, session, JSON.stringify({ ...input, language: 'vi' }));
  const after = JSON.stringify((JSON.parse(next) as { session: Session }).session);
  assert.match(abi.screen(policy, after, 'vi', NOW), /"value":"unclear_points"/);
}

function refuses(what: string, reply: () => string): void {
  it(`answers ${what} with an error`, () => {
    const fault = faultOf(reply());
    assert.ok(fault, 'no error');
    assert.equal(typeof fault.place, 'string');
    assert.ok(fault.problem.length > 0 && fault.remedy.length > 0, JSON.stringify(fault));
    assertUsable();
  });
}

const tampered = (change: object) => JSON.stringify({ ...started.session, ...change });

const NOT_JSON: Record<string, string | Uint8Array> = {
  nothing: '',
  'half an object': '{"do":',
  'two values': '{}{}',
  'a bare word': 'next',
  'not a number': '{"do":NaN}',
  'the same key twice': '{"do":"next","do":"back"}',
  'a lone surrogate': '{"do":"\\ud800"}',
  'bytes that are not UTF-8': Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  'UTF-8 that is cut off': Uint8Array.from([...utf8('{"do":"'), 0xe1, 0xba]),
  'a byte order mark': '\ufeff{"do":"next"}',
  'arrays 10,000 deep': nested(10_000),
  'objects 10,000 deep': nestedObjects(10_000),
  'a depth of 33': nested(33),
  'more than the session limit': `{"do":"${'x'.repeat(300_000)}"}`,
};

describe('text that is not JSON, or too much of it', () => {
  for (const [what, text] of Object.entries(NOT_JSON)) {
    refuses(`an action of ${what}`, () => abi.apply(policy, session, text));
    refuses(`a session of ${what}`, () => abi.apply(policy, text, action));
    refuses(`a policy of ${what}`, () => abi.load(text));
    if (typeof text === 'string') {
      refuses(`a screen of ${what}`, () => abi.screen(policy, text, 'vi', NOW));
      refuses(`a submission of ${what}`, () => abi.submission(policy, text));
      refuses(`answers of ${what}`, () => author.check(policy, text, 'vi', NOW));
    }
  }
});

describe('a policy index that was never given out', () => {
  for (const index of [1, -1, 2 ** 31 - 1, -(2 ** 31)]) {
    refuses(`start of ${index}`, () => abi.start(index));
    refuses(`apply of ${index}`, () => abi.apply(index, session, action));
    refuses(`screen of ${index}`, () => abi.screen(index, session, 'vi', NOW));
    refuses(`submission of ${index}`, () => abi.submission(index, session));
    refuses(`check of ${index}`, () => author.check(index, '{}', 'vi', NOW));
  }
});

const consent = { data_storage_consent: 'true' };
const act = { data_storage_consent: { language: 'vi', at: NOW } };

const TAMPERED: Record<string, object> = {
  'an unknown step': { step: 'paid' },
  'an unknown flow': { flow: 'refund' },
  'an unknown delivery': { delivery: 'lost' },
  'the input of no control': { inputs: { password: 'x' } },
  'an input that is not text': { inputs: { name: 1 } },
  'a consent without its act': { inputs: consent },
  'an act without its consent': { acts: act },
  'an act at no time': {
    inputs: consent,
    acts: { data_storage_consent: { language: 'vi', at: '' } },
  },
  'a submission before it is sent': { submission: '{}' },
  'sent without a submission': { step: 'sent' },
  'a way back to nowhere': { return_to: 'sent' },
  'an additional member': { admin: true },
  'inputs that are a list': { inputs: ['name'] },
};

describe('a session that was tampered with', () => {
  for (const [what, change] of Object.entries(TAMPERED)) {
    refuses(what, () => abi.apply(policy, tampered(change), action));
  }
});

const ACTIONS: Record<string, object> = {
  'no verb': { at: NOW, language: 'vi' },
  'an unknown verb': { do: 'approve', at: NOW, language: 'vi' },
  'a verb that is a list': { do: ['next'], at: NOW, language: 'vi' },
  'no time': { do: 'next', language: 'vi' },
  'a time without offset': { do: 'next', at: '2026-11-22T09:00:00', language: 'vi' },
  'a day that is not in the calendar': {
    do: 'next',
    at: '2026-02-31T09:00:00+07:00',
    language: 'vi',
  },
  'an input of no control': { do: 'input', id: 'password', value: 'x', at: NOW, language: 'vi' },
  'an input of no option': {
    do: 'input',
    id: 'request_kind',
    value: 'all',
    at: NOW,
    language: 'vi',
  },
  'an input that is not text': {
    do: 'input',
    id: 'prior_guidance_count',
    value: 2,
    at: NOW,
    language: 'vi',
  },
  'an input in no language': {
    do: 'input',
    id: 'request_kind',
    value: 'outside_duty',
    at: NOW,
    language: 'fr',
  },
  'an input of 16,001 bytes': {
    do: 'input',
    id: 'message',
    value: 'x'.repeat(16_001),
    at: NOW,
    language: 'vi',
  },
  'not being sure where that is no answer': {
    do: 'input',
    id: 'request_kind',
    value: 'unknown',
    at: NOW,
    language: 'vi',
  },
  'a leap over the questions': { do: 'go', step: 'review', at: NOW, language: 'vi' },
  'a receipt for nothing': { do: 'receipt', receipt: {}, at: NOW, language: 'vi' },
};

describe('an action that does not fit', () => {
  for (const [what, each] of Object.entries(ACTIONS)) {
    refuses(what, () => abi.apply(policy, session, JSON.stringify(each)));
  }
  refuses('a screen in no language', () => abi.screen(policy, session, 'fr', NOW));
  refuses('a screen at no time', () => abi.screen(policy, session, 'vi', 'today'));
});

it('loads the same policy once', () => {
  assert.equal((JSON.parse(abi.load(policyText)) as { policy: number }).policy, policy);
});

it('does not grow its memory over 2,000 actions', () => {
  let current = session;
  const step = (count: number) => {
    const value = String(count % 2);
    const input = { do: 'input', id: 'prior_guidance_count', value, at: NOW, language: 'vi' };
    const reply = JSON.parse(abi.apply(policy, current, JSON.stringify(input))) as {
      session: Session;
    };
    current = JSON.stringify(reply.session);
    abi.screen(policy, current, 'vi', NOW);
    abi.load('{"format":"not a policy"}');
  };
  for (let count = 0; count < 50; count++) step(count);
  const before = [abi.memoryBytes, abi.freeAddress];
  for (let count = 0; count < 2_000; count++) step(count);
  assert.deepEqual([abi.memoryBytes, abi.freeAddress], before);
});
