// The published schemas describe what the core really reads and writes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { replay, submissionsOf } from '../cases/replay.ts';
import { transcripts } from '../cases/transcript.ts';
import { loadCore, paths, policyText } from './module.ts';

interface Submission {
  consents: { text: string; text_sha256: string }[];
  fields: Record<string, string>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv2020({
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  strictTuples: false,
});
const compile = (path: string) => ajv.compile(readJson(path) as AnySchema);

const isPolicy = compile(paths.policySchema);
const isSubmission = compile(paths.submissionSchema);
const isReceipt = compile(paths.receiptSchema);
const core = await loadCore();

function assertValid(check: typeof isPolicy, value: unknown): void {
  assert.ok(check(value), JSON.stringify(check.errors, null, 1));
}

it('the policy is what its schema says', () => {
  assertValid(isPolicy, JSON.parse(policyText));
});

it('the schema of policies refuses a rule with an unknown effect', () => {
  const policy = JSON.parse(policyText) as { rules: { effect: string }[] };
  for (const rule of policy.rules.slice(0, 1)) rule.effect = 'forbids';
  assert.equal(isPolicy(policy), false);
});

it('the schema of policies takes an accepted finding by its kind and id, with a reason', () => {
  const policy = JSON.parse(policyText) as object;
  const accepting = (...accepted: object[]) => ({ ...policy, accepted_findings: accepted });
  const good = { finding: 'masked:one_rule:another', reason: 'both are in the text' };
  assertValid(isPolicy, accepting(good));
  assert.equal(isPolicy(accepting({ ...good, finding: 'masked' })), false);
  assert.equal(isPolicy(accepting({ ...good, finding: ':masked' })), false);
  assert.equal(isPolicy(accepting({ ...good, reason: '' })), false);
  assert.equal(isPolicy(accepting({ ...good, by: 'somebody' })), false);
  assert.equal(isPolicy(accepting({ finding: good.finding })), false);
});

describe('the schema of policies', () => {
  interface Policy {
    questions: Record<string, unknown>[];
    quick_order?: string[];
  }
  /** Whether the company's policy may have these weights, for a question of this type. */
  const mayWeigh = (type: string, weights: unknown) => {
    const policy = JSON.parse(policyText) as Policy;
    for (const question of policy.questions) {
      if (question.type === type) question.weights = weights;
    }
    return isPolicy(policy);
  };

  it('takes weights by option or by range, as the type of the question is', () => {
    const byOption = { true: 9, false: 1 };
    const byRange = [{ upto: 1, weight: 9 }, { weight: 1 }];
    for (const type of ['boolean', 'choice']) {
      assert.equal(mayWeigh(type, byOption), true);
      assert.equal(mayWeigh(type, byRange), false);
    }
    for (const type of ['integer', 'date']) {
      assert.equal(mayWeigh(type, byRange), true);
      assert.equal(mayWeigh(type, byOption), false);
    }
    assert.equal(mayWeigh('boolean', { true: -1, false: 1 }), false);
    assert.equal(mayWeigh('date', [{ upto: 1 }]), false);
  });

  it('takes an order for the quick check, which names no question twice', () => {
    const order = ['unpaid_costs', 'request_kind'];
    const policy = JSON.parse(policyText) as Policy;
    assert.equal(isPolicy({ ...policy, quick_order: order }), true);
    assert.equal(isPolicy({ ...policy, quick_order: [...order, 'unpaid_costs'] }), false);
  });
});

const all = transcripts();
const frozen = all.flatMap((each) => submissionsOf(replay(core, policyText, each)));

describe('the schemas of submissions and receipts', () => {
  it('hold for everything that the transcripts freeze', () => {
    assert.ok(frozen.length >= 12);
    for (const text of frozen) assertValid(isSubmission, JSON.parse(text));
  });

  it('hold for every receipt in the transcripts', () => {
    const receipts = all.flatMap(({ actions }) =>
      actions.flatMap((action) => (action.do === 'receipt' ? [action.receipt] : [])),
    );
    assert.ok(receipts.length >= 12);
    for (const receipt of receipts) assertValid(isReceipt, receipt);
  });

  it('refuse a password, a missing consent and a number that is not in E.164', () => {
    const [text = '{}'] = frozen;
    const submission = JSON.parse(text) as Submission;
    assert.equal(isSubmission({ ...submission, password: 'x' }), false);
    assert.equal(isSubmission({ ...submission, consents: [] }), false);
    const fields = { ...submission.fields, phone: '0900 000 001' };
    assert.equal(isSubmission({ ...submission, fields }), false);
  });
});
