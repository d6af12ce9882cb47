// The matrix against JsonLogic's own JavaScript implementation: on fully known answers both have to
// make the same rules fire. And the forms that the product refuses, because the two could differ.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import jsonLogic from 'json-logic-js';
import { paths } from './module.ts';
import { Abi, faultOf } from './abi.ts';
import { Bulk, type Table } from './bulk.ts';
import { policyOf, type Logic, type Question, type Rule } from './policy_builder.ts';
import { Random } from './random.ts';
import {
  dayNumber,
  randomAnswers,
  randomCondition,
  randomQuestion,
  rawAnswer,
  type Answers,
} from './random_logic.ts';

interface Report {
  verdict: string;
  settled: boolean;
  reasons: { rule: string }[];
  unknown: string[];
}

const TODAY = '2026-11-22';
const NOW = `${TODAY}T09:00:00+07:00`;
const abi = await Abi.make(paths.author);
const bulk = await Bulk.make();

// JsonLogic has no dates: this one operation is the product's own, and as simple as its name.
jsonLogic.add_operation('days_since', (date: string) => dayNumber(TODAY) - dayNumber(date));

const holds = (when: Logic, data: object) => jsonLogic.truthy(jsonLogic.apply(when, data));

interface Loaded {
  policy: number; // in the core
  table: Table; // in the module for bulk
  questions: Question[];
  rules: Rule[];
}

function load(questions: Question[], rules: Rule[]): Loaded {
  const text = policyOf('random', questions, rules);
  const reply = abi.load(text);
  assert.equal(faultOf(reply), undefined, reply);
  const { policy } = JSON.parse(reply) as { policy: number };
  return { policy, table: JSON.parse(bulk.load(text)) as Table, questions, rules };
}

const check = (policy: number, answers: object) =>
  JSON.parse(abi.check(policy, JSON.stringify(answers), 'vi', NOW)) as Report;

/** What a fully known set of answers has to lead to, given the rules that fire. */
function expected(fired: Rule[]): Report {
  const verdict = fired.some(({ effect }) => effect === 'blocks')
    ? 'conditions_not_met'
    : fired.length > 0
      ? 'may_be_refused'
      : 'eligible';
  const reasons = fired.map(({ id }) => ({ rule: id }));
  return { verdict, settled: true, reasons, unknown: [] };
}

describe('random conditions on full answers', () => {
  const POLICIES = 30;
  const RULES = 50;
  const DRAWS = 40;
  const random = new Random(20261122);
  let fired = 0;
  let quiet = 0;

  /** Compares one set of answers, and counts the rules that fired and did not. */
  function compare({ policy, table, questions, rules }: Loaded, answers: Answers): void {
    const { verdict, settled, reasons, unknown } = check(policy, answers);
    const firing = rules.filter(({ when }) => holds(when, answers));
    const actual = { verdict, settled, unknown, reasons: reasons.map(({ rule }) => ({ rule })) };
    const wanted = expected(firing);
    assert.deepEqual(actual, wanted, JSON.stringify({ answers, rules }));
    const raw = questions.map((question) => rawAnswer(question, answers[question.id]));
    const packed = bulk.classify(table, raw, dayNumber(TODAY));
    const reached = { verdict: packed.verdict, firing: packed.firing.map((rule) => rules[rule]) };
    assert.deepEqual(reached, { verdict: wanted.verdict, firing });
    fired += firing.length;
    quiet += rules.length - firing.length;
  }

  it('make the same rules fire as JsonLogic does, from JSON and from packed answers', () => {
    for (let p = 0; p < POLICIES; p++) {
      const questions = Array.from({ length: 8 }, (_, q) => randomQuestion(`q${q}`, random));
      const rules = Array.from({ length: RULES }, (_, r) => {
        // Over three questions at most: a rule with too many cells of its own is refused.
        const own = [0, 1, 2].map(() => random.pick(questions));
        const when = randomCondition(own, random, 3);
        return { id: `r${r}`, effect: random.pick(['blocks', 'may_refuse'] as const), when };
      });
      const loaded = load(questions, rules);
      for (let draw = 0; draw < DRAWS; draw++) {
        compare(loaded, randomAnswers(questions, dayNumber(TODAY), random));
      }
    }
    console.log(`${fired + quiet} pairs of rule and answers: ${fired} fired, ${quiet} did not`);
    assert.equal(fired + quiet, POLICIES * RULES * DRAWS);
    // Conditions that (almost) always or never hold would compare nothing.
    assert.ok(fired > 15_000 && quiet > 15_000, `${fired} fired, ${quiet} did not`);
  });
});

const questions: Question[] = [
  { id: 'agreed', type: 'boolean' },
  { id: 'cost', type: 'choice', options: ['none', 'part'] },
  { id: 'count', type: 'integer', min: 0, max: 9 },
  { id: 'expiry', type: 'date' },
];
const variable = (id: string) => ({ var: id });
const ruleOf = (when: Logic): Rule => ({ id: 'rule', effect: 'blocks', when });

interface Refused {
  what: string;
  when: Logic;
  data: object; // with which JsonLogic finds that it holds
  place: string; // where the product refuses it, inside the condition
}

// JsonLogic takes all of these. Each rests on a conversion or a default that an author may not have
// meant and another implementation of JsonLogic may do in another way, so they do not load.
const REFUSED: Refused[] = [
  {
    what: 'text that is taken for a number',
    when: { '==': [variable('count'), '1'] },
    data: { count: 1 },
    place: '/==/1',
  },
  {
    what: 'a boolean that is taken for a number',
    when: { '<': [variable('count'), true] },
    data: { count: 0 },
    place: '/</1',
  },
  {
    what: 'the order of words',
    when: { '<': [variable('cost'), 'part'] },
    data: { cost: 'none' },
    place: '/<',
  },
  {
    what: 'a date compared as text',
    when: { '<': [variable('expiry'), '2026-12-01'] },
    data: { expiry: '2026-11-30' },
    place: '/</0',
  },
  {
    what: 'a number that is true unless it is 0',
    when: variable('count'),
    data: { count: 2 },
    place: '',
  },
  {
    what: 'a word that is true unless it is empty',
    when: { '!': { '!': variable('cost') } },
    data: { cost: 'none' },
    place: '/!/!',
  },
  {
    what: 'between, in one comparison',
    when: { '<': [1, variable('count'), 5] },
    data: { count: 2 },
    place: '/<',
  },
  {
    what: 'in, for a part of a word',
    when: { in: [variable('cost'), 'not none at all'] },
    data: { cost: 'none' },
    place: '/in',
  },
  {
    what: 'an answer put in where there is none',
    when: { '==': [{ var: ['count', 3] }, 3] },
    data: {},
    place: '/==/0',
  },
  {
    what: 'more than one argument of not, all but the first ignored',
    when: { '!': [variable('agreed'), true] },
    data: { agreed: false },
    place: '/!',
  },
  {
    what: 'not of an empty list',
    when: { '!': { and: [] } },
    data: {},
    place: '/!/and',
  },
  {
    what: 'a value that no answer can have',
    when: { '!=': [variable('count'), 10] },
    data: { count: 1 },
    place: '/!=/1',
  },
  {
    what: 'another operator',
    when: { '===': [variable('count'), 1] },
    data: { count: 1 },
    place: '/===',
  },
  {
    what: 'a constant',
    when: true,
    data: {},
    place: '',
  },
];

describe('outside the subset, where JsonLogic converts and the product refuses', () => {
  for (const { what, when, data, place } of REFUSED) {
    it(what, () => {
      assert.ok(holds(when, data), 'JsonLogic does not hold it');
      const fault = faultOf(abi.load(policyOf('refused', questions, [ruleOf(when)])));
      assert.equal(fault?.place, `/rules/0/when${place}`, JSON.stringify(fault));
    });
  }
});

it('classifies by no table that was never loaded, and loads none that is no policy', () => {
  assert.equal(bulk.exports.precall_bulk_classify(-1, 0, 0, 0), -1);
  assert.equal(bulk.exports.precall_bulk_classify(2 ** 31 - 1, 0, 0, 0), -1);
  assert.equal(faultOf(bulk.load('{}'))?.place, '/format');
});

// The one difference inside the subset, and the reason that the comparison above is on full answers:
// to JsonLogic a missing answer is null, which is not true and less than one. To the product it is
// open: it may still turn out to be anything.
describe('an answer that is missing', () => {
  const whens: Logic[] = [
    { '!': variable('agreed') },
    { '<': [variable('count'), 1] },
    { '!=': [variable('cost'), 'none'] },
  ];
  for (const when of whens) {
    it(`is open in ${JSON.stringify(when)}, where JsonLogic already says yes`, () => {
      assert.ok(holds(when, {}));
      const { verdict, reasons, unknown } = check(load(questions, [ruleOf(when)]).policy, {});
      assert.deepEqual([verdict, reasons, unknown.length], ['undetermined', [], 1]);
    });
  }
});
