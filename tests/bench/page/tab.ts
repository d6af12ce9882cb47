// One visit by the browser's own protocol: a fresh profile, its network and processor slowed down,
// and a hand that clicks and types as the page allows.
import type { Browser, BrowserContext, CDPSession } from 'playwright-core';

export interface Network {
  latency: number; // ms before an answer begins
  down: number; // bits a second
  up: number;
}

export interface Slowness {
  network?: Network; // as fast as it is, if missing
  processor: number; // times slower
}

/** Chromium's "slow 4G". */
export const SLOW_4G: Network = { latency: 400, down: 1_600_000, up: 750_000 };

export function words(slow: Slowness | undefined): string {
  if (slow === undefined) return 'Neither network nor processor was slowed down';
  const { network, processor } = slow;
  const speed =
    network === undefined
      ? 'as fast as it is'
      : `${network.latency} ms, ${network.down / 1e6} Mbit/s down, ${network.up / 1e6} up`;
  return `Network: ${speed}; processor ${processor} times slower`;
}

export interface Transfer {
  url: string;
  kind: string; // the file's extension
  start: number; // ms since the page's own request
  end: number;
  bytes: number; // on the wire, head included
  head: number; // of these
}

const BITS = 8;

/** What is asked for beside the page, for the browser's own tab; what is preloaded is "Other" too. */
const isTabIcon = (url: string, type = '') => type === 'Other' && /\.(ico|svg|png)$/.test(url);

export class Tab {
  readonly transfers: Transfer[] = [];
  /** What it was asked last, for those who wait in vain. */
  doing = 'opening';
  private readonly context: BrowserContext;
  private readonly session: CDPSession;

  private constructor(context: BrowserContext, session: CDPSession) {
    this.context = context;
    this.session = session;
  }

  static async open(browser: Browser, scripts: string[], slow?: Slowness): Promise<Tab> {
    const context = await browser.newContext({ viewport: { width: 412, height: 915 } });
    for (const content of scripts) await context.addInitScript({ content });
    const session = await context.newCDPSession(await context.newPage());
    const tab = new Tab(context, session);
    await tab.listen();
    if (slow !== undefined) await tab.slowDown(slow);
    return tab;
  }

  async visit(url: string): Promise<void> {
    const { errorText } = await this.session.send('Page.navigate', { url });
    if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
  }

  async ask<Answer>(expression: string): Promise<Answer> {
    this.doing = expression;
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as Answer;
  }

  async click(selector: string): Promise<void> {
    const place = await this.ask<{ x: number; y: number }>(
      `probe.point(${JSON.stringify(selector)})`,
    );
    const button = { ...place, button: 'left', clickCount: 1 } as const;
    await this.session.send('Input.dispatchMouseEvent', { ...button, type: 'mousePressed' });
    await this.session.send('Input.dispatchMouseEvent', { ...button, type: 'mouseReleased' });
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.ask(`probe.fill(${JSON.stringify(selector)}, ${JSON.stringify(value)})`);
  }

  /** Bytes of living JavaScript objects. */
  async heap(): Promise<number> {
    await this.session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.session.send('Runtime.getHeapUsage');
    return usedSize;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async slowDown({ network, processor }: Slowness): Promise<void> {
    if (network !== undefined) {
      await this.session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latency,
        downloadThroughput: network.down / BITS,
        uploadThroughput: network.up / BITS,
      });
    }
    await this.session.send('Emulation.setCPUThrottlingRate', { rate: processor });
  }

  private async listen(): Promise<void> {
    await this.session.send('Network.enable');
    await this.session.send('Page.enable');
    const open = new Map<string, Transfer>();
    let first = 0;
    this.session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type }) => {
      if (!request.url.startsWith('http') || isTabIcon(request.url, type)) return;
      if (first === 0) first = timestamp;
      const { pathname } = new URL(request.url);
      const kind = /\.(\w+)$/.exec(pathname)?.[1] ?? 'html';
      const start = (timestamp - first) * 1000;
      open.set(requestId, { url: pathname, kind, start, end: NaN, bytes: 0, head: 0 });
    });
    this.session.on('Network.responseReceived', ({ requestId, response }) => {
      const transfer = open.get(requestId);
      if (transfer !== undefined) transfer.head = response.encodedDataLength;
    });
    this.session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const transfer = open.get(requestId);
      if (transfer === undefined) return;
      const end = (timestamp - first) * 1000;
      this.transfers.push({ ...transfer, end, bytes: encodedDataLength });
    });
  }
}
