// nginx and Caddy from Debian's packages with the examples of scripts/deploy/, word for word but for
// addresses, files and certificates.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { freePort } from '../browser/servers.ts';
import { at } from '../paths.ts';

const NAME = 'check.example.vn';
const SITE = '/srv/precall';
const OWN_CERTIFICATE = { rejectUnauthorized: false };

/** What is put in place of what; each has to stand in the example. */
type Changes = [string, string][];

function example(file: string, changes: Changes): string {
  let text = readFileSync(at(`scripts/deploy/${file}`), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

interface Place {
  folder: string;
  site: string; // the folder of the built site
  port: number; // where it listens, with TLS
  receiver: number; // the port of the uploader
}

/** Returns the command that runs it in the foreground. */
type SetUp = (place: Place) => string[];

const nginx: SetUp = ({ folder, site, port, receiver }) => {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const own = ['-subj', `/CN=${NAME}`, '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', ...own], {
    stdio: 'ignore',
  });
  const server = example('nginx.conf', [
    ['  listen [::]:443 ssl;\n', ''],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    [`/etc/ssl/${NAME}.pem`, certificate],
    [`/etc/ssl/${NAME}.key`, key],
    ['127.0.0.1:8081', `127.0.0.1:${receiver}`],
    [SITE, site],
  ]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((each) => `  ${each}_temp_path ${folder}/${each};\n`)
    .join('');
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off;\nmaster_process off;\npid ${folder}/pid;\nevents {}\n` +
      `http {\n  access_log off;\n${temporary}${server}}\n`,
  );
  return ['/usr/sbin/nginx', '-e', join(folder, 'log'), '-c', file];
};

const caddy: SetUp = ({ folder, site, port, receiver }) => {
  const own = ['admin off', 'skip_install_trust', 'auto_https disable_redirects'];
  const server = example('Caddyfile', [
    ['\n\tservers {', ['', ...own, `storage file_system ${folder}`, 'servers {'].join('\n\t')],
    [`\n${NAME} {`, `\n${NAME}:${port} {\n\tbind 127.0.0.1\n\ttls internal`],
    ['127.0.0.1:8081', `127.0.0.1:${receiver}`],
    [SITE, site],
  ]);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, server);
  return ['/usr/bin/caddy', 'run', '--adapter', 'caddyfile', '--config', file];
};

export const WEB_SERVERS = { nginx, caddy };

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Request {
  method?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
  /** The visitor's own address: any of 127.0.0.0/8. */
  from?: string;
}

export class WebServer {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly server: ChildProcess,
  ) {
    process.once('exit', this.kill);
  }

  static async start(setUp: SetUp, receiver: number, site: string): Promise<WebServer> {
    const folder = mkdtempSync(join(tmpdir(), 'precall-web-server-'));
    const port = await freePort();
    const [file = '', ...parameters] = setUp({ folder, site, port, receiver });
    const child = spawn(file, parameters, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const server = new WebServer(folder, port, child);
    for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
      // With TLS: Caddy listens before it has made itself a certificate.
      const socket = connect({ host: '127.0.0.1', port, servername: NAME, ...OWN_CERTIFICATE });
      const open = await once(socket, 'secureConnect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (open) return server;
      await pause(100);
    }
    throw new Error(`${file} never listened: ${said}`);
  }

  ask(path: string, { method = 'GET', body = '', headers = {}, from }: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method,
          servername: NAME,
          ...OWN_CERTIFICATE,
          agent: false,
          headers: { host: NAME, 'content-length': Buffer.byteLength(body), ...headers },
          localAddress: from,
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => {
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, body: text });
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  private readonly kill = () => this.server.kill('SIGKILL');

  async stop(): Promise<void> {
    process.removeListener('exit', this.kill);
    if (this.server.exitCode === null) {
      const gone = once(this.server, 'exit');
      this.server.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
