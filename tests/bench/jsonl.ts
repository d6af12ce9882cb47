// `precall check --jsonl` beside a Node program that was written by hand for the one policy: whole
// processes, the same file in, the same bytes out.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { Random } from '../wasm/random.ts';
import { at } from '../paths.ts';
import { paths, tool } from '../wasm/module.ts';
import { NOW, answersOf, drawRaw } from './facts.ts';
import { inTurn, ratio, spread, type Spread } from './measure.ts';
import { folder } from './native.ts';
import { runProgram } from './programs.ts';

/** Answers as customers give them: most harmless, a tenth open in one of the ways to say so. */
export function answerLines(lines: number, seed: number): string {
  const random = new Random(seed);
  const customers = answersOf(drawRaw({ harmless: 0.8, seed }, lines));
  const text = customers.map((answers) => {
    const given: Record<string, unknown> = answers;
    for (const id of Object.keys(given)) {
      if (random.oneIn(10)) given[id] = random.pick([undefined, undefined, null, 'unknown']);
    }
    return JSON.stringify(given);
  });
  return `${text.join('\n')}\n`;
}

interface Program {
  name: string;
  command: string[]; // with ANSWERS for the file of answers
}

async function programs(): Promise<Program[]> {
  const script = `${folder}/check_by_hand.mjs`;
  await build({
    entryPoints: [at('tests/bench/check_by_hand.ts')],
    outfile: script,
    platform: 'node',
    format: 'esm',
  });
  const check = ['check', '--policy', paths.policy, '--answers', 'ANSWERS', '--jsonl'];
  return [
    { name: 'precall check --jsonl', command: [tool, ...check, '--now', NOW] },
    {
      name: 'Node, by hand',
      command: [process.execPath, script, paths.policy, 'ANSWERS', NOW],
    },
  ];
}

interface NamedTime {
  name: string;
  time: Spread;
}

export interface JsonlTable {
  sizes: { lines: number; milliseconds: NamedTime[]; times: Spread }[];
  // Of a line, by the difference of the two sizes: without what starting costs.
  line: { microseconds: NamedTime[]; times: Spread };
}

export async function benchJsonl(quick: boolean): Promise<JsonlTable> {
  const sizes = quick ? [1000, 2000] : [20_000, 60_000];
  const both = await programs();
  const runs = sizes.flatMap((lines) => {
    const answers = `${folder}/answers_${lines}.jsonl`;
    writeFileSync(answers, answerLines(lines, 3));
    return both.map(({ command }, index) => ({
      command: command.map((word) => (word === 'ANSWERS' ? answers : word)),
      out: `${folder}/verdicts_${lines}_${index}.jsonl`,
      allowed: [0],
    }));
  });
  for (const each of runs) runProgram(each);
  for (let index = 0; index < runs.length; index += both.length) {
    const files = runs.slice(index, index + both.length).map(({ out }) => out);
    const [own, hand] = files.map((file) => readFileSync(file));
    if (own === undefined || hand === undefined || !own.equals(hand)) {
      throw new Error(`not the same bytes: ${files.join(' ')}`);
    }
  }
  return tableOf(sizes, both, await inTurn(runs, quick ? 3 : 15, runProgram));
}

/** `samples` are milliseconds, by size and program. */
function tableOf(sizes: number[], both: Program[], samples: number[][]): JsonlTable {
  const [fewer = 0, more = 1] = sizes;
  const perLine = both.map((_, index) => {
    const [short = [], long = []] = [samples[index], samples[index + both.length]];
    return long.map((all, place) => ((all - (short[place] ?? NaN)) * 1000) / (more - fewer));
  });
  const named = (times: number[][]) =>
    both.map(({ name }, index) => ({ name, time: spread(times[index] ?? []) }));
  const timesOf = ([own = [], hand = []]: number[][]) => ratio(own, hand);
  return {
    sizes: sizes.map((lines, size) => {
      const own = samples.slice(size * both.length, (size + 1) * both.length);
      return { lines, milliseconds: named(own), times: timesOf(own) };
    }),
    line: { microseconds: named(perLine), times: timesOf(perLine) },
  };
}
