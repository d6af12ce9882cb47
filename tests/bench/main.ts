// Runs every bench and writes build/bench/: results.json, results.md, and growth.svg unless --quick.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { at } from '../paths.ts';
import { benchCanvas } from './canvas/bench.ts';
import { benchCore } from './core_bench.ts';
import { benchGrowth } from './growth.ts';
import { benchJsonl } from './jsonl.ts';
import { drain } from './load/drain.ts';
import { manyRows } from './load/many_rows.ts';
import type { LoadTables } from './load/report.ts';
import { benchSlowClients } from './load/slow_clients.ts';
import { benchNative, folder } from './native.ts';
import { benchPages } from './page/bench.ts';
import { plotGrowth } from './plot.ts';
import { benchPolicyCheck } from './policy_check.ts';
import { report, type Results } from './report.ts';

const quick = process.argv.includes('--quick');

const firstLine = (program: string, ...parameters: string[]) =>
  execFileSync(program, parameters, { encoding: 'utf8', cwd: at('') }).split('\n')[0] ?? '';

/** Says on stderr what is being measured, for those who wait. */
async function measure<Table>(what: string, bench: (quick: boolean) => Table | Promise<Table>) {
  console.error(`measuring ${what}`);
  return bench(quick);
}

/** Its peer is compiled for it, which the short form is too short for. */
async function load(): Promise<LoadTables | undefined> {
  if (quick) return undefined;
  const { benchLoad } = await import('./load/bench.ts');
  return {
    receivers: await measure('the uploader under load', benchLoad),
    manyRows: await measure('the uploader with many rows', () => manyRows(1_000_000)),
    drain: await measure('the uploader and a backlog', () => drain(100_000)),
    slowClients: await measure('the uploader among slow clients', () => benchSlowClients(200)),
  };
}

const results: Results = {
  machine: {
    processor: cpus()[0]?.model ?? 'unknown processor',
    node: process.versions.node,
    compiler: firstLine('c++', '--version'),
    commit: firstLine('git', 'rev-parse', '--short', 'HEAD'),
  },
  native: await measure('the engine natively', benchNative),
  core: await measure('the core and its peers in Node', benchCore),
  jsonl: await measure('precall check --jsonl', benchJsonl),
  policyCheck: await measure('precall policy check', benchPolicyCheck),
  load: await load(),
  growth: await measure('cost against growth', benchGrowth),
  pages: await measure('the page beside its peers', benchPages),
  canvas: quick ? undefined : await measure('the canvas face', benchCanvas),
};
writeFileSync(`${folder}/results.json`, `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(`${folder}/results.md`, report(results));
if (!quick) plotGrowth(results.growth, `${folder}/growth.svg`);
console.log(report(results));
