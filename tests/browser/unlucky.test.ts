// Storage denied or full, a plain-http page, a browser that is killed: the check works, what cannot
// be kept is said in words, and what was sent arrives once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch, launchWithProfile, spawnWithProfile } from './browser.ts';
import type { Person } from './person.ts';
import { codeOf, comeTo, fillIn, keptAt, outboxOf, statusIs, stored } from './returning.ts';
import { startServers } from './servers.ts';
import { Wire } from './wire.ts';
import { until } from './until.ts';

const NOT_KEPT_DRAFT = 'Trình duyệt không cho lưu câu trả lời trên thiết bị này.';
const NOT_KEPT = 'Yêu cầu không lưu được trên thiết bị này';

// As text: the test runner's compiler would put names into it that a page does not have.
const DENY = `{
  const deny = () => { throw new DOMException('denied', 'SecurityError'); };
  IDBFactory.prototype.open = deny;
  LockManager.prototype.request = deny;
  for (const name of ['localStorage', 'sessionStorage', 'caches']) {
    Object.defineProperty(globalThis, name, { get: deny });
  }
}`;

const SECURE_ONLY = `[
  isSecureContext, 'serviceWorker' in navigator, 'locks' in navigator, 'subtle' in crypto,
]`;

const servers = await startServers();
let wire: Wire;
beforeEach(async () => {
  wire = await Wire.to(servers.url);
});
afterEach(() => wire.stop());
after(() => servers.stop());

/** To the receipt by way of a failure, told at each step what is not kept. */
async function sendUnkept(person: Person): Promise<void> {
  wire.fault = 'cut';
  await person.answer('request_kind', 'unclear_points');
  await person.widget.getByText(NOT_KEPT_DRAFT).waitFor();
  await fillIn(person);
  await person.perform({ do: 'submit' });
  await statusIs(person, 'retrying');
  await person.widget.getByText(NOT_KEPT).waitFor();
  wire.fault = 'none';
  await codeOf(person);
  assert.equal(wire.delivered.length, 1);
  assert.equal(new Set(wire.tries.map(({ body }) => body)).size, 1);
}

describe('storage', () => {
  let browser: Browser;
  let context: BrowserContext;
  before(async () => {
    browser = await launch();
  });
  beforeEach(async () => {
    context = await browser.newContext({ serviceWorkers: 'block' });
  });
  afterEach(() => context.close());
  after(() => browser.close());

  it('that throws at every touch takes nothing away but the keeping', async () => {
    await context.addInitScript(DENY);
    const person = await comeTo(context, wire.url());
    await sendUnkept(person);
  });

  it('that never answers does not hold the check up', async () => {
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    });
    const person = await comeTo(context, wire.url());
    await sendUnkept(person);
  });

  it('that is full is said to be, and the request still arrives', async () => {
    const person = await comeTo(context, wire.url());
    const devtools = await context.newCDPSession(person.page);
    const { origin } = new URL(wire.url());
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await sendUnkept(person);
  });
});

describe('storage of a browser', () => {
  it('that keeps nothing of any site is denied, and said to be', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'precall-blocked-'));
    mkdirSync(join(profile, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await launchWithProfile(profile);
    const person = await comeTo(context, wire.url());
    const denied = await person.page.evaluate(() => {
      try {
        return localStorage.length >= 0 ? 'open' : '';
      } catch (error) {
        return (error as Error).name;
      }
    });
    assert.equal(denied, 'SecurityError');
    await sendUnkept(person);
    await context.close();
    rmSync(profile, { recursive: true });
  });
});

/** How many leases there were at each post, which takes so long that others want their turn. */
async function leasesDuringPosts(page: Page): Promise<number[]> {
  const seen: number[] = [];
  await page.context().route('**/v1/submissions', async (route) => {
    seen.push((await stored(page, 'leases')).length);
    await pause(1_000);
    await route.continue();
  });
  return seen;
}

describe('a plain-http page', () => {
  let browser: Browser;
  let context: BrowserContext;
  before(async () => {
    browser = await launch('--host-resolver-rules=MAP plain.test 127.0.0.1');
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context.close());
  after(() => browser.close());

  it('keeps the draft and sends, without what only secure pages have', async () => {
    const person = await comeTo(context, wire.url('plain.test'));
    assert.deepEqual(await person.page.evaluate(SECURE_ONLY), [false, false, false, false]);
    await fillIn(person);
    await keptAt(person.page, 'review');
    await person.page.reload();
    const again = await comeTo(context, wire.url('plain.test'));
    assert.equal((await again.screen()).step, 'review');
    await again.perform({ do: 'submit' });
    await codeOf(again);
    assert.equal(wire.delivered.length, 1);
  });

  it('sends once from two tabs, by a lease', async () => {
    const first = await comeTo(context, wire.url('plain.test'));
    wire.fault = 'cut';
    await fillIn(first);
    await first.perform({ do: 'submit' });
    await statusIs(first, 'retrying');
    const second = await comeTo(context, wire.url('plain.test'));
    await statusIs(second, 'retrying');
    const leases = await leasesDuringPosts(first.page);
    wire.fault = 'none';
    await context.setOffline(true);
    await context.setOffline(false);
    const codes = await Promise.all([codeOf(first), codeOf(second)]);
    assert.equal(codes[0], codes[1]);
    await pause(1_000);
    assert.equal(wire.delivered.length, 1);
    assert.deepEqual(leases, [1]);
    assert.deepEqual(await stored(first.page, 'leases'), []);
  });
});

describe('after the press on send, with the receiver down', () => {
  it('a tab that is closed loses nothing: the same bytes arrive once, on the next visit', async () => {
    const browser = await launch();
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await servers.stopReceiver();
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await until('it is posted', () => wire.tries.length > 0);
    await person.page.close({ runBeforeUnload: false });
    const frozen = wire.tries[0]?.body;
    await servers.startReceiver();
    wire.delivered.length = 0;
    const back = await comeTo(context, wire.url());
    await codeOf(back);
    assert.deepEqual(wire.delivered, [frozen]);
    await browser.close();
  });

  it('a browser that is killed loses nothing either', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'precall-killed-'));
    const { browser, child } = await spawnWithProfile(profile);
    const [context] = browser.contexts();
    assert.ok(context);
    await servers.stopReceiver();
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await until('it is posted', () => wire.tries.length > 0);
    const gone = once(child, 'exit');
    process.kill(-(child.pid ?? 0), 'SIGKILL'); // the browser and all that it started
    await gone;
    const frozen = wire.tries[0]?.body;
    await servers.startReceiver();
    wire.delivered.length = 0;
    const again = await launchWithProfile(profile);
    const back = await comeTo(again, wire.url());
    await codeOf(back);
    assert.deepEqual(wire.delivered, [frozen]);
    assert.equal((await outboxOf(back.page))[0]?.state, 'received');
    await again.close();
    rmSync(profile, { recursive: true, force: true });
  });
});
