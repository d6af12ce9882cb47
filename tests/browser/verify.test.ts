// The verify page with what the real receiver countersigned: it holds, whatever is altered is found
// by the check that it concerns, and nothing leaves the device. PRECALL_SHOTS=folder keeps pictures.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Receipt } from '../../web/widget/types.ts';
import { Replay } from '../cases/replay.ts';
import { readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { launch, Visit } from './browser.ts';
import { assertAccessible, assertFits } from './inspection.ts';
import { Journey } from './journey.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';

const servers = await startServers();
const browser = await launch();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

const shots = process.env.PRECALL_SHOTS;
const PAGES = { vi: 'verify.html', en: 'verify.en.html' };
type Language = keyof typeof PAGES;

/** A file as the customer's disk holds it. */
const file = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

const saved = (submission: string, receipt: Receipt) =>
  file('yeu-cau.json', JSON.stringify({ format: 'precall.saved/1', receipt, submission }));

/** The page with a file chosen, and its complaints asserted to be none at the end. */
async function withPage(language: Language, width: number, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (request.method() !== 'GET') complaints.push(`${request.method()} ${request.url()}`);
  });
  await page.goto(new URL(PAGES[language], servers.url).href);
  await use(page);
  await context.close();
  assert.deepEqual(complaints, []);
}

async function choose(page: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(files);
  await page.locator('.result:not([aria-busy]) h2').waitFor();
}

const pointsThat = (page: Page, holds: string) =>
  page
    .locator(`.checks [data-holds=${holds}]`)
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-point')));

async function keepPictures(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(shots, `verify-${name}-${width}.png`), fullPage: true });
  }
}

/** Sheets of A4, and whether the page around the receipt is on them. */
async function printed(page: Page): Promise<{ sheets: number; around: boolean }> {
  const pdf = await page.pdf({ format: 'A4' });
  await page.emulateMedia({ media: 'print' });
  const around = await page.locator('.terms').isVisible();
  await page.emulateMedia({ media: null });
  return { sheets: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0, around };
}

/** At the receiver's own time, so that both clocks agree. */
async function send() {
  const transcript = readTranscript('may_be_refused_and_sent');
  const now = new Date().toISOString();
  const actions = transcript.actions.map((action) => ({ ...action, at: now }));
  const visit = await Visit.open(browser, { url: servers.url, now });
  const journey = new Journey(new Person(visit.page), new Replay(core, policyText));
  const sent = await journey.travel({ ...transcript, actions, now });
  const paper = await printed(visit.page);
  await visit.close();
  assert.ok(sent, 'nothing was sent');
  return { ...sent, paper };
}

const { submission, receipt, paper } = await send();
const { consents, fields } = JSON.parse(submission) as {
  consents: { text: string }[];
  fields: { name: string };
};

describe('what the receiver countersigned', () => {
  for (const language of ['vi', 'en'] as const) {
    it(`verifies and is shown, in ${language}, on a narrow phone`, async () => {
      await withPage(language, 320, async (page) => {
        await assertAccessible(page, 'nothing chosen yet');
        await keepPictures(page, `${language}-empty`);
        await choose(page, saved(submission, receipt));
        assert.deepEqual(await pointsThat(page, 'no'), []);
        assert.deepEqual(await pointsThat(page, 'open'), []);
        assert.equal((await pointsThat(page, 'yes')).length, 10);
        const text = (await page.locator('.result').textContent()) ?? '';
        for (const words of [receipt.code, fields.name, ...consents.map((each) => each.text)]) {
          assert.ok(text.includes(words), words);
        }
        const focused = await page.evaluate(() => document.activeElement?.tagName);
        assert.equal(focused, 'H2');
        await assertAccessible(page, 'verified');
        await assertFits(page, 'verified');
        await keepPictures(page, `${language}-holds`);
      });
    });
  }
});

it('the receipt is printed alone, on two sheets, all consents in full', () => {
  assert.deepEqual(paper, { sheets: 2, around: false });
});

describe('what was altered or is missing', () => {
  it('is found, by the check that it concerns', async () => {
    const other = 'a'.repeat(64);
    const signature = 'signature_wrong';
    const alterations: [ReturnType<typeof file>, string[]][] = [
      [saved(submission.replace(fields.name, 'Ai Khác'), receipt), ['bytes_differ']],
      [saved(submission, { ...receipt, submission_sha256: other }), [signature, 'bytes_differ']],
      [saved(submission, { ...receipt, code: 'AAAA-BBBB-CC' }), [signature, 'code_wrong']],
      [saved(submission, { ...receipt, policy_sha256: other }), [signature, 'policy_wrong']],
      [saved(submission, { ...receipt, verdict: 'eligible' }), [signature, 'received_wrong']],
    ];
    await withPage('vi', 768, async (page) => {
      for (const [altered, failed] of alterations) {
        await choose(page, altered);
        assert.deepEqual(await pointsThat(page, 'no'), failed);
        // Told in words, not by colour alone.
        const marks = await page.locator('[data-holds=no] .mark').allTextContents();
        assert.deepEqual(
          marks,
          failed.map(() => 'Không khớp.'),
        );
      }
      await assertAccessible(page, 'altered');
      await keepPictures(page, 'vi-altered');
    });
  });

  it('verifies as two files, and alone says what is missing', async () => {
    const parts = [
      file('bien-nhan.json', JSON.stringify(receipt)),
      file('yeu-cau.json', submission),
    ] as const;
    await withPage('vi', 1280, async (page) => {
      await choose(page, ...parts);
      assert.equal((await pointsThat(page, 'yes')).length, 10);
      await choose(page, parts[1]);
      assert.deepEqual(await pointsThat(page, 'open'), ['receipt_missing']);
      await choose(page, parts[0]);
      assert.match((await page.locator('.result').textContent()) ?? '', /Chưa có tệp yêu cầu/);
    });
  });
});

describe('files that are something else', () => {
  const files = [
    file('anh.png', '\x89PNG\r\n\x1a\n\0'),
    file('trong.json', ''),
    file('khac.json', '{"format":"other"}'),
    file('lon.json', ' '.repeat(3 << 20)),
    file('nua.json', '{"format":"precall.saved/1","submission":"{\\"id\\"'),
  ];
  for (const language of ['vi', 'en'] as const) {
    it(`are told in clear words, in ${language}`, async () => {
      await withPage(language, 320, async (page) => {
        for (const each of files) {
          await choose(page, each);
          assert.equal(await page.locator('.result h2').textContent(), each.name);
          const advice = language === 'vi' ? /Quý khách vui lòng chọn/ : /Please choose/;
          assert.match((await page.locator('.result').textContent()) ?? '', advice);
        }
        await assertAccessible(page, 'a fault');
        await assertFits(page, 'a fault');
        await keepPictures(page, `${language}-fault`);
      });
    });
  }
});

it('the page is linked from the site, in both languages', async () => {
  for (const [language, target] of Object.entries(PAGES)) {
    const visit = await Visit.open(browser, { url: servers.url, language });
    await visit.page.locator(`footer a[href$="${target}"]`).click();
    await visit.page.locator('input[type=file]').waitFor();
    assert.equal(await visit.page.locator('html').getAttribute('lang'), language);
    await visit.close();
  }
});
