// The module that classifies full answers in bulk: its calls, and its memory as 32-bit values.
import { readFileSync } from 'node:fs';
import { openModule, type Call, type ModuleExports } from '../../web/widget/module.ts';
import { paths } from './module.ts';
import { sha256 } from '../../web/plugins/sha256.ts';

interface Exports extends ModuleExports {
  precall_bulk_load(policy: number): number;
  precall_bulk_classify: (table: number, row: number, today: number, fired: number) => number;
}

export interface Table {
  table: number;
  stride: number;
  rules: number;
}

export const VERDICTS = ['eligible', 'may_be_refused', 'conditions_not_met'];
export const VALUE_BYTES = 4;
const WORD_BITS = 32;

export class Bulk {
  readonly exports: Exports;
  private readonly call: Call;

  private constructor(exports: Exports, call: Call) {
    this.exports = exports;
    this.call = call;
  }

  static async make(): Promise<Bulk> {
    const opened = await openModule<Exports>(await WebAssembly.compile(readFileSync(paths.bulk)), {
      sha256,
    });
    return new Bulk(opened.exports, opened.call);
  }

  load(policy: string): string {
    return this.call([policy], (text = 0) => this.exports.precall_bulk_load(text));
  }

  /** An address of so many 32-bit values. */
  allocate(values: number): number {
    return this.exports.malloc(values * VALUE_BYTES);
  }

  /** The memory as 32-bit values. It moves when the memory grows: not to be kept over a load. */
  get values(): Int32Array {
    return new Int32Array(this.exports.memory.buffer);
  }

  /** One set of answers: its verdict, and the rules that fire. */
  classify({ table, stride, rules }: Table, answers: readonly number[], today: number) {
    const row = this.allocate(stride);
    const words = 2 * Math.ceil(rules / (2 * WORD_BITS));
    const fired = this.allocate(words);
    this.values.set(answers, row / VALUE_BYTES);
    const verdict = this.exports.precall_bulk_classify(table, row, today, fired);
    const mask = this.values.slice(fired / VALUE_BYTES, fired / VALUE_BYTES + words);
    const fires = (rule: number) => ((mask[rule >> 5] ?? 0) >> (rule & 31)) & 1;
    this.exports.free(row);
    this.exports.free(fired);
    return {
      verdict: VERDICTS[verdict],
      firing: Array.from({ length: rules }, (_, r) => r).filter(fires),
    };
  }
}
