// The uploader before a back end that comes back to find a backlog.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { folder as results } from '../native.ts';
import { fill } from './fill.ts';
import { emptyFolder, Server } from './server.ts';
import { AWAY, environment, precallSync } from './uploader.ts';

export interface Drain {
  backlog: number;
  seconds: number;
  /** The most requests that the target had at once, and of which it had two. */
  atOnce: number;
  twice: number;
  /** Requests a second that the target answers one client that does nothing but post. */
  alone: number;
  perSecond: number;
}

/** A back end that answers at once, and counts. */
class Webhook {
  readonly ids = new Map<string, number>();
  atOnce = 0;
  private now = 0;
  private readonly server = createServer((request, response) => {
    this.atOnce = Math.max(this.atOnce, ++this.now);
    const id = String(request.headers['webhook-id']);
    this.ids.set(id, (this.ids.get(id) ?? 0) + 1);
    request.resume();
    request.on('end', () => {
      response.writeHead(204).end(() => this.now--);
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** What one client reaches that only posts as many bytes, one request after the other. */
async function pace(url: string): Promise<number> {
  const body = 'x'.repeat(8192);
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < 2000; count++) {
    await fetch(url, { method: 'POST', body, headers: { 'webhook-id': `pace ${count}` } });
  }
  return (count * 1000) / (performance.now() - start);
}

/** A back end that comes back to find a backlog. */
export async function drain(rows: number): Promise<Drain> {
  const folder = emptyFolder(`${results}/load`);
  const webhook = new Webhook();
  const url = await webhook.start();
  const alone = await pace(url);
  webhook.ids.clear();
  webhook.atOnce = 0;
  const own = environment();
  const away = await Server.start(precallSync(folder, AWAY), folder, own);
  const { rows: backlog } = await fill(away.port, rows);
  await away.stop();
  const server = await Server.start(precallSync(folder, url), folder, own);
  const start = performance.now();
  while (webhook.ids.size < backlog) await pause(100);
  const seconds = (performance.now() - start) / 1000;
  await server.stop();
  webhook.stop();
  emptyFolder(folder);
  const twice = [...webhook.ids.values()].filter((count) => count > 1).length;
  return { backlog, seconds, atOnce: webhook.atOnce, twice, alone, perSecond: backlog / seconds };
}
