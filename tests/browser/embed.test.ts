// Another company's page carries the widget: by one line from another origin, pinned by digests, or
// in an iframe. What was tampered with is refused, and the page's own words stay.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type {} from '../../web/widget/element.ts';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit } from './browser.ts';
import { folder, page as pageOf, serve, siteFolder, type Content } from './origins.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

const CORS = { 'access-control-allow-origin': '*' };
const FALLBACK = 'Vui lòng gọi.';

const site = folder(siteFolder);
const pages = new Map<string, string>();
const tampered = new Map<string, string | Uint8Array>();
const changing: Content = (path) => tampered.get(path) ?? site(path);

const widgetServer = await serve(changing, CORS);
const strictServer = await serve(site);
const company = await serve((path) =>
  path === '/quy-dinh.json' ? site('/choixanh.policy.json') : pages.get(path),
);
const stranger = await serve((path) => pages.get(path));
const servers = await startServers([company.origin]);
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
  await Promise.all([widgetServer, strictServer, company, stranger].map((each) => each.stop()));
});

const folderName = readdirSync(siteFolder).find((name) => name.startsWith('v')) ?? '';
const versioned = `${widgetServer.url}${folderName}/`;
const digests = JSON.parse(
  readFileSync(join(siteFolder, folderName, 'integrity.json'), 'utf8'),
) as Record<string, string>;
const sha384 = (bytes: Uint8Array) =>
  `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

function put(name: string, body: string, head: string): string {
  pages.set(`/${name}`, pageOf(body, head));
  return company.url + name;
}

const script = (address: string, rest = '') =>
  `<script type="module" src="${address}" ${rest}></script>`;
const element = (attributes: string) =>
  `<precall-checker ${attributes}><p>${FALLBACK}</p></precall-checker>`;
const everywhere = `policy="quy-dinh.json" endpoint="${servers.receiver}/v1/submissions"`;

/** A page that may complain, and what it complained about. */
async function openFreely(url: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints };
}

/** Nothing of the check has come, and what the page itself says is still to be read. */
async function assertFallback(page: Page, complaints: string[], about: RegExp): Promise<void> {
  await until(`a complaint like ${String(about)}`, () =>
    complaints.some((text) => about.test(text)),
  );
  assert.ok(await page.getByText(FALLBACK).isVisible());
  assert.equal(await page.locator('precall-checker .heading').count(), 0);
  await page.context().close();
}

test('one line from another origin leads to a receipt, with the policy of the page and files of the module', async () => {
  const url = put('mot.html', element(everywhere), script(`${widgetServer.url}precall-checker.js`));
  const transcript = readTranscript('eligible_to_receipt');
  company.asked.length = 0;
  const visit = await Visit.open(browser, { url, now: transcript.now });
  const person = new Person(visit.page);
  for (const action of transcript.actions) await person.perform(action);
  assert.equal((await person.screen()).receipt?.status, 'received');
  assert.deepEqual(company.asked.sort(), ['/mot.html', '/quy-dinh.json']);
  assert.ok(widgetServer.asked.includes('/precall-core.wasm'));
  await visit.close();
});

test('one line from another origin posts to an address that is relative to the page', async () => {
  const body = element('policy="quy-dinh.json" endpoint="../nhan/yeu-cau"');
  const url = put('thu-muc.html', body, script(`${widgetServer.url}precall-checker.js`));
  const { page } = await openFreely(url);
  const transcript = readTranscript('eligible_to_receipt');
  await page.clock.setFixedTime(new Date(transcript.now));
  await page.locator('precall-checker .heading').waitFor();
  const person = new Person(page);
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  for (const action of transcript.actions) {
    if (action.do !== 'receipt') await person.perform(action);
  }
  assert.equal((await posted).url(), `${company.url}nhan/yeu-cau`);
  await page.context().close();
});

test('one line from another origin is not let in by a receiver that does not name the page', async () => {
  const body = element(`policy="${widgetServer.url}choixanh.policy.json" ${everywhere.slice(22)}`);
  put('la.html', body, script(`${widgetServer.url}precall-checker.js`));
  const { page } = await openFreely(`${stranger.url}la.html`);
  const transcript = readTranscript('eligible_to_receipt');
  await page.locator('precall-checker .heading').waitFor();
  await page.clock.setFixedTime(new Date(transcript.now));
  const person = new Person(page);
  for (const action of transcript.actions) {
    if (action.do !== 'receipt') await person.perform(action);
  }
  await page.waitForFunction(
    () => document.querySelector('precall-checker')?.screen?.receipt?.status === 'retrying',
  );
  await page.context().close();
});

test('one line from another origin leaves the words of the page where the server does not allow other origins', async () => {
  const head = script(`${strictServer.url}precall-checker.js`);
  const { page, complaints } = await openFreely(put('hai.html', element(everywhere), head));
  await assertFallback(page, complaints, /CORS policy/);
});

test('files under their version are the same as those without, and their digests are listed', () => {
  const names = readdirSync(join(siteFolder, folderName), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.\w+$/.test(name) && name !== 'integrity.json');
  assert.deepEqual(Object.keys(digests).sort(), files.sort());
  for (const [name, digest] of Object.entries(digests)) {
    const bytes = readFileSync(join(siteFolder, folderName, name));
    assert.equal(sha384(bytes), digest, name);
    assert.ok(bytes.equals(readFileSync(join(siteFolder, name))), name);
  }
  assert.ok(files.some((name) => name.endsWith('.wasm')));
});

const pinned = script(
  `${versioned}precall-checker.js`,
  `crossorigin integrity="${digests['precall-checker.js'] ?? ''}"`,
);
const map = JSON.stringify({
  integrity: Object.fromEntries(
    Object.entries(digests)
      .filter(([name]) => name.endsWith('.js'))
      .map(([name, digest]) => [versioned + name, digest]),
  ),
});
const mapped = `<script type="importmap">${map}</script>`;

const spoil = (name: string) => {
  const path = `/${folderName}/${name}`;
  const bytes = site(path);
  assert.ok(bytes instanceof Uint8Array);
  // Still a sound module: a comment, or a custom section of WebAssembly.
  const more = name.endsWith('.wasm') ? Buffer.from([0, 2, 1, 120]) : Buffer.from('//');
  tampered.set(path, Buffer.concat([bytes, more]));
};

test('files under their version are taken with their digests', async () => {
  const url = put('ba.html', element(everywhere), mapped + pinned);
  const visit = await Visit.open(browser, { url });
  await visit.close();
});

test('files under their version are refused if the module was tampered with', async () => {
  spoil('precall-checker.js');
  const { page, complaints } = await openFreely(put('ba.html', element(everywhere), pinned));
  tampered.clear();
  await assertFallback(page, complaints, /digest.*integrity/);
});

test('files under their version are refused if the WebAssembly was tampered with', async () => {
  spoil('precall-core.wasm');
  const { page, complaints } = await openFreely(put('ba.html', element(everywhere), pinned));
  await assertFallback(page, complaints, /precall-checker: TypeError/);
  tampered.clear();
});

test('files under their version are refused if what comes later was tampered with, by the digests of an import map', async () => {
  const late = Object.keys(digests).filter((name) => name.startsWith('assets/popup'));
  assert.equal(late.length, 1);
  late.forEach(spoil);
  const body = element(`mode="popup" ${everywhere}`);
  const { page, complaints } = await openFreely(put('bon.html', body, mapped + pinned));
  await assertFallback(page, complaints, /precall-checker: TypeError/);
  tampered.clear();
});
