// Figures and tables in Markdown.
import type { Spread } from './measure.ts';

const UNITS = [
  { unit: 's', nanoseconds: 1e9 },
  { unit: 'ms', nanoseconds: 1e6 },
  { unit: 'µs', nanoseconds: 1e3 },
  { unit: 'ns', nanoseconds: 1 },
];

/** Three digits are more than any of these times is good for. */
export const digits = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export function duration({ median, low, high }: Spread, nanoseconds = 1): string {
  const inNanoseconds = median * nanoseconds;
  const scale = UNITS.find((each) => inNanoseconds >= each.nanoseconds) ?? UNITS[3];
  const show = (value: number) => digits((value * nanoseconds) / (scale?.nanoseconds ?? 1));
  return `${show(median)} ${scale?.unit ?? 'ns'} (${show(low)}–${show(high)})`;
}

export const times = ({ median, low, high }: Spread) =>
  `${digits(median)} (${digits(low)}–${digits(high)})`;

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
