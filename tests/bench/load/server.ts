// A receiver as a process of its own, with its database in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Starts it: the command's last line of output before it serves names the address. */
export class Server {
  readonly #process;
  #port = 0;

  private constructor(command: string[], folder: string, environment: NodeJS.ProcessEnv) {
    const [file = '', ...parameters] = command;
    const log = openSync(`${folder}/log`, 'w');
    this.#process = spawn(file, parameters, {
      stdio: ['ignore', 'pipe', log],
      env: { ...process.env, ...environment },
    });
    closeSync(log);
  }

  static async start(
    command: string[],
    folder: string,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Server> {
    const server = new Server(command, folder, environment);
    const { stdout } = server.#process;
    if (stdout === null) throw new Error('no output to read');
    for await (const line of createInterface(stdout)) {
      const [, port] = /^listening on http:\/\/127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
      if (port === undefined) continue;
      server.#port = Number(port);
      return server;
    }
    throw new Error(`${command.join(' ')} did not start, see ${folder}/log`);
  }

  get port(): number {
    return this.#port;
  }

  /** The most memory that it has had, in bytes. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.#process.pid ?? 0}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

export function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
