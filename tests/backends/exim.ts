// Exim from Debian's packages as a mail server with one mailbox, on a port of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../browser/servers.ts';

const USER = 'Debian-exim';

const config = (folder: string, port: number) => `
primary_hostname = mail.example.vn
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/spool/exim.pid
tls_advertise_hosts =
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
acl_smtp_rcpt = accept_all
keep_environment =
begin acl
accept_all:
  accept
begin routers
mailbox:
  driver = accept
  transport = maildir
begin transports
maildir:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  user = ${USER}
`;

export class Exim {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    private server: ChildProcess | undefined,
  ) {
    process.once('exit', () => this.server?.kill('SIGKILL'));
  }

  static async start(): Promise<Exim> {
    const folder = mkdtempSync(join(tmpdir(), 'precall-exim-'));
    chmodSync(folder, 0o755);
    for (const name of ['spool', 'mail', 'log']) mkdirSync(join(folder, name));
    execFileSync('chown', [USER, ...['spool', 'mail', 'log'].map((name) => join(folder, name))]);
    const exim = new Exim(folder, await freePort(), undefined);
    writeFileSync(exim.config, config(folder, exim.port), { mode: 0o644 });
    await exim.open();
    return exim;
  }

  private get config(): string {
    return join(this.folder, 'exim.conf');
  }

  async open(): Promise<void> {
    this.server = spawn('/usr/sbin/exim4', ['-C', this.config, '-bdf'], { stdio: 'ignore' });
    for (let tries = 0; tries < 100 && this.server.exitCode === null; tries++) {
      const socket = connect(this.port, '127.0.0.1');
      const answer = await Promise.race([
        once(socket, 'data').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      if (answer) return;
      await pause(100);
    }
    throw new Error('Exim never listened');
  }

  async shut(): Promise<void> {
    if (this.server?.exitCode !== null) return;
    const gone = once(this.server, 'exit');
    this.server.kill('SIGTERM');
    await gone;
  }

  async stop(): Promise<void> {
    await this.shut();
    rmSync(this.folder, { recursive: true, force: true });
  }

  mails(): string[] {
    const box = join(this.folder, 'mail', 'new');
    try {
      return readdirSync(box).map((name) => readFileSync(join(box, name), 'utf8'));
    } catch {
      return []; // nothing has come yet
    }
  }
}
