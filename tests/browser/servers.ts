// The real thing on this machine: precall-sync with a fresh spool, and the built site before it.
// Both listen on loopback, on ports of their own, and end with the test.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { at } from '../paths.ts';

const uploader = process.env.PRECALL_SYNC ?? at('build/native/shared/precall-sync');

export interface Servers {
  /** Address of the page. */
  url: string;
  /** Address of the receiver, to post to from other origins. */
  receiver: string;
  /** Where the receiver delivers what it received. */
  directory: string;
  /** Takes the receiver away, and brings it back to the same address with the same spool. */
  stopReceiver(): Promise<void>;
  startReceiver(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The first group of the pattern in what the process prints; what it printed, if it ends first. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`${child.spawnargs.join(' ')} ended: ${text}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    await pause(100);
  }
  throw new Error(`${url} never answered`);
}

interface Listening {
  port: number;
  origins: string[];
}

function spawnReceiver(folder: string, directory: string, where: Listening): ChildProcess {
  const config = join(folder, 'precall-sync.json');
  writeFileSync(
    config,
    JSON.stringify({
      listen: `127.0.0.1:${where.port}`,
      spool: join(folder, 'spool.db'),
      policies: [at('shared/policy/choixanh.policy.json')],
      targets: [{ id: 'file', kind: 'file', directory }],
      origins: where.origins,
      // One machine stands for many customers.
      rate: { per_address_per_minute: 0 },
    }),
  );
  return spawn(uploader, ['serve', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function startSite(port: number, receiver: string): ChildProcess {
  return spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview'], {
    cwd: at('web'),
    env: { ...process.env, PORT: String(port), PRECALL_RECEIVER: receiver },
    stdio: 'ignore',
  });
}

/** Pages of the named other origins may post as well. */
export async function startServers(origins: string[] = []): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'precall-'));
  const directory = join(folder, 'requests');
  const children: ChildProcess[] = [];
  let receiver: ChildProcess;
  // Also when a test file dies before it can stop them.
  process.once('exit', () => {
    for (const child of children) child.kill();
  });
  const stop = async () => {
    await Promise.all(children.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  const receiverPort = await freePort();
  const startReceiver = async () => {
    receiver = spawnReceiver(folder, directory, { port: receiverPort, origins });
    children.push(receiver);
    await printed(receiver, /listening on (http:\S+)/);
  };
  const stopReceiver = () => end(receiver);
  try {
    await startReceiver();
    const port = await freePort();
    const address = `http://127.0.0.1:${receiverPort}`;
    const site = startSite(port, address);
    children.push(site);
    const url = `http://127.0.0.1:${port}/`;
    await answers(url, site);
    return { url, receiver: address, directory, stopReceiver, startReceiver, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
