// precall-sync as the benches start it, and the client that posts to it.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { at } from '../../paths.ts';

const SECRET = 'PRECALL_BENCH_SECRET';

/** Nobody listens there: everything is kept, and the sender tries it now and then. */
export const AWAY = 'http://127.0.0.1:9';

/** What starts it, with its spool at spool.db in `folder` and a webhook at `url` as its target. */
export function precallSync(folder: string, url: string): string[] {
  const webhook = {
    id: 'webhook',
    kind: 'http',
    mapping: at('shared/sync/mappings/standard-webhooks.json'),
    variables: { url },
    secrets: { signing: { env: SECRET } },
  };
  const config = `${folder}/config.json`;
  writeFileSync(
    config,
    JSON.stringify({
      listen: '127.0.0.1:0',
      spool: `${folder}/spool.db`,
      policies: [at('shared/policy/choixanh.policy.json')],
      targets: [webhook],
      rate: { per_address_per_minute: 0, per_second: 0 },
    }),
  );
  return [at('build/native/shared/precall-sync'), 'serve', '--config', config];
}

/** What its target needs, made anew. */
export const environment = () => ({ [SECRET]: `whsec_${randomBytes(32).toString('base64')}` });

export interface Posted {
  answers: Record<string, number>;
  seconds: number;
  p50: number; // microseconds
  p99: number;
  most: number;
  next: number; // number of the first submission that was not sent
}

export interface Posting {
  milliseconds: number;
  first: number; // number of the first submission
  connections: number;
}

/** Posts different submissions for a while, each connection one after the other. */
export async function post(
  port: number,
  { milliseconds, first, connections }: Posting,
): Promise<Posted> {
  const submission = at('tests/cases/eligible_to_receipt.submission.json');
  const parameters = [port, submission, milliseconds, connections, first].map(String);
  const client = at('build/native/tests/bench/precall-load');
  const { stdout } = await promisify(execFile)(client, parameters);
  return JSON.parse(stdout) as Posted;
}

/** The same; fails unless all of it was answered with a receipt. */
export async function postAll(port: number, posting: Posting): Promise<Posted> {
  const posted = await post(port, posting);
  if (posted.answers['201'] === posted.next - posting.first) return posted;
  throw new Error(`not all were received: ${JSON.stringify(posted.answers)}`);
}
