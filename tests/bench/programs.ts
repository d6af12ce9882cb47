// Whole programs, timed from start to end.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export interface Run {
  command: string[];
  out: string; // file for what it prints
  allowed: number[]; // exit codes
}

/** Milliseconds from start to end of the process. */
export function runProgram({ command, out, allowed }: Run): number {
  const [file = '', ...parameters] = command;
  const output = openSync(out, 'w');
  const start = performance.now();
  const { status } = spawnSync(file, parameters, { stdio: ['ignore', output, 'inherit'] });
  const passed = performance.now() - start;
  closeSync(output);
  if (status === null || !allowed.includes(status)) {
    throw new Error(`${command.join(' ')} ended with ${status ?? 'a signal'}`);
  }
  return passed;
}
