// Rule engines from npm, each given the rules of the real policy in its own language, parsed or
// compiled beforehand, in the form that its documentation advises or that turned out fastest here.
import { ZenDecisionContent, ZenEngine, evaluateExpressionSync } from '@gorules/zen-engine';
import { Environment } from '@marcbachmann/cel-js';
import { Engine } from 'json-rules-engine';
import jsonLogic from 'json-logic-js';
import { found, policy, type Facts } from './facts.ts';
import type { Contender } from './measure.ts';
import { conditions, type Test } from './conditions.ts';

const maskOf = (fired: readonly boolean[]) =>
  fired.reduce((mask, fires, rule) => (fires ? mask | (1 << rule) : mask), 0);

export function jsonLogicPeer(facts: Facts[]): Contender {
  const days = '{"days_since":[{"var":"service_expiry_date"}]}';
  const whens = policy.rules.map(({ when }): unknown =>
    JSON.parse(JSON.stringify(when).replace(days, '{"var":"service_expiry_days"}')),
  );
  return {
    name: 'json-logic-js',
    given: "the policy's own conditions, one call a rule",
    run(out) {
      facts.forEach((fact, index) => {
        let fired = 0;
        whens.forEach((when, rule) => {
          if (jsonLogic.truthy(jsonLogic.apply(when, fact))) fired |= 1 << rule;
        });
        out[index] = found(fired);
      });
    },
  };
}

const celTest = ({ fact, is, value }: Test) => {
  if (typeof value === 'boolean') return (is === 'equal') === value ? fact : `!${fact}`;
  const operator = { equal: '==', notEqual: '!=', greaterThan: '>' }[is];
  return `${fact} ${operator} ${typeof value === 'number' ? value.toFixed(1) : JSON.stringify(value)}`;
};

export function celPeer(facts: Facts[]): Contender {
  const environment = new Environment();
  for (const [fact, value] of Object.entries(facts[0] ?? {})) {
    const type = { boolean: 'bool', number: 'double', string: 'string' }[typeof value as 'boolean'];
    environment.registerVariable(fact, type);
  }
  const rules = conditions.map((tests) => tests.map(celTest).join(' && '));
  const evaluate = environment.parse(`[${rules.join(', ')}]`);
  return {
    name: '@marcbachmann/cel-js',
    given: 'one parsed, typed expression: the list of all conditions',
    run(out) {
      facts.forEach((fact, index) => {
        out[index] = found(maskOf(evaluate(fact) as boolean[]));
      });
    },
  };
}

export function jsonRulesPeer(facts: Facts[]): Contender {
  const engine = new Engine(
    conditions.map((tests, rule) => ({
      name: String(rule),
      event: { type: String(rule) },
      conditions: {
        all: tests.map(({ fact, is, value }) => ({ fact, operator: is, value })),
      },
    })),
  );
  return {
    name: 'json-rules-engine',
    given: 'a rule each, facts at run time, awaited one by one',
    async run(out) {
      for (const [index, fact] of facts.entries()) {
        const { events } = await engine.run(fact);
        out[index] = found(events.reduce((mask, { type }) => mask | (1 << Number(type)), 0));
      }
    },
  };
}

const zenCell = ({ is, value }: Test) => {
  const operator = { equal: '', notEqual: '$ != ', greaterThan: '> ' }[is];
  return operator + JSON.stringify(value);
};

export function zenTablePeer(facts: Facts[]): Contender {
  const columns = Object.keys(facts[0] ?? {});
  const table = {
    hitPolicy: 'collect',
    inputs: columns.map((name) => ({ id: name, name, field: name })),
    outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
    rules: conditions.map((tests, rule) => ({
      _id: String(rule),
      ...Object.fromEntries(columns.map((name) => [name, ''])),
      ...Object.fromEntries(tests.map((test) => [test.fact, zenCell(test)])),
      rule: String(rule),
    })),
  };
  const nodes = [
    { id: 'in', name: 'in', type: 'inputNode' },
    { id: 'table', name: 'table', type: 'decisionTableNode', content: table },
    { id: 'out', name: 'out', type: 'outputNode' },
  ];
  const edges = [
    { id: '1', type: 'edge', sourceId: 'in', targetId: 'table' },
    { id: '2', type: 'edge', sourceId: 'table', targetId: 'out' },
  ];
  const decision = new ZenEngine().createDecision(new ZenDecisionContent({ nodes, edges }));
  return {
    name: '@gorules/zen-engine, table',
    given: 'a precompiled decision table that collects, one row a rule, awaited one by one',
    async run(out) {
      for (const [index, fact] of facts.entries()) {
        const { result } = (await decision.evaluate(fact)) as { result: { rule: number }[] };
        out[index] = found(result.reduce((mask, { rule }) => mask | (1 << rule), 0));
      }
    },
  };
}

const zenTest = ({ fact, is, value }: Test) => {
  const operator = { equal: '==', notEqual: '!=', greaterThan: '>' }[is];
  return `${fact} ${operator} ${JSON.stringify(value)}`;
};

export function zenExpressionPeer(facts: Facts[]): Contender {
  const rules = conditions.map((tests) => tests.map(zenTest).join(' and '));
  const expression = `[${rules.join(', ')}]`;
  return {
    name: '@gorules/zen-engine, expression',
    given: 'the list of all conditions, synchronous; this call parses it each time',
    run(out) {
      facts.forEach((fact, index) => {
        out[index] = found(maskOf(evaluateExpressionSync(expression, fact) as boolean[]));
      });
    },
  };
}
