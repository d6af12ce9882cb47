// A proxy between the uploader and a back end that lets a test see, change and cut off exchanges.
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface Exchange {
  method: string;
  path: string;
}

export class Between {
  readonly seen: Exchange[] = [];
  /** Another path than the one asked for. */
  rewrite: (exchange: Exchange) => string = ({ path }) => path;
  /** Called once the back end has answered, before the uploader hears of it. */
  answered: (exchange: Exchange, status: number) => Promise<void> | void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly backend: URL,
  ) {}

  static async of(backend: string): Promise<Between> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const between = new Between(server, new URL(backend));
    server.on('request', (asked: IncomingMessage, answer) => {
      const exchange = { method: asked.method ?? '', path: asked.url ?? '' };
      between.seen.push(exchange);
      const { hostname, port } = between.backend;
      const path = between.rewrite(exchange);
      const { method, headers } = asked;
      const onward = request({ hostname, port, method, path, headers }, (told) => {
        const parts: Buffer[] = [];
        told.on('data', (part: Buffer) => parts.push(part));
        told.on('end', () => {
          void Promise.resolve(between.answered(exchange, told.statusCode ?? 0)).then(() => {
            answer.writeHead(told.statusCode ?? 502, told.headers);
            answer.end(Buffer.concat(parts));
          });
        });
      });
      onward.on('error', () => answer.destroy());
      asked.pipe(onward);
    });
    return between;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close').catch(() => undefined);
  }
}
