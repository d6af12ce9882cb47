// Cost against growth: random policies of more and more rules and questions.
import { writeFileSync } from 'node:fs';
import { policyOf, type Question, type Rule } from '../wasm/policy_builder.ts';
import { Random } from '../wasm/random.ts';
import { randomAnswer, randomQuestion, randomTest, rawAnswer } from '../wasm/random_logic.ts';
import { tool } from '../wasm/module.ts';
import { NOW, today } from './facts.ts';
import { spread, type Spread } from './measure.ts';
import { folder, native, type Effort } from './native.ts';
import { runProgram } from './programs.ts';

type Native = 'load' | 'classify' | 'all_known' | 'half_open';
export type Measure = Native | 'policy_check';

/** Nanoseconds. */
export interface GrowthRow extends Record<Measure, Spread> {
  rules: number;
  questions: number;
  bytes: number; // of the policy's text
}

/** Each rule tests two or three questions. */
function synthetic(rules: number, questions: number, random: Random) {
  const asked = Array.from({ length: questions }, (_, q) => randomQuestion(`q${q}`, random));
  const made = Array.from({ length: rules }, (_, r): Rule => {
    const tests = Array.from({ length: random.between(2, 3) }, () => randomTest(asked, random));
    const when = { [random.oneIn(4) ? 'or' : 'and']: tests };
    return { id: `r${r}`, effect: random.pick(['blocks', 'may_refuse'] as const), when };
  });
  return { asked, text: policyOf(`synthetic_${rules}_${questions}`, asked, made) };
}

/** Full answers of so many customers, as the native bench reads them. */
function drawAll(questions: Question[], customers: number, random: Random): Int32Array {
  const all = Array.from({ length: customers }, () =>
    questions.map((question) => rawAnswer(question, randomAnswer(question, today, random))),
  );
  return Int32Array.from(all.flat());
}

function row(rules: number, questions: number, customers: number, effort: Effort): GrowthRow {
  const random = new Random(rules * 1000 + questions);
  const { asked, text } = synthetic(rules, questions, random);
  const file = `${folder}/synthetic_${rules}_${questions}.policy.json`;
  writeFileSync(file, text);
  const raw = drawAll(asked, customers, random);
  const samples = native<Native>('growth', file, raw, effort);
  const check = {
    command: [tool, 'policy', 'check', file, '--now', NOW, '--json'],
    out: `${folder}/certificate.json`,
    allowed: [0, 1], // random rules have errors
  };
  const checks = Array.from({ length: effort.repetitions }, () => runProgram(check) * 1e6);
  return {
    rules,
    questions,
    bytes: Buffer.byteLength(text),
    load: spread(samples.load),
    classify: spread(samples.classify),
    all_known: spread(samples.all_known),
    half_open: spread(samples.half_open),
    policy_check: spread(checks),
  };
}

export function benchGrowth(quick: boolean): GrowthRow[] {
  const effort = { repetitions: quick ? 3 : 15, milliseconds: 1 };
  const sizes = quick ? [10, 100] : [10, 100, 1000];
  return [10, 50, 200].flatMap((questions) =>
    sizes.map((rules) => row(rules, questions, quick ? 4 : 8, effort)),
  );
}
