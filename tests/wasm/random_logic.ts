// Random questions, conditions of the product's subset of JsonLogic, and full answers to them.
import type { Logic, Question } from './policy_builder.ts';
import type { Random } from './random.ts';

export type Answers = Record<string, boolean | number | string>;

const DAY_MS = 86_400_000;
const EQUALITIES = ['==', '!='];
const COMPARISONS = [...EQUALITIES, '<', '<=', '>', '>='];

export const dayNumber = (date: string) => Date.parse(date) / DAY_MS;
const isoDate = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

export function randomQuestion(id: string, random: Random): Question {
  switch (random.below(5)) {
    case 0:
      return { id, type: 'date' };
    case 1: {
      const min = random.between(-5, 5);
      return { id, type: 'integer', min, max: min + random.between(0, 12) };
    }
    case 2: {
      const options = ['none', 'one', 'part', 'all', 'other'].slice(0, random.between(2, 5));
      return { id, type: 'choice', options };
    }
    default:
      return { id, type: 'boolean' };
  }
}

/** A known answer. Dates are within 40 days of `today`. */
export function randomAnswer(question: Question, today: number, random: Random) {
  return question.type === 'date'
    ? isoDate(today + random.between(-40, 40))
    : randomLiteral(question, random);
}

/** The answer as the engine counts it: 0 and 1, the index of an option, the integer, the day. */
export function rawAnswer(question: Question, answer: Answers[string] | undefined): number {
  switch (question.type) {
    case 'choice':
      return question.options.indexOf(String(answer));
    case 'date':
      return dayNumber(String(answer));
    default:
      return Number(answer);
  }
}

export function randomAnswers(questions: Question[], today: number, random: Random): Answers {
  return Object.fromEntries(
    questions.map((question) => [question.id, randomAnswer(question, today, random)]),
  );
}

/** What the question may be compared with; for a date, days since it. */
function randomLiteral(question: Question, random: Random): boolean | number | string {
  switch (question.type) {
    case 'boolean':
      return random.oneIn(2);
    case 'choice':
      return random.pick(question.options);
    case 'integer':
      return random.between(question.min, question.max);
    case 'date':
      return random.between(-15, 15);
  }
}

/** An argument alone, or in the list of one that JsonLogic takes for the same. */
const perhapsListed = (argument: Logic, random: Random): Logic =>
  random.oneIn(2) ? [argument] : argument;

function operand(question: Question, random: Random): Logic {
  const variable = { var: perhapsListed(question.id, random) };
  return question.type === 'date' ? { days_since: perhapsListed(variable, random) } : variable;
}

/** A test of one of the questions, in any of the ways to write it. */
export function randomTest(questions: Question[], random: Random): Logic {
  const question = random.pick(questions);
  const tested = operand(question, random);
  if (question.type === 'boolean' && random.oneIn(2)) return tested;
  if (random.oneIn(4)) {
    const values = Array.from({ length: random.between(1, 3) }, () =>
      randomLiteral(question, random),
    );
    return { in: [tested, values] };
  }
  const ordered = question.type === 'integer' || question.type === 'date';
  const sides = [tested, randomLiteral(question, random)];
  if (random.oneIn(2)) sides.reverse();
  return { [random.pick(ordered ? COMPARISONS : EQUALITIES)]: sides };
}

/** Tests joined by and, or and not; some conditions are true or false whatever the answers are. */
export function randomCondition(questions: Question[], random: Random, depth: number): Logic {
  const kind = depth > 0 ? random.below(6) : 0;
  if (kind <= 1) return randomTest(questions, random);
  const part = () => randomCondition(questions, random, depth - 1);
  if (kind === 2) return { '!': perhapsListed(part(), random) };
  const parts = Array.from({ length: random.between(1, 3) }, part);
  return { [kind <= 4 ? 'and' : 'or']: parts };
}
