// The real precall-sync in a folder of its own: started, killed, asked, and given submissions.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { canonical, type Json } from '../../web/plugins/canonical.ts';
import { at } from '../paths.ts';

const program = process.env.PRECALL_SYNC ?? at('build/native/shared/precall-sync');
const template = readFileSync(at('tests/cases/eligible_to_receipt.submission.json'), 'utf8');

export const mappingOf = (name: string) => at(`shared/sync/mappings/${name}.json`);

export interface Delivery {
  id: string;
  target: string;
  state: string;
  attempts: number;
  reason: string;
  remote_id: string;
}

export interface Status {
  targets: Record<string, Record<string, number>>;
  paused: Record<string, { reason: string; unusable: boolean }>;
  deliveries: Delivery[];
}

/** The bytes of a request that nobody sent before. */
export function freshSubmission(): { id: string; bytes: string } {
  const id = randomUUID();
  const nonce = randomBytes(16).toString('hex');
  const document = JSON.parse(template) as Record<string, Json>;
  return { id, bytes: canonical({ ...document, id, nonce }) };
}

export class Uploader {
  readonly folder = mkdtempSync(join(tmpdir(), 'precall-backend-'));
  private readonly config = join(this.folder, 'config.json');
  private process: ChildProcess | undefined;
  private address = '';

  /** `more` are further members of the config. */
  constructor(
    targets: object[],
    private readonly more: object = {},
  ) {
    this.aim(targets);
    process.once('exit', this.atExit);
  }

  /** From the next start on. */
  aim(targets: object[]): void {
    const config = {
      listen: '127.0.0.1:0',
      spool: join(this.folder, 'spool.db'),
      policies: [at('shared/policy/choixanh.policy.json')],
      targets,
      ...this.more,
    };
    writeFileSync(this.config, JSON.stringify(config));
  }

  async start(): Promise<void> {
    const child = spawn(program, ['serve', '--config', this.config], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    let said = '';
    this.address = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        const found = /listening on (http:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', () => {
        reject(new Error(`precall-sync ended: ${said}`));
      });
    });
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  kill = () => this.end('SIGKILL');
  stop = () => this.end('SIGTERM');

  private readonly atExit = () => this.process?.kill('SIGKILL');

  async close(): Promise<void> {
    process.removeListener('exit', this.atExit);
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Posts fresh submissions, and returns their ids once each has its receipt. */
  async receive(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) {
      const { id, bytes } = freshSubmission();
      const response = await fetch(`${this.address}/v1/submissions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bytes,
      });
      if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
      ids.push(id);
    }
    return ids;
  }

  run(...args: string[]): string {
    return execFileSync(program, [...args, '--config', this.config], { encoding: 'utf8' });
  }

  status(...more: string[]): Status {
    return JSON.parse(this.run('status', '--json', ...more)) as Status;
  }

  delivery(id: string): Delivery {
    const [found] = this.status('--id', id).deliveries;
    if (found === undefined) throw new Error(`no delivery of ${id}`);
    return found;
  }

  /** Until it is so; what the status is, if that does not happen in time. */
  async until(what: string, holds: (status: Status) => boolean, seconds = 90): Promise<Status> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const status = this.status();
      if (holds(status)) return status;
      if (Date.now() > end) throw new Error(`never ${what}: ${JSON.stringify(status)}`);
      await pause(200);
    }
  }

  delivered = (target: string, count: number) =>
    this.until(`${count} delivered`, ({ targets }) => targets[target]?.delivered === count);
}
