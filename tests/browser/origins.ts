// Plain web servers on ports of their own: the place that the widget is loaded from, and the pages
// of companies that embed it.
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { at } from '../paths.ts';

export const siteFolder = at('build/site');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Origin {
  /** With a slash at its end. */
  url: string;
  /** As browsers name it in the header Origin. */
  origin: string;
  /** Paths that were asked for. */
  asked: string[];
  stop(): Promise<void>;
}

/** The bytes at a path, or undefined. */
export type Content = (path: string) => string | Uint8Array | undefined;

export const folder =
  (root: string): Content =>
  (path) => {
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  };

/** Old servers do not know the type of .wasm; neither does this one. */
export async function serve(content: Content, headers: OutgoingHttpHeaders = {}): Promise<Origin> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const body = content(pathname);
    const type =
      TYPES[pathname.endsWith('/') ? '.html' : extname(pathname)] ?? 'application/octet-stream';
    if (body === undefined) response.writeHead(404, headers).end();
    else response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `${origin}/`, origin, asked, stop };
}

/** A whole page around some markup. */
export const page = (body: string, head = '') => `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>Trang của công ty</title>
    ${head}
  </head>
  <body>
    ${body}
  </body>
</html>`;
