// precall-sync under load, beside receivers in Node that check nothing: the same client, the same
// submissions, the same disk, the same promise that what is answered 201 is on it.
import Database from 'better-sqlite3';
import { at } from '../../paths.ts';
import { inTurn, ratio, spread, type Spread } from '../measure.ts';
import { folder as results } from '../native.ts';
import { emptyFolder, Server } from './server.ts';
import { AWAY, environment, post, precallSync } from './uploader.ts';

export const CONNECTIONS = 64;

interface Contender {
  name: string;
  /** What starts it, to keep its rows in the table `submissions` of spool.db in `folder`. */
  command: (folder: string) => string[];
}

const node = (commits: string) => (folder: string) => [
  process.execPath,
  '--import',
  'tsx',
  at('tests/bench/load/peer.ts'),
  `${folder}/spool.db`,
  commits,
];

const CONTENDERS: Contender[] = [
  {
    name: 'precall-sync, all checks and a signed receipt',
    command: (folder) => precallSync(folder, AWAY),
  },
  { name: 'Node, no checks, common commits', command: node('group') },
  { name: 'Node, no checks, a commit each', command: node('each') },
];

interface Sample {
  perSecond: number;
  p50: number;
  p99: number;
  memory: number; // bytes
}

function rows(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare('SELECT count(*) FROM submissions').pluck().get() as number;
  } finally {
    database.close();
  }
}

/** One round: a new process with a new database, warmed up. Fails unless all of it was kept. */
async function round({ name, command }: Contender, milliseconds: number): Promise<Sample> {
  const folder = emptyFolder(`${results}/load`);
  const server = await Server.start(command(folder), folder, environment());
  const connections = CONNECTIONS;
  const warming = { milliseconds: milliseconds / 4, first: 0, connections };
  const { next: sent } = await post(server.port, warming);
  const posted = await post(server.port, { milliseconds, first: sent, connections });
  const memory = server.peakMemory();
  await server.stop();
  const answered = posted.answers['201'] ?? 0;
  const kept = rows(`${folder}/spool.db`);
  if (answered !== posted.next - sent || kept !== posted.next) {
    const found = `${JSON.stringify(posted.answers)} and ${kept} rows of ${posted.next}`;
    throw new Error(`${name}: ${found}, see ${folder}/log`);
  }
  emptyFolder(folder);
  return { perSecond: answered / posted.seconds, p50: posted.p50, p99: posted.p99, memory };
}

export interface LoadRow {
  name: string;
  perSecond: Spread;
  p50: Spread; // microseconds
  p99: Spread;
  memory: Spread; // bytes, the most in a round
  times: Spread; // precall-sync's answers a second over this one's
  p99Times: Spread; // its 99th percentile over this one's
}

export async function benchLoad(quick: boolean): Promise<LoadRow[]> {
  const milliseconds = quick ? 1000 : 5000;
  const samples = await inTurn(CONTENDERS, quick ? 1 : 3, (each) => round(each, milliseconds));
  const column = (index: number, key: keyof Sample) => (samples[index] ?? []).map((s) => s[key]);
  return CONTENDERS.map(({ name }, index) => ({
    name,
    perSecond: spread(column(index, 'perSecond')),
    p50: spread(column(index, 'p50')),
    p99: spread(column(index, 'p99')),
    memory: spread(column(index, 'memory')),
    times: ratio(column(0, 'perSecond'), column(index, 'perSecond')),
    p99Times: ratio(column(0, 'p99'), column(index, 'p99')),
  }));
}
