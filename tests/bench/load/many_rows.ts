// The uploader with as many rows as years may bring.
import { statSync } from 'node:fs';
import { folder as results } from '../native.ts';
import { fill, type Fill } from './fill.ts';
import { emptyFolder, Server } from './server.ts';
import { AWAY, environment, postAll, precallSync } from './uploader.ts';

export interface ManyRows extends Fill {
  spool: number; // bytes on the disk
  memory: number; // bytes, the most
  /** The same of a process that starts with them, and how long until it listens. */
  again: { memory: number; seconds: number };
}

/** A spool with many rows, none delivered. */
export async function manyRows(rows: number): Promise<ManyRows> {
  const folder = emptyFolder(`${results}/load`);
  const command = precallSync(folder, AWAY);
  const own = environment();
  const server = await Server.start(command, folder, own);
  const filled = await fill(server.port, rows);
  const memory = server.peakMemory();
  await server.stop();
  const spool = statSync(`${folder}/spool.db`).size;
  const start = performance.now();
  const second = await Server.start(command, folder, own);
  const seconds = (performance.now() - start) / 1000;
  await postAll(second.port, { milliseconds: 1000, first: filled.rows, connections: 64 });
  const again = { memory: second.peakMemory(), seconds };
  await second.stop();
  emptyFolder(folder);
  return { ...filled, spool, memory, again };
}
