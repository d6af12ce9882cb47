// One healthy client among many that send their requests a byte at a time.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { inTurn, spread, type Spread } from '../measure.ts';
import { folder as results } from '../native.ts';
import { emptyFolder, Server } from './server.ts';
import { AWAY, environment, postAll, precallSync } from './uploader.ts';

export interface SlowClients {
  count: number;
  /** Of the healthy client's requests, in microseconds: first alone, then among the slow ones. */
  rows: { p50: Spread; p99: Spread; most: Spread }[];
}

/** Each sends its request a byte a second. Returns what ends them. */
async function crowd(port: number, count: number): Promise<() => void> {
  const request = `POST /v1/submissions HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(1000)}`;
  const sockets: Socket[] = [];
  let at = 0;
  const drip = () => {
    for (const socket of sockets) socket.write(request[at] ?? '');
    at++;
  };
  for (let i = 0; i < count; i++) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    sockets.push(socket);
  }
  drip();
  const timer = setInterval(drip, 1000);
  return () => {
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
  };
}

export async function benchSlowClients(count: number): Promise<SlowClients> {
  const folder = emptyFolder(`${results}/load`);
  const server = await Server.start(precallSync(folder, AWAY), folder, environment());
  let first = 0;
  const sample = async (slow: number) => {
    const disperse = await crowd(server.port, slow);
    const posted = await postAll(server.port, { milliseconds: 2000, first, connections: 1 });
    disperse();
    first = posted.next;
    return posted;
  };
  await sample(0);
  const samples = await inTurn([0, count], 5, sample);
  await server.stop();
  emptyFolder(folder);
  const rows = samples.map((own) => ({
    p50: spread(own.map(({ p50 }) => p50)),
    p99: spread(own.map(({ p99 }) => p99)),
    most: spread(own.map(({ most }) => most)),
  }));
  return { count, rows };
}
