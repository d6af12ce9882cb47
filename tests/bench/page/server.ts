// Serves one contender's page on this machine as a good server on a slow network would: HTTP/1.1,
// compressed beforehand, a strict security policy, and nothing kept from an earlier visit.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};
const COMPRESSED_ALREADY = new Set(['.woff2']);

interface Body {
  bytes: Buffer;
  headers: Record<string, string>;
}

function prepare(file: string, quality: number): Body {
  const extension = extname(file);
  const plain = readFileSync(file);
  const type = { 'Content-Type': TYPES[extension] ?? 'application/octet-stream' };
  if (COMPRESSED_ALREADY.has(extension)) return { bytes: plain, headers: type };
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  const bytes = brotliCompressSync(plain, { params });
  return { bytes, headers: { ...type, 'Content-Encoding': 'br' } };
}

/** By path on the server; before the first request, which must not wait for it. */
function prepareAll(folder: string, quality: number): Map<string, Body> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [`/${name}`, prepare(join(folder, name), quality)]));
}

export class PageServer {
  readonly url: string;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** `quality` is Brotli's, up to 11, which takes seconds for a large file. */
  static async start(folder: string, policy: string, quality: number): Promise<PageServer> {
    const bodies = prepareAll(folder, quality);
    const server = createServer(({ url = '/' }, response) => {
      const body = bodies.get(new URL(url, 'http://page').pathname.replace(/\/$/, '/index.html'));
      if (body === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { bytes, headers } = body;
      response.writeHead(200, {
        ...headers,
        'Content-Length': bytes.length,
        'Content-Security-Policy': policy,
        'Cache-Control': 'no-store',
      });
      response.end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PageServer(server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
