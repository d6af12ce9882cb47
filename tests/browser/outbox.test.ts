// Requests arrive once, with the same bytes, whatever the line does, and one tab at a time sends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { launch } from './browser.ts';
import {
  codeOf,
  comeTo,
  delivered,
  fillIn,
  keptAt,
  look,
  outboxOf,
  statusIs,
  type StoredEntry,
} from './returning.ts';
import { startServers } from './servers.ts';
import { Wire } from './wire.ts';
import { until } from './until.ts';

const servers = await startServers();
const browser = await launch();
let wire: Wire;
let context: BrowserContext;
let before: string[];
beforeEach(async () => {
  wire = await Wire.to(servers.url);
  context = await browser.newContext({ serviceWorkers: 'block' });
  before = delivered(servers.directory);
});
afterEach(async () => {
  await context.close();
  await wire.stop();
});
after(async () => {
  await browser.close();
  await servers.stop();
});

const bodies = () => new Set(wire.tries.map(({ body }) => body));
const tries = (count: number) => until(`${count} tries`, () => wire.tries.length >= count);

async function assertArrivedOnce(submission: string): Promise<void> {
  const isNew = () => delivered(servers.directory).filter((name) => !before.includes(name));
  await until('it is delivered', () => isNew().length > 0);
  await pause(300);
  const files = isNew();
  assert.equal(files.length, 1);
  const text = readFileSync(join(servers.directory, files[0] ?? ''), 'utf8');
  assert.deepEqual(
    (JSON.parse(text) as { submission: unknown }).submission,
    JSON.parse(submission),
  );
}

/** Fires what the browser fires when the network is back. */
const comeOnline = async (page: Page) => {
  await page.context().setOffline(true);
  await page.context().setOffline(false);
};

describe('the outbox', () => {
  it('holds the frozen bytes on the disk before they are first posted', async () => {
    const person = await comeTo(context, wire.url());
    let held: StoredEntry[] = [];
    await person.page.route('**/v1/submissions', async (route) => {
      held = await outboxOf(person.page);
      await route.continue();
    });
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await codeOf(person);
    assert.equal(held.length, 1);
    assert.equal(held[0]?.submission, wire.tries[0]?.body);
    assert.deepEqual([held[0]?.state, held[0]?.attempts], ['waiting', 1]);
  });

  it('drops what is personal once the receipt is shown, and keeps the code for other tabs', async () => {
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await codeOf(person);
    await until('it was seen', async () => (await outboxOf(person.page))[0]?.seen === true);
    const [entry] = await outboxOf(person.page);
    assert.deepEqual([entry?.state, entry?.submission], ['received', '']);
  });
});

describe('a request', () => {
  it('goes on with the same bytes until there is a receipt', async () => {
    wire.fault = 'cut';
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'retrying');
    await tries(2);
    wire.fault = 'none';
    await codeOf(person);
    assert.equal(bodies().size, 1);
    assert.equal(wire.delivered.length, 1);
    await assertArrivedOnce(wire.delivered[0] ?? '');
  });

  it('goes on when its widget is taken off the page and put back', async () => {
    wire.fault = 'cut';
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'retrying');
    await person.widget.evaluate((element) => {
      const { parentElement } = element;
      element.remove();
      setTimeout(() => parentElement?.append(element), 100);
    });
    wire.fault = 'none';
    await codeOf(person);
    assert.equal(bodies().size, 1);
    assert.equal(wire.delivered.length, 1);
  });

  it('arrives once though the first answer was lost', async () => {
    wire.fault = 'answer lost';
    const person = await comeTo(context, wire.url());
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'retrying');
    wire.fault = 'none';
    await codeOf(person);
    assert.ok(wire.delivered.length >= 2);
    assert.equal(new Set(wire.delivered).size, 1);
    await assertArrivedOnce(wire.delivered[0] ?? '');
  });
});

describe('a failed attempt', () => {
  it('is no refusal unless the receiver says so', async () => {
    for (const status of [403, 404, 500]) {
      wire.fault = { status };
      const person = await comeTo(context, wire.url());
      if (status === 403) {
        await fillIn(person);
        await person.perform({ do: 'submit' });
      }
      await statusIs(person, 'retrying');
      await person.page.close();
    }
  });

  for (const form of ['seconds', 'a date']) {
    it(`waits as long as Retry-After says in ${form}, though the network comes back`, async () => {
      const date = new Date(Date.now() + 60_000);
      wire.fault = { status: 503, retryAfter: form === 'seconds' ? '60' : date.toUTCString() };
      const person = await comeTo(context, wire.url());
      await fillIn(person);
      await person.perform({ do: 'submit' });
      await statusIs(person, 'retrying');
      const [entry] = await outboxOf(person.page);
      assert.ok((entry?.retryAt ?? 0) >= (wire.tries[0]?.at ?? 0) + 20_000);
      await comeOnline(person.page);
      await pause(1_500);
      assert.equal(wire.tries.length, 1);
      wire.fault = 'none';
      await person.perform({ do: 'submit' }); // but a person who asks gets an attempt
      await codeOf(person);
    });
  }
});

describe('a pause', () => {
  it('ends when the network comes back', async () => {
    wire.fault = 'cut';
    const person = await comeTo(context, wire.url());
    await person.page.evaluate(() => {
      Math.random = () => 0.999;
    });
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await tries(3);
    await until('the failure is noted', async () => {
      const [entry] = await outboxOf(person.page);
      return (
        (entry?.attempts ?? 0) === wire.tries.length &&
        entry?.retryAt !== undefined &&
        entry.retryAt > Date.now()
      );
    });
    const [entry] = await outboxOf(person.page);
    wire.fault = 'none';
    await comeOnline(person.page);
    await codeOf(person);
    assert.ok(
      (wire.tries.at(-1)?.at ?? Infinity) < (entry?.retryAt ?? 0),
      'it waited all the same',
    );
  });
});

describe('a refused request', () => {
  it('is shown with the reason until the person acts, and may be corrected', async () => {
    const person = await comeTo(context, wire.url());
    await person.page.route('**/v1/submissions', (route) => route.continue({ postData: '{}' }));
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'refused');
    const reason = (await person.screen()).receipt?.rows?.[0]?.value ?? '';
    assert.notEqual(reason, '');
    await person.page.unroute('**/v1/submissions');
    await person.page.reload();
    const again = await look(person.page);
    await statusIs(again, 'refused');
    assert.equal((await again.screen()).receipt?.rows?.[0]?.value, reason);
    assert.equal((await outboxOf(again.page))[0]?.state, 'refused');
    await again.perform({ do: 'back' });
    await until('it is let go', async () => (await outboxOf(again.page)).length === 0);
    await again.perform({ do: 'submit' });
    await codeOf(again);
    assert.equal(wire.delivered.length, 2);
  });
});

describe('two tabs', () => {
  it('send a waiting request once, and both show the receipt', async () => {
    wire.fault = 'cut';
    const first = await comeTo(context, wire.url());
    await fillIn(first);
    await first.perform({ do: 'submit' });
    await statusIs(first, 'retrying');
    const second = await comeTo(context, wire.url());
    await statusIs(second, 'retrying');
    wire.fault = 'none';
    await comeOnline(first.page);
    const codes = await Promise.all([codeOf(first), codeOf(second)]);
    assert.equal(codes[0], codes[1]);
    await pause(1_000);
    assert.equal(wire.delivered.length, 1);
    assert.equal(bodies().size, 1);
  });

  it('that show the same check do not make two requests of it', async () => {
    const first = await comeTo(context, wire.url());
    await fillIn(first);
    await keptAt(first.page, 'review');
    const second = await comeTo(context, wire.url());
    assert.equal((await second.screen()).step, 'review');
    await first.perform({ do: 'submit' });
    const codes = await Promise.all([codeOf(first), codeOf(second)]);
    assert.equal(codes[0], codes[1]);
    assert.equal(wire.delivered.length, 1);
  });
});
