// nginx and Caddy from Debian's packages with the examples of scripts/deploy/, word for word but for
// addresses, files and certificates.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../browser/servers.ts';
import { at } from '../paths.ts';

const NAME = 'requests.example.vn';

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
  port: number; // where it listens, with TLS
  receiver: number; // the port of the uploader
}

/** Returns the command that runs it in the foreground. */
type SetUp = (place: Place) => string[];

const nginx: SetUp = ({ folder, port, receiver }) => {
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

const caddy: SetUp = ({ folder, port, receiver }) => {
  const own = ['admin off', 'skip_install_trust', 'auto_https disable_redirects'];
  const site = example('Caddyfile', [
    ['\n\tservers {', ['', ...own, `storage file_system ${folder}`, 'servers {'].join('\n\t')],
    [`\n${NAME} {`, `\n${NAME}:${port} {\n\tbind 127.0.0.1\n\ttls internal`],
    ['127.0.0.1:8081', `127.0.0.1:${receiver}`],
  ]);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, site);
  return ['/usr/bin/caddy', 'run', '--adapter', 'caddyfile', '--config', file];
};

export const WEB_SERVERS = { nginx, caddy };

export interface Answer {
  status: number;
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

  static async start(setUp: SetUp, receiver: number): Promise<WebServer> {
    const folder = mkdtempSync(join(tmpdir(), 'precall-web-server-'));
    const port = await freePort();
    const [file = '', ...parameters] = setUp({ folder, port, receiver });
    const child = spawn(file, parameters, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const server = new WebServer(folder, port, child);
    for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
      const socket = connect(port, '127.0.0.1');
      const open = await once(socket, 'connect').then(
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
          rejectUnauthorized: false, // its certificate is its own
          agent: false,
          headers: { host: NAME, 'content-length': Buffer.byteLength(body), ...headers },
          localAddress: from,
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: text });
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
