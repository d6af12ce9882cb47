// Shows that all contenders are the same questionnaire: the same answers are recorded from the same
// hands, and the verdict is the core's.
import { writeFileSync } from 'node:fs';
import { answerLines } from '../jsonl.ts';
import { NOW } from '../facts.ts';
import { folder } from '../native.ts';
import { paths, precall } from '../../wasm/module.ts';
import { judge, type Given, type Judgement } from './judge.ts';
import type { Visit } from './visit.ts';

const sorted = ({ verdict, reasons }: Judgement) => `${verdict}: ${reasons.toSorted().join(' ')}`;

interface Checked {
  verdict: Judgement['verdict'];
  reasons: { rule: string }[];
}

/** An absent answer, `null` and "unknown" are the same. */
const givenOf = (answers: Record<string, unknown>): Given =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([id, value]) =>
      value === null || value === undefined ? [] : [[id, String(value as string | number)]],
    ),
  );

/** The ifs that the other pages decide by find what the core finds. */
export function checkJudge(lines: number): void {
  const answers = answerLines(lines, 5);
  const file = `${folder}/answers_page.jsonl`;
  writeFileSync(file, answers);
  const parameters = ['--policy', paths.policy, '--answers', file, '--jsonl', '--now', NOW];
  const checked = precall('check', ...parameters);
  answers
    .trimEnd()
    .split('\n')
    .forEach((line, index) => {
      const { verdict, reasons } = JSON.parse(checked[index] ?? '') as Checked;
      const core = sorted({ verdict, reasons: reasons.map(({ rule }) => rule) });
      const hand = sorted(judge(givenOf(JSON.parse(line) as Given), Date.parse(NOW)));
      if (core !== hand) throw new Error(`for ${line} the core finds ${core}, the ifs ${hand}`);
    });
}

const told = (answers: Given) => JSON.stringify(Object.entries(answers).sort());

/** What a page recorded and said is what was put in, and what the core says to that. */
export function checkVisit(name: string, visit: Visit, customer: Given, core: Judgement): void {
  if (told(visit.answers) !== told(customer)) {
    throw new Error(`${name} recorded ${told(visit.answers)}, not ${told(customer)}`);
  }
  if (sorted(visit.judgement) !== sorted(core)) {
    throw new Error(`${name} says ${sorted(visit.judgement)}, the core ${sorted(core)}`);
  }
  if (visit.violations.length > 0) {
    throw new Error(`${name} breaks its security policy: ${visit.violations.join(', ')}`);
  }
}
