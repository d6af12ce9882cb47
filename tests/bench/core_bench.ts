// WebAssembly in Node beside its peers and beside hand-written JavaScript: from answers to
// the verdict and the rules that fire.
import { Bulk, VALUE_BYTES, type Table } from '../wasm/bulk.ts';
import { policyText } from '../wasm/module.ts';
import {
  DISTRIBUTIONS,
  drawRaw,
  factsOf,
  policy,
  today,
  VERDICT_SHIFT,
  type Distribution,
} from './facts.ts';
import { ifs } from './ifs.ts';
import { race, ratio, spread, type Contender, type Spread } from './measure.ts';
import { celPeer, jsonLogicPeer, jsonRulesPeer, zenExpressionPeer, zenTablePeer } from './peers.ts';

async function load() {
  const bulk = await Bulk.make();
  const { table, stride } = JSON.parse(bulk.load(policyText)) as Table;
  return { bulk, table, stride, fired: bulk.allocate(2) };
}

/** Answers that lie packed in the module's memory. */
async function packed(raw: Int32Array): Promise<Contender> {
  const { bulk, table, stride, fired } = await load();
  const width = policy.questions.length;
  const rows = bulk.allocate((raw.length / width) * stride);
  const { values } = bulk;
  for (let row = 0; row * width < raw.length; row++) {
    const start = rows / VALUE_BYTES + row * stride;
    values.set(raw.subarray(row * width, (row + 1) * width), start);
  }
  const { precall_bulk_classify: classify } = bulk.exports;
  return {
    name: 'Precall, packed answers',
    given: "32-bit answers in the module's memory",
    run(found) {
      for (let row = 0; row < found.length; row++) {
        const verdict = classify(table, rows + row * stride * VALUE_BYTES, today, fired);
        found[row] = (verdict << VERDICT_SHIFT) | (values[fired / VALUE_BYTES] ?? 0);
      }
    },
  };
}

/** The same from answers as JavaScript objects, dates as days, packed one by one while time runs. */
async function packing(raw: Int32Array): Promise<Contender> {
  const { bulk, table, stride, fired } = await load();
  const row = bulk.allocate(stride);
  const { values } = bulk;
  const { precall_bulk_classify: classify } = bulk.exports;
  const customers = factsOf(raw).map((facts): Record<string, boolean | number | string> => {
    return { ...facts, service_expiry_date: today - facts.service_expiry_days };
  });
  const columns = policy.questions.map(({ id, options }) => ({
    id,
    numbers: new Map(options?.map((option, index) => [option.id, index])),
  }));
  return {
    name: 'Precall, from objects',
    given: 'answers as JavaScript objects, packed while time runs',
    run(found) {
      customers.forEach((answers, customer) => {
        columns.forEach(({ id, numbers }, column) => {
          const answer = answers[id];
          values[row / VALUE_BYTES + column] =
            typeof answer === 'string' ? (numbers.get(answer) ?? 0) : Number(answer);
        });
        const verdict = classify(table, row, today, fired);
        found[customer] = (verdict << VERDICT_SHIFT) | (values[fired / VALUE_BYTES] ?? 0);
      });
    },
  };
}

export interface PeerRow {
  name: string;
  given: string;
  nanoseconds: Spread;
  times: Spread; // as long as Precall from packed answers
}

export interface PeerTable {
  distribution: string;
  customers: number;
  rows: PeerRow[];
}

async function table(
  distribution: Distribution & { name: string },
  customers: number,
  effort: { repetitions: number; milliseconds: number },
): Promise<PeerTable> {
  const raw = drawRaw(distribution, customers);
  const facts = factsOf(raw);
  const contenders = [
    await packed(raw),
    await packing(raw),
    ifs(facts),
    celPeer(facts),
    jsonLogicPeer(facts),
    zenExpressionPeer(facts),
    zenTablePeer(facts),
    jsonRulesPeer(facts),
  ];
  const samples = await race(contenders, customers, effort);
  const [own = []] = samples;
  const rows = contenders.map(({ name, given }, index) => ({
    name,
    given,
    nanoseconds: spread(samples[index] ?? []),
    times: ratio(samples[index] ?? [], own),
  }));
  return { distribution: distribution.name, customers, rows };
}

export async function benchCore(quick: boolean): Promise<PeerTable[]> {
  // Short samples: on a busy machine most of them run undisturbed.
  const effort = { repetitions: quick ? 3 : 51, milliseconds: 1 };
  const tables: PeerTable[] = [];
  for (const distribution of DISTRIBUTIONS) {
    tables.push(await table(distribution, quick ? 128 : 512, effort));
  }
  return tables;
}
