// Customers of the real policy, drawn by a seed, in every form that a contender takes.
import { Random } from '../wasm/random.ts';
import { policyText } from '../wasm/module.ts';

export const TODAY = '2026-11-22';
export const NOW = `${TODAY}T09:00:00+07:00`;
const DAY_MS = 86_400_000;
export const today = Date.parse(TODAY) / DAY_MS;
export const isoDate = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

interface Question {
  id: string;
  type: 'boolean' | 'choice' | 'integer' | 'date';
  options?: { id: string }[];
}

interface Rule {
  id: string;
  effect: 'blocks' | 'may_refuse';
  message: { vi: string };
  when: unknown;
}

export const policy = JSON.parse(policyText) as { questions: Question[]; rules: Rule[] };

/** What each customer's verdict and rules become in one number, so that contenders can be compared. */
export const VERDICT_SHIFT = policy.rules.length;
export const VERDICTS = ['eligible', 'may_be_refused', 'conditions_not_met'];
const BLOCKS = policy.rules.reduce(
  (mask, { effect }, index) => mask | (effect === 'blocks' ? 1 << index : 0),
  0,
);

export function found(fired: number): number {
  const verdict = (fired & BLOCKS) !== 0 ? 2 : fired !== 0 ? 1 : 0;
  return (verdict << VERDICT_SHIFT) | fired;
}

/** Plain JavaScript values, with the days since the date already counted. */
export interface Facts {
  owner_verified: boolean;
  admin_account: boolean;
  request_kind: string;
  sales_designation: boolean;
  remote_control_consent: boolean;
  hands_off_mouse_consent: boolean;
  stays_responsive: boolean;
  works_continuously: boolean;
  data_storage_consent: boolean;
  statements_not_contract_ack: boolean;
  prior_guidance_count: number;
  unpaid_costs: string;
  service_expiry_days: number;
  no_staff_details_ack: boolean;
}

/** The ranges of answers that no rule tells apart, as raw values; the harmless one first. */
function cells(question: Question): [number, number][] {
  switch (question.type) {
    case 'boolean':
      return [1, 0].map((value) => [value, value]);
    case 'choice':
      return (question.options ?? []).map((_, index) => [index, index]);
    case 'integer':
      return [
        [0, 1],
        [2, 20],
      ];
    case 'date':
      return [
        [today - 10, today + 60],
        [today - 60, today - 11],
      ];
  }
}

/** How customers are drawn: how often an answer is the harmless one, the rest being uniform. */
export const DISTRIBUTIONS = [
  { name: 'mostly eligible', harmless: 0.97, seed: 1 },
  { name: 'uniform over cells', harmless: 0, seed: 2 },
] as const;

export type Distribution = Pick<(typeof DISTRIBUTIONS)[number], 'harmless' | 'seed'>;

/** Answers as raw 32-bit values, one row of all questions a customer. */
export function drawRaw({ harmless, seed }: { harmless: number; seed: number }, customers: number) {
  const random = new Random(seed);
  const raw = new Int32Array(customers * policy.questions.length);
  for (let place = 0; place < raw.length; place++) {
    const question = policy.questions[place % policy.questions.length];
    if (question === undefined) continue;
    const ranges = cells(question);
    const [first = [0, 0]] = ranges;
    const [from, to] = random.below(1000) < harmless * 1000 ? first : random.pick(ranges);
    raw[place] = random.between(from, to);
  }
  return raw;
}

function plain(question: Question, value: number): boolean | number | string {
  switch (question.type) {
    case 'boolean':
      return value !== 0;
    case 'choice':
      return question.options?.[value]?.id ?? '';
    case 'integer':
      return value;
    case 'date':
      return isoDate(value);
  }
}

type Answers = Record<string, boolean | number | string>;

/** The rows as answers objects, in the policy's order. */
export function answersOf(raw: Int32Array): Answers[] {
  const width = policy.questions.length;
  return Array.from({ length: raw.length / width }, (_, row) =>
    Object.fromEntries(
      policy.questions.map((question, index) => [
        question.id,
        plain(question, raw[row * width + index] ?? 0),
      ]),
    ),
  );
}

const KINDS = ['unclear_points', 'full_guidance', 'source_code_review', 'outside_duty'];
const COSTS = ['none', 'one', 'part', 'all'];

/** Written out, so that all are of one shape to the JavaScript engine and share their words. */
export function factsOf(raw: Int32Array): Facts[] {
  const width = policy.questions.length;
  return Array.from({ length: raw.length / width }, (_, row) => {
    const at = (question: number) => raw[row * width + question] ?? 0;
    return {
      owner_verified: at(0) !== 0,
      admin_account: at(1) !== 0,
      request_kind: KINDS[at(2)] ?? '',
      sales_designation: at(3) !== 0,
      remote_control_consent: at(4) !== 0,
      hands_off_mouse_consent: at(5) !== 0,
      stays_responsive: at(6) !== 0,
      works_continuously: at(7) !== 0,
      data_storage_consent: at(8) !== 0,
      statements_not_contract_ack: at(9) !== 0,
      prior_guidance_count: at(10),
      unpaid_costs: COSTS[at(11)] ?? '',
      service_expiry_days: today - at(12),
      no_staff_details_ack: at(13) !== 0,
    };
  });
}
