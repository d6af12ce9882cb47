// Fills the uploader's spool by posting to it.
import { postAll } from './uploader.ts';

const CONNECTIONS = 64;
const PART_MS = 5000;

export interface Fill {
  rows: number;
  /** Answers a second in the first part and in the last. */
  perSecond: [number, number];
}

/** Posts until so many rows are there, in parts. */
export async function fill(port: number, rows: number): Promise<Fill> {
  let first = 0;
  const rates: number[] = [];
  while (first < rows) {
    const milliseconds = Math.min(PART_MS, rows / 10);
    const { next, seconds } = await postAll(port, {
      milliseconds,
      first,
      connections: CONNECTIONS,
    });
    rates.push((next - first) / seconds);
    first = next;
  }
  return { rows: first, perSecond: [rates[0] ?? NaN, rates.at(-1) ?? NaN] };
}
