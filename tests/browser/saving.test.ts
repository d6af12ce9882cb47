// A request can be saved as a file, handed over and printed, and what earlier visits left is shown
// until a person has done with it. PRECALL_SHOTS=folder keeps pictures at three widths.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { Receipt } from '../../web/widget/types.ts';
import { savingWords } from '../../web/widget/words/saving.ts';
import { launch } from './browser.ts';
import { assertAccessible, assertFits, assertTargets } from './inspection.ts';
import type { Person } from './person.ts';
import { codeOf, comeTo, fillIn, keptAt, look, outboxOf, statusIs } from './returning.ts';
import { startServers } from './servers.ts';
import { Wire } from './wire.ts';
import { until } from './until.ts';

const shots = process.env.PRECALL_SHOTS;
const servers = await startServers();
const browser = await launch();
let wire: Wire;
let context: BrowserContext;
beforeEach(async () => {
  wire = await Wire.to(servers.url);
  context = await browser.newContext({ serviceWorkers: 'block' });
});
afterEach(async () => {
  await context.close();
  await wire.stop();
});
after(async () => {
  await browser.close();
  await servers.stop();
});

type Language = 'vi' | 'en';
const pageIn = (language: Language) => wire.url() + (language === 'vi' ? '' : 'en.html');
const buttons = (person: Person, name: string) =>
  person.widget.getByRole('button', { name, exact: true });

async function save(person: Person, name: string): Promise<{ name: string; text: string }> {
  const downloading = person.page.waitForEvent('download');
  await buttons(person, name).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Nothing overflows, every target can be hit and axe finds nothing; a picture if one is wanted. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const width of [1280, 768, 320]) {
    await page.setViewportSize({ width, height: 800 });
    if (shots !== undefined) {
      await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
    }
    await assertFits(page, name);
  }
  await assertTargets(page, name);
  await assertAccessible(page, name);
}

/** As a day does. */
const forgetDrafts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('precall');
        opening.onsuccess = () => {
          const clearing = opening.result.transaction('drafts', 'readwrite');
          clearing.objectStore('drafts').clear();
          clearing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );

async function sendInto(fault: Wire['fault'], language: Language): Promise<Person> {
  wire.fault = fault;
  const person = await comeTo(context, pageIn(language));
  await fillIn(person);
  await person.perform({ do: 'submit' });
  return person;
}

for (const language of ['vi', 'en'] as const) {
  const words = savingWords[language];

  describe(`a request in ${language}`, () => {
    it('can be saved, byte for byte, while it cannot be sent', async () => {
      const person = await sendInto('cut', language);
      await statusIs(person, 'retrying');
      await person.widget.getByText(words.kept).waitFor();
      await person.widget.getByText(words.handOver).waitFor();
      await inspect(person.page, `${language}-retrying`);
      const { name, text } = await save(person, words.saveRequest);
      assert.equal(text, wire.tries[0]?.body);
      const { id } = JSON.parse(text) as { id: string };
      assert.equal(name, `precall-${id}.json`);
    });

    it('can be saved with its receipt as one file whose digests fit', async () => {
      const person = await sendInto('none', language);
      const code = await codeOf(person);
      await inspect(person.page, `${language}-received`);
      const { name, text } = await save(person, words.saveReceipt);
      assert.equal(name, `precall-${code}-receipt.json`);
      const saved = JSON.parse(text) as { format: string; receipt: Receipt; submission: string };
      assert.equal(saved.format, 'precall.saved/1');
      assert.equal(saved.submission, wire.delivered[0]);
      const digest = createHash('sha256').update(saved.submission).digest('hex');
      assert.equal(saved.receipt.submission_sha256, digest);
      assert.equal((await save(person, words.saveRequest)).text, saved.submission);
    });
  });

  describe(`a person in ${language}`, () => {
    it('can print before and after the request was sent', async () => {
      wire.fault = 'cut';
      const person = await comeTo(context, pageIn(language));
      await person.page.evaluate(() => {
        globalThis.print = () => {
          document.title = 'printed';
        };
      });
      await fillIn(person);
      await inspect(person.page, `${language}-review`);
      await buttons(person, words.print).click();
      assert.equal(await person.page.title(), 'printed');
      await person.perform({ do: 'submit' });
      await statusIs(person, 'retrying');
      await person.page.emulateMedia({ media: 'print' });
      assert.equal(await buttons(person, words.print).isVisible(), false);
    });

    it('deletes a request only by a second press, and then it is never sent', async () => {
      const person = await sendInto('cut', language);
      await statusIs(person, 'retrying');
      await buttons(person, words.remove).click();
      await buttons(person, words.removeNo).click();
      await buttons(person, words.remove).click();
      await inspect(person.page, `${language}-deleting`);
      const { length } = wire.tries;
      await buttons(person, words.removeYes).click();
      assert.equal((await person.screen()).step, 'need');
      await until('it is gone', async () => (await outboxOf(person.page)).length === 0);
      wire.fault = 'none';
      await context.setOffline(true);
      await context.setOffline(false);
      await person.page.reload();
      await look(person.page);
      assert.ok(wire.tries.length <= length + 1);
      assert.equal(wire.delivered.length, 0);
    });
  });

  describe(`an earlier request in ${language}`, () => {
    it('is shown beside a new check, and with its code once it has arrived', async () => {
      const person = await sendInto({ status: 503, retryAfter: '60' }, language);
      await statusIs(person, 'retrying');
      await keptAt(person.page, 'sent');
      await forgetDrafts(person.page);
      await person.page.goto('about:blank');
      await person.page.goto(pageIn(language));
      await look(person.page);
      assert.equal((await person.screen()).step, 'need');
      await person.widget.getByRole('heading', { name: words.earlier }).waitFor();
      await inspect(person.page, `${language}-earlier-waiting`);
      wire.fault = 'none';
      await buttons(person, words.sendNow).click();
      await buttons(person, words.hide).waitFor();
      const { text } = await save(person, words.saveReceipt);
      const { receipt } = JSON.parse(text) as { receipt: Receipt };
      const told = person.widget.locator('[part=earlier]');
      assert.ok((await told.textContent())?.includes(receipt.code));
      await inspect(person.page, `${language}-earlier-received`);
      await buttons(person, words.hide).click();
      await told.waitFor({ state: 'detached' });
    });
  });
}

describe('what the receiver says of a refusal', () => {
  it('is marked as English on a Vietnamese page, on the card and beside a new check', async () => {
    const person = await comeTo(context, pageIn('vi'));
    const { page, widget } = person;
    await page.route('**/v1/submissions', (route) => route.continue({ postData: '{}' }));
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await statusIs(person, 'refused');
    const reason = (await person.screen()).receipt?.rows?.[0]?.value ?? assert.fail('no reason');
    const languageOf = (part: string) =>
      widget
        .locator(part)
        .getByText(reason)
        .evaluate((told) => told.closest('[lang]')?.getAttribute('lang'));
    assert.equal(await languageOf('[part=card]'), 'en');
    await keptAt(page, 'sent');
    await forgetDrafts(page);
    await page.goto('about:blank');
    await page.goto(pageIn('vi'));
    await look(page);
    assert.equal(await widget.locator('[part=card]').getAttribute('lang'), 'vi');
    assert.equal(await languageOf('[part=earlier]'), 'en');
  });
});
