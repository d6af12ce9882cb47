// The receivers under load, in Markdown.
import { digits, duration, table, times } from '../markdown.ts';
import { CONNECTIONS, type LoadRow } from './bench.ts';

const MIB = 1024 * 1024;

export function loadText(rows: LoadRow[]): string {
  const body = rows.map(({ name, perSecond, p50, p99, memory, times: ratio, p99Times }) => [
    name,
    times(perSecond),
    duration(p50, 1e3),
    duration(p99, 1e3),
    `${digits(memory.median / MIB)} MiB`,
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
