// The whole proof of the real policy.
import { execFileSync } from 'node:child_process';
import { at } from '../paths.ts';
import { paths, tool } from '../wasm/module.ts';
import { NOW } from './facts.ts';
import { inTurn, spread, type Spread } from './measure.ts';
import { folder } from './native.ts';
import { runProgram } from './programs.ts';

export interface PolicyCheckTable {
  rows: { name: string; milliseconds: Spread }[];
}

function native(): number {
  const command = [tool, 'policy', 'check', paths.policy, '--now', NOW, '--json'];
  return runProgram({ command, out: `${folder}/certificate.json`, allowed: [0] });
}

function webAssembly(): number {
  const parameters = ['--import', 'tsx', 'prove_once.ts'];
  const options = { cwd: at('tests/bench'), encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, parameters, options));
}

export async function benchPolicyCheck(quick: boolean): Promise<PolicyCheckTable> {
  const ways = [
    { name: 'natively, the whole process', take: native },
    {
      name: "WebAssembly in a fresh Node, from the module's file, without Node's own start",
      take: webAssembly,
    },
  ];
  const samples = await inTurn(ways, quick ? 3 : 25, ({ take }) => take());
  return {
    rows: ways.map(({ name }, index) => ({ name, milliseconds: spread(samples[index] ?? []) })),
  };
}
