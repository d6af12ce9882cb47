// The receivers under load, and the uploader at scale, in Markdown.
import { digits, duration, table, times } from '../markdown.ts';
import { CONNECTIONS, type LoadRow } from './bench.ts';
import type { Drain } from './drain.ts';
import type { ManyRows } from './many_rows.ts';
import type { SlowClients } from './slow_clients.ts';

const MIB = 1024 * 1024;
const mebibytes = (bytes: number) => `${digits(bytes / MIB)} MiB`;

export interface LoadTables {
  receivers: LoadRow[];
  manyRows: ManyRows;
  drain: Drain;
  slowClients: SlowClients;
}

function receiversText(rows: LoadRow[]): string {
  const body = rows.map(({ name, perSecond, p50, p99, memory, times: ratio, p99Times }) => [
    name,
    times(perSecond),
    duration(p50, 1e3),
    duration(p99, 1e3),
    mebibytes(memory.median),
    times(ratio),
    times(p99Times),
  ]);
  const head = [
    'receiver',
    'durable answers a second',
    'median',
    '99th percentile',
    'memory',
    'Precall answers … times as many',
    'its 99th percentile is … times as long',
  ];
  return `## The uploader under load

${CONNECTIONS} kept-alive connections, different valid submissions of 8 KB, the client on the same machine; a new process
and database each round, synced at each commit (WAL, synchronous=FULL). All were answered 201, and all rows were there
after it. The back end is away meanwhile.

${table(head, body)}`;
}

function manyRowsText({ rows, perSecond: [begin, end], spool, memory, again }: ManyRows): string {
  return `## The uploader with many rows

${rows} submissions waiting for one target, in ${digits(spool / MIB / 1024)} GiB. Answers a second at the beginning and at
the end: ${digits(begin)} and ${digits(end)}. Memory, at the most: ${mebibytes(memory)}. A process that starts with them listens after
${digits(again.seconds)} s, and takes ${mebibytes(again.memory)} at the most.`;
}

function drainText({ backlog, seconds, atOnce, twice, alone, perSecond }: Drain): string {
  return `## A backlog

${backlog} submissions wait for a webhook that answers at once. One client that does nothing but post one after the other
has ${digits(alone)} answers a second of it, the uploader ${digits(perSecond)} (${digits(seconds)} s in all), with a commit before and after each.
Requests at once, at the most: ${atOnce}. Submissions that arrived more than once: ${twice}.`;
}

function slowClientsText({ count, rows }: SlowClients): string {
  const body = rows.map(({ p50, p99, most }, index) => [
    index === 0 ? 'alone' : `among ${count} that send a byte a second`,
    duration(p50, 1e3),
    duration(p99, 1e3),
    duration(most, 1e3),
  ]);
  const head = ['a healthy client', 'median', '99th percentile', 'the longest'];
  return `## Slow clients\n\n${table(head, body)}`;
}

export const loadText = ({ receivers, manyRows, drain, slowClients }: LoadTables): string =>
  [
    receiversText(receivers),
    manyRowsText(manyRows),
    drainText(drain),
    slowClientsText(slowClients),
  ].join('\n\n');
