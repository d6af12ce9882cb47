// Runs the native bench program, and reads the engine's table beside hand-written C++ off it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { at } from '../paths.ts';
import { paths } from '../wasm/module.ts';
import { DISTRIBUTIONS, drawRaw, today } from './facts.ts';
import { ratio, spread, type Spread } from './measure.ts';

export const folder = at('build/bench');
mkdirSync(folder, { recursive: true });

export interface Effort {
  repetitions: number;
  milliseconds: number; // the least that a sample takes
}

/** Nanoseconds an input, by what was timed. */
export function native<Name extends string>(
  mode: 'classify' | 'growth',
  policy: string,
  raw: Int32Array,
  { repetitions, milliseconds }: Effort,
): Record<Name, number[]> {
  const answers = `${folder}/answers.i32`;
  writeFileSync(answers, raw);
  const parameters = [mode, policy, answers, today, repetitions, milliseconds].map(String);
  const program = at('build/native/tests/bench/precall-bench');
  const text = execFileSync(program, parameters, { encoding: 'utf8' });
  return JSON.parse(text) as Record<Name, number[]>;
}

export interface NativeTable {
  distribution: string;
  customers: number;
  rows: { name: string; nanoseconds: Spread; engine: Spread }[]; // engine: its time over this one
}

// So many that no branch predictor learns them by heart, and few enough for the second cache.
const CUSTOMERS = 32_768;

const NAMES = {
  engine: 'Precall',
  by_hand: 'hand-written ifs',
  without_branches: 'the same as arithmetic, without branches',
};

export function benchNative(quick: boolean): NativeTable[] {
  // Short samples: on a busy machine most of them run undisturbed.
  const effort = { repetitions: quick ? 3 : 101, milliseconds: 1 };
  return DISTRIBUTIONS.map((distribution) => {
    const raw = drawRaw(distribution, CUSTOMERS);
    const samples = native<keyof typeof NAMES>('classify', paths.policy, raw, effort);
    const rows = (['engine', 'by_hand', 'without_branches'] as const).map((name) => ({
      name: NAMES[name],
      nanoseconds: spread(samples[name]),
      engine: ratio(samples.engine, samples[name]),
    }));
    return { distribution: distribution.name, customers: CUSTOMERS, rows };
  });
}
