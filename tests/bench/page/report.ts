// The pages' table, in Markdown.
import { digits, table, times } from '../markdown.ts';
import type { Spread } from '../measure.ts';
import type { Transfer } from './tab.ts';
import type { PageRow, PageTable } from './table.ts';

const KIB = 1024;
const MIB = 1024 * 1024;

const show = (value: number) => (value === 0 ? '0' : digits(value));
const time = ({ median, low, high }: Spread) => `${show(median)} ms (${show(low)}–${show(high)})`;
const kib = (bytes: number) => `${digits(bytes / KIB)} KiB`;
const mib = (bytes: number) => `${digits(bytes / MIB)} MiB`;
const shift = ({ median }: Spread) => (median === 0 ? '0' : median.toFixed(3));

function kinds(bytes: PageRow['bytes']): string {
  return Object.entries(bytes)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${digits(count / KIB)}`)
    .join(', ');
}

function arrival({ name, milliseconds, times: ratios, bytes, ...row }: PageRow): string[] {
  return [
    name,
    time(milliseconds.firstPaint),
    time(milliseconds.visible),
    times(ratios.visible),
    time(milliseconds.applied),
    times(ratios.applied),
    time(milliseconds.blocked),
    `${kib(row.bytesInAll)} (${kib(row.wireBytes)}): ${kinds(bytes)}`,
    row.fontBytes === 0 ? '' : kib(row.fontBytes),
    String(row.requests.length),
  ];
}

function use({ name, milliseconds, heapBytes, wasmBytes, allows, ...row }: PageRow): string[] {
  return [
    name,
    time(milliseconds.handled),
    time(milliseconds.busy),
    time(milliseconds.elapsed),
    time(milliseconds.step),
    time(milliseconds.slowestInteraction),
    time(milliseconds.blockedInAll),
    mib(heapBytes.median + wasmBytes),
    `${mib(heapBytes.median)} + ${show(wasmBytes / MIB)}`,
    shift(row.shift),
    allows === '' ? '' : allows.replaceAll("'", '`'),
  ];
}

const ARRIVAL = [
  'page',
  'first paint',
  'first question visible',
  'times as long as hand-written',
  'its answer applied',
  'times as long as hand-written',
  'blocked until then',
  'transferred up to the verdict, without fonts (with heads)',
  'fonts',
  'requests',
];

const USE = [
  'page',
  'an answer: listeners',
  'listeners and frame',
  'from its event to the painted frame',
  'the next step: listeners and frame',
  'slowest interaction',
  'blocked up to the verdict',
  'memory',
  'JavaScript heap + WebAssembly',
  'layout shift',
  'the security policy allows besides',
];

function waterfall(requests: Transfer[]): string {
  const body = requests.map(({ url, start, end, bytes, head }) => [
    url,
    `${start.toFixed(0)} ms`,
    `${end.toFixed(0)} ms`,
    kib(bytes - head),
  ]);
  return table(['file', 'asked for', 'there', 'size'], body);
}

export function pagesText({ slowness, visits, brotli, blankHeapBytes, rows }: PageTable): string {
  return `## The questionnaire as a page

The same questions, in Vietnamese, up to the verdict; all recorded the same answers and found the
core's verdict before time was taken. ${slowness}; ${visits === 1 ? 'one cold visit' : `${visits} cold visits`} each, in turn. A hand in the page
clicks the first option as soon as the first question is painted, and again until the contender's own state
holds the answer. Files are compressed by Brotli ${brotli}; 1 KiB is 1024 bytes. A blank page's heap is ${mib(blankHeapBytes)}.

${table(ARRIVAL, rows.map(arrival))}

${table(USE, rows.map(use))}

The requests of Precall's middle visit:

${waterfall(rows.find(({ name }) => name === 'Precall')?.requests ?? [])}`;
}
