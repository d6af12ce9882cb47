// The line between a browser and the site: passes everything on, counts what is posted, and can be
// cut before a request or before its answer, or answer in the receiver's stead as proxies do.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a post. */
export type Fault = 'none' | 'cut' | 'answer lost' | { status: number; retryAfter?: string };

export class Wire {
  /** The bodies that arrived at the other end. */
  readonly delivered: string[] = [];
  /** When each post was tried, and its body. */
  readonly tries: { at: number; body: string }[] = [];
  fault: Fault = 'none';
  private readonly server;
  private readonly target: URL;

  private constructor(target: string) {
    this.target = new URL(target);
    this.server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));
  }

  static async to(target: string): Promise<Wire> {
    const wire = new Wire(target);
    wire.server.listen(0, '127.0.0.1');
    await once(wire.server, 'listening');
    return wire;
  }

  /** The site's address at this end of the line, by any host name that leads here. */
  url(host = '127.0.0.1'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const isPost = incoming.method === 'POST';
    const { fault } = this;
    if (isPost) this.tries.push({ at: Date.now(), body: body.toString() });
    if (isPost && fault === 'cut') {
      outgoing.destroy();
      return;
    }
    if (isPost && typeof fault === 'object') {
      const { status, retryAfter } = fault;
      outgoing.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      outgoing.end('<h1>Not now</h1>');
      return;
    }
    if (isPost) this.delivered.push(body.toString());
    this.forward(incoming, body, outgoing, isPost && fault === 'answer lost');
  }

  private forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    loseAnswer: boolean,
  ): void {
    const { hostname, port, host } = this.target;
    const options = { hostname, port, method, path: url, headers: { ...headers, host } };
    const passed = request(options, (answer) => {
      if (loseAnswer) {
        answer.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    passed.end(body);
  }
}
