// After one visit the site opens without a network, a check runs to the end, and what was sent
// arrives when the network is back. A new version of the site takes over cleanly.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { at } from '../paths.ts';
import { launch } from './browser.ts';
import { codeOf, comeTo, fillIn, look, outboxOf, statusIs } from './returning.ts';
import { startServers } from './servers.ts';
import { Wire } from './wire.ts';
import { until } from './until.ts';

const servers = await startServers();
const browser = await launch();
const wire = await Wire.to(servers.url);
const url = wire.url();
let context: BrowserContext;
beforeEach(async () => {
  context = await browser.newContext();
  wire.tries.length = 0;
  wire.delivered.length = 0;
});
afterEach(() => context.close());
after(async () => {
  await browser.close();
  await wire.stop();
  await servers.stop();
});

const caches = (page: Page) =>
  page.evaluate(async () => {
    const names = await globalThis.caches.keys();
    const all = names.map(async (name) => {
      const requests = await (await globalThis.caches.open(name)).keys();
      return [name, requests.map((each) => new URL(each.url).pathname)] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  });

/** Until the worker has taken everything and the page over. */
const prepared = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

describe('without a network', () => {
  it('a check runs to the end, and its request arrives once when the network is back', async () => {
    const first = await comeTo(context, url);
    await prepared(first.page);
    await context.setOffline(true);
    await first.page.reload();
    const person = await look(first.page);
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'retrying');
    const [entry] = await outboxOf(person.page);
    assert.equal(wire.tries.length, 0);
    await context.setOffline(false);
    await codeOf(person);
    assert.deepEqual(wire.delivered, [entry?.submission]);
  });

  it('a request that was sent arrives on the next visit', async () => {
    const first = await comeTo(context, url);
    await prepared(first.page);
    await context.setOffline(true);
    await first.page.reload();
    const person = await look(first.page);
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'retrying');
    const [entry] = await outboxOf(person.page);
    await person.page.close();
    await context.setOffline(false);
    await codeOf(await comeTo(context, new URL('en.html', url).href));
    assert.deepEqual(wire.delivered, [entry?.submission]);
  });
});

describe('the verify page without a network', () => {
  it('still checks a receipt, its signature included, after one visit', async () => {
    const person = await comeTo(context, url);
    const { page } = person;
    await prepared(page);
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await codeOf(person);
    const [submission = ''] = wire.delivered;
    const headers = { 'content-type': 'application/json' };
    const again = { method: 'POST', headers, body: submission };
    const receipt: unknown = await (await fetch(`${servers.url}v1/submissions`, again)).json();
    const saved = JSON.stringify({ format: 'precall.saved/1', receipt, submission });
    const verify = async () => {
      await page.goto(`${url}verify.html`);
      const file = { name: 'bien-nhan.json', mimeType: 'application/json' };
      await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(saved) });
      await page.locator('.result:not([aria-busy]) h2').waitFor();
      return page
        .locator('.checks [data-holds]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-holds')));
    };
    const told = await verify();
    assert.deepEqual([...new Set(told)], ['yes']);
    await context.setOffline(true);
    assert.deepEqual(await verify(), told);
  });
});

describe('what is kept for that', () => {
  it('is both languages, the fonts and what is loaded late', async () => {
    const { page } = await comeTo(context, url);
    await prepared(page);
    const [files = []] = Object.values(await caches(page));
    for (const part of ['/index.html', '/en.html', '.woff2', 'precall-core.wasm', 'desk-']) {
      assert.ok(
        files.some((file) => file.includes(part)),
        part,
      );
    }
    await context.setOffline(true);
    await page.goto(`${url}en.html?from=mail`);
    assert.equal((await (await look(page)).screen()).language, 'en');
  });

  it('is nothing that was posted or answered under /v1/', async () => {
    const person = await comeTo(context, url);
    await prepared(person.page);
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await codeOf(person);
    const files = Object.values(await caches(person.page)).flat();
    assert.ok(files.length > 5);
    assert.deepEqual(
      files.filter((file) => file.startsWith('/v1/')),
      [],
    );
  });
});

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The built site from a folder that can be changed, as a plain web server would serve it. */
function serve(folder: string): Server {
  return createServer(({ url: path = '' }, response) => {
    const file = path === '/' ? '/index.html' : (path.split('?')[0] ?? '');
    try {
      const body = readFileSync(join(folder, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? '' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
}

describe('a new version of the site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'precall-site-'));
  cpSync(at('build/site'), folder, { recursive: true });
  const server = serve(folder);
  after(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('is shown at once, keeps the old files while an old page needs them, and then drops them', async () => {
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { page } = await comeTo(context, site);
    await prepared(page);
    const [old = ''] = Object.keys(await caches(page));
    const change = (name: string, from: string, to: string) => {
      const text = readFileSync(join(folder, name), 'utf8');
      writeFileSync(join(folder, name), text.replaceAll(from, to));
    };
    change('index.html', '<h1>', '<h1>Mới: ');
    change('precall-worker.js', old.replace('precall-', ''), '0123456789abcdef');
    const second = await comeTo(context, site);
    assert.match((await second.page.textContent('h1')) ?? '', /^Mới/);
    await until('the new one waits', () =>
      second.page.evaluate(async () => {
        await (await navigator.serviceWorker.getRegistration())?.update();
        return ((await navigator.serviceWorker.getRegistration())?.waiting ?? null) !== null;
      }),
    );
    assert.ok(Object.keys(await caches(page)).includes(old));
    await page.close();
    await second.page.reload();
    await until('the old files are gone', async () => {
      const names = Object.keys(await caches(second.page));
      return names.length === 1 && names[0] === 'precall-0123456789abcdef';
    });
    await pause(200);
    await context.setOffline(true);
    await second.page.reload();
    await look(second.page);
    assert.match((await second.page.textContent('h1')) ?? '', /^Mới/);
  });
});
