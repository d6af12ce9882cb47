// precall-sync under load, beside receivers in Node that check nothing: the same client, the same
// submissions, the same disk, the same promise that what is answered 201 is on it.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { at, paths } from '../../wasm/module.ts';
import { inTurn, ratio, spread, type Spread } from '../measure.ts';
import { folder as results } from '../native.ts';
import { emptyFolder, Server } from './server.ts';

export const CONNECTIONS = 64;

interface Contender {
  name: string;
  /** What starts it, to keep its rows in the table `submissions` of spool.db in `folder`. */
  command: (folder: string) => string[];
}

const SECRET = 'PRECALL_BENCH_SECRET';

/** The back end is away, so that everything is kept: the sender tries it now and then. */
function precallSync(folder: string): string[] {
  const away = {
    id: 'away',
    kind: 'http',
    mapping: at('shared/sync/mappings/standard-webhooks.json'),
    variables: { url: 'http://127.0.0.1:9' },
    secrets: { signing: { env: SECRET } },
  };
  const config = `${folder}/config.json`;
  writeFileSync(
    config,
    JSON.stringify({
      listen: '127.0.0.1:0',
      spool: `${folder}/spool.db`,
      policies: [paths.policy],
      targets: [away],
      rate: { per_address_per_minute: 0, per_second: 0 },
    }),
  );
  return [at('build/native/shared/precall-sync'), 'serve', '--config', config];
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
  { name: 'precall-sync, all checks and a signed receipt', command: precallSync },
  { name: 'Node, no checks, common commits', command: node('group') },
  { name: 'Node, no checks, a commit each', command: node('each') },
];

interface Posted {
  answers: Record<string, number>;
  seconds: number;
  p50: number; // microseconds
  p99: number;
  next: number; // number of the first submission that was not sent
}

interface Sample {
  perSecond: number;
  p50: number;
  p99: number;
  memory: number; // bytes
}

function post(port: number, milliseconds: number, first: number): Posted {
  const submission = at('tests/cases/eligible_to_receipt.submission.json');
  const parameters = [port, submission, milliseconds, CONNECTIONS, first].map(String);
  const client = at('build/native/tests/bench/precall-load');
  return JSON.parse(execFileSync(client, parameters, { encoding: 'utf8' })) as Posted;
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
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const server = await Server.start(command(folder), folder, { [SECRET]: secret });
  const sent = post(server.port, milliseconds / 4, 0).next;
  const posted = post(server.port, milliseconds, sent);
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
