// What a page posts, each held until the test says what the network makes of it: nothing, an answer in
// the receiver's stead, or the receiver's own receipt.
import assert from 'node:assert/strict';
import type { Page, Route } from 'playwright-core';
import type { Receipt } from '../../web/widget/types.ts';
import { until } from './until.ts';

/** What the browser itself says of a post that fails. */
export const COMPLAINTS = /^(failed: \S+\/v1\/submissions |error: Failed to load resource: )/;

export class HeldPosts {
  private readonly held: Route[] = [];

  static async of(page: Page): Promise<HeldPosts> {
    const posts = new HeldPosts();
    // A service worker would take a post past whoever holds it.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setBypassServiceWorker', { bypass: true });
    await page.route('**/v1/submissions', (route) => {
      posts.held.push(route);
    });
    return posts;
  }

  /** The bytes of the one that is held, once it is. */
  async body(): Promise<string> {
    await until('a post', () => this.held.length > 0);
    return this.only.request().postData() ?? '';
  }

  /** As a proxy or a dead line does: "HTTP 503" answers so, anything else does not arrive. */
  async fail(detail: string): Promise<void> {
    const route = this.take();
    const status = /^HTTP (\d+)$/.exec(detail)?.[1];
    if (status === undefined) await route.abort();
    else await route.fulfill({ status: Number(status) });
  }

  /** As the receiver does (RFC 9457). */
  async refuse(detail: string): Promise<void> {
    const contentType = 'application/problem+json';
    await this.take().fulfill({ status: 422, contentType, body: JSON.stringify({ detail }) });
  }

  async deliver(): Promise<Receipt> {
    const route = this.take();
    await route.continue();
    const response = await route.request().response();
    assert.ok(response, 'the receiver does not answer');
    return (await response.json()) as Receipt;
  }

  assertNone(): void {
    assert.equal(this.held.length, 0, 'the page posts what nobody asked it to');
  }

  private get only(): Route {
    const [route] = this.held;
    assert.ok(route && this.held.length === 1, `${this.held.length} posts at once`);
    return route;
  }

  private take(): Route {
    const route = this.only;
    this.held.length = 0;
    return route;
  }
}
