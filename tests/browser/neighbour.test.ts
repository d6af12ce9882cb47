// The widget as a neighbour on pages that are not ours: their styles do not reach in, nothing of it
// reaches out, several of them live side by side, and what was taken away is gone.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type {} from '../../web/widget/element.ts';
import { readTranscript } from '../cases/transcript.ts';
import { policyText } from '../wasm/module.ts';
import { launch, Visit } from './browser.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { draftIsWritten } from './tree.ts';

const shots = process.env.PRECALL_SHOTS;

const files = new Map<string, string>();
const site = folder(siteFolder);
const server = await serve((path) => files.get(path) ?? site(path));
const servers = await startServers([server.origin]);
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
  await server.stop();
});

const SCRIPT = '<script type="module" src="/precall-checker.js"></script>';
const element = (attributes = '') =>
  `<precall-checker policy="/choixanh.policy.json" ${attributes}></precall-checker>`;

function put(name: string, body: string, head = SCRIPT): string {
  files.set(`/${name}`, pageOf(body, head));
  return server.url + name;
}

const open = (url: string, ready = 'precall-checker .heading') =>
  Visit.open(browser, { url, ready, now: readTranscript('eligible_to_receipt').now });

/** Only the place of the widget is the page's to say. */
const PLACE = `#place { all: initial !important; direction: ltr !important; display: block !important;
  position: absolute !important; inset: 0 auto auto 0 !important; width: 700px !important; }`;
const HOSTILE = `* { all: unset !important; font-size: 60px !important; letter-spacing: 9px !important;
    line-height: 3 !important; text-transform: uppercase !important; direction: rtl !important;
    text-align: right !important; white-space: nowrap !important; word-spacing: 1em !important;
    color: red !important; visibility: visible; cursor: none !important; }
  html { font-size: 60px !important; }
  button, input, label, form, h2, .card, .body, .option { display: none !important; }
  head, script, style { display: none !important; } ${PLACE}`;

const styled = (css: string) => `<style>${css}</style>${SCRIPT}`;

for (const mode of ['inline', 'popup']) {
  test(`the styles of a hostile page change no pixel of mode="${mode}"`, async () => {
    const body = `<div id="place">${element(`mode="${mode}"`)}</div>`;
    const pictures = [];
    for (const [name, css] of [
      ['friendly', PLACE],
      ['hostile', HOSTILE],
    ] as const) {
      const url = put(`${name}.html`, body, styled(css));
      const visit = await open(url, 'precall-checker .heading, precall-checker [part=open-button]');
      const host = visit.page.locator('precall-checker');
      const display = await host.evaluate((each) => getComputedStyle(each).display);
      assert.equal(display, mode === 'popup' ? 'inline-flex' : 'block');
      pictures.push(await picturesOf(visit.page, mode, name));
      await visit.close();
    }
    const [friendly = [], hostile = []] = pictures;
    assert.equal(friendly.length, mode === 'popup' ? 4 : 3);
    for (const [place, picture] of friendly.entries()) {
      assert.ok(hostile[place]?.equals(picture), `picture ${place} differs`);
    }
  });
}

/** The first step, its errors, and the verdict; of a pop-up the button before. */
async function picturesOf(page: Page, mode: string, name: string): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  const look = async (selector: string) => {
    await page.waitForFunction(draftIsWritten);
    // What is under the pointer, and how far it scrolled, is no matter of styles.
    await page.mouse.move(1270, 5);
    await page.locator(selector).evaluate((each) => {
      each.scrollTop = 0;
    });
    const picture = await page.locator(selector).screenshot({ animations: 'disabled' });
    pictures.push(picture);
    if (shots === undefined) return;
    const path = join(shots, `neighbour-${mode}-${name}-${pictures.length}.png`);
    await page.screenshot({ path, fullPage: true });
  };
  if (mode === 'popup') {
    await look('precall-checker');
    await page.locator('[part=open-button]').click();
    await page.locator('precall-checker .heading').waitFor();
  }
  const card = mode === 'popup' ? 'dialog' : 'precall-checker';
  const person = new Person(page);
  await look(card);
  await person.perform({ do: 'next' });
  await look(card);
  for (const action of readTranscript('conditions_not_met').actions) {
    if ((await person.screen()).verdict !== undefined) break;
    await person.perform(action);
  }
  await look(card);
  return pictures;
}

/** What a page has to itself, and a widget could leave something in. */
const belongings = (page: Page) =>
  page.evaluate(() => ({
    window: Object.getOwnPropertyNames(window).sort(),
    symbol: Reflect.ownKeys(Symbol).map(String).sort(),
    prototypes: [Element, HTMLElement, Node, Array, Object].map(({ prototype }) =>
      Reflect.ownKeys(prototype).map(String).sort(),
    ),
    head: document.head.innerHTML,
    root:
      document.documentElement.cloneNode(false) instanceof HTMLElement &&
      document.documentElement.getAttributeNames(),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
  }));

test('the widget leaves no names, links or styles on the page', async () => {
  const visit = await open(put('trong.html', '<p id="here">Trang.</p>', ''), '#here');
  const { page } = visit;
  const before = await belongings(page);
  await page.evaluate(async (address) => {
    await import(address);
    for (const mode of ['inline', 'popup']) {
      const widget = document.createElement('precall-checker');
      Object.assign(widget, { policy: '/choixanh.policy.json', mode });
      document.body.append(widget);
    }
  }, `${server.url}precall-checker.js`);
  await page.locator('precall-checker .heading').first().waitFor();
  await page.locator('[part=open-button]').click();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.documentElement.hasAttribute('style'));
  assert.deepEqual(await belongings(page), before);
  await visit.close();
});

test('nothing is fetched from anybody but the page, the module and the receiver', async () => {
  const url = put('ai.html', element(`endpoint="${servers.receiver}/v1/submissions"`));
  const origins = new Set<string>();
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  const transcript = readTranscript('eligible_to_receipt');
  await page.clock.setFixedTime(new Date(transcript.now));
  await page.goto(url);
  await page.locator('precall-checker .heading').waitFor();
  const person = new Person(page);
  for (const action of transcript.actions) await person.perform(action);
  assert.deepEqual([...origins].filter((origin) => origin !== 'null').sort(), [
    ...new Set([server.origin, servers.receiver].sort()),
  ]);
  await context.close();
});

test('several widgets with other policies and languages do not disturb each other', async () => {
  files.set('/khac.json', policyText.replaceAll('08.3974 3179', '09.0000 0001'));
  const second = '<precall-checker lang="en" policy="/khac.json"></precall-checker>';
  server.asked.length = 0;
  const url = put('nhieu.html', element('lang="vi"') + second + element('mode="popup"'));
  const visit = await open(url);
  const { page } = visit;
  const widgets = page.locator('precall-checker');
  await widgets.nth(1).locator('.heading').waitFor();
  const [one, other] = [0, 1].map((place) => new Person(page, widgets.nth(place)));
  assert.ok(one && other);
  await one.answer('request_kind', 'unclear_points');
  await one.answer('prior_guidance_count', '1');
  await one.perform({ do: 'next' });
  const { controls = [], step, language, contact } = await other.screen();
  assert.deepEqual([step, language, controls[0]?.value], ['need', 'en', '']);
  assert.match(contact.label, /09\.0000 0001/);
  await other.answer('request_kind', 'outside_duty');
  await one.perform({ do: 'back' });
  const { controls: own = [], contact: ours } = await one.screen();
  assert.equal(own[0]?.value, 'unclear_points');
  assert.match(ours.label, /08\.3974 3179/);
  assert.equal(await page.locator('input:checked').count(), 2);
  assert.equal(server.asked.filter((path) => path.endsWith('.wasm')).length, 1);
  await visit.close();
});

test('it works in a dialog of the page, and a form around it is not sent', async () => {
  const dialog = `<p>Trang.</p><dialog><form method="dialog">${element()}<button>Xong</button></form></dialog>`;
  const visit = await open(put('hop.html', dialog), 'p');
  const { page } = visit;
  await page.evaluate(() => {
    document.querySelector('dialog')?.showModal();
  });
  const person = new Person(page);
  await person.widget.locator('.heading').waitFor();
  await person.answer('request_kind', 'unclear_points');
  await person.answer('prior_guidance_count', '0');
  await page.keyboard.press('Enter');
  assert.notEqual((await person.screen()).step, 'need');
  assert.equal(await page.locator('dialog[open]').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await visit.close();
});

test('a host that is as wide as its content still has a width for the card', async () => {
  const body = `<table><tr><td>${element()}</td><td>Cột bên.</td></tr></table>`;
  const visit = await open(put('bang.html', body));
  const { width = 0 } = (await visit.page.locator('[part=card]').boundingBox()) ?? {};
  assert.ok(width >= 400, `${width} px`);
  await visit.close();
});

/** DOM nodes, documents' listeners and JavaScript heap after a full collection. */
async function weigh(page: Page): Promise<Record<'Nodes' | 'JSEventListeners', number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  for (let turns = 0; turns < 3; turns++) await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await cdp.detach();
  const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return { Nodes: of('Nodes'), JSEventListeners: of('JSEventListeners') };
}

const TIMES = 50;

/** Puts that many new widgets on the page, one after another, each until its first question. */
const comeAndGo = (page: Page, mode: string, times: number, keep: boolean) =>
  page.evaluate(
    async ([how, count, isKept]) => {
      const kept: Element[] = [];
      for (let turn = 0; turn < count; turn++) {
        const widget = document.createElement('precall-checker');
        Object.assign(widget, { policy: '/choixanh.policy.json', mode: how });
        const shown = new Promise((resolve) => {
          widget.addEventListener('precall:screen', resolve, { once: true });
        });
        document.body.append(widget);
        while (how === 'popup' && widget.screen === undefined) {
          // Its button opens the dialog; it may be asked for before it is there.
          widget.shadowRoot?.querySelector<HTMLElement>('[part=open-button]')?.click();
          await new Promise(requestAnimationFrame);
        }
        await shown;
        await new Promise(requestAnimationFrame);
        widget.remove();
        if (isKept) kept.push(widget);
      }
      Object.assign(window, { kept });
    },
    [mode, times, keep] as const,
  );

for (const mode of ['inline', 'popup']) {
  test(`${TIMES} widgets of mode="${mode}" that came and went leave nothing behind`, async () => {
    const visit = await open(put('ro.html', '<p>Trang.</p>'), 'p');
    const { page } = visit;
    await comeAndGo(page, mode, 5, false);
    const before = await weigh(page);
    await comeAndGo(page, mode, TIMES, false);
    const after50 = await weigh(page);
    // Less than one widget's worth, which the same measure finds when ten are kept.
    await comeAndGo(page, mode, 10, true);
    const kept = await weigh(page);
    for (const name of ['Nodes', 'JSEventListeners'] as const) {
      const one = (kept[name] - after50[name]) / 10;
      assert.ok(one > 5, `${name} of one widget: ${one}`);
      assert.ok(after50[name] - before[name] < one, `${name}: ${before[name]} → ${after50[name]}`);
    }
    await visit.close();
  });
}

test(`a widget that is taken away and put back ${TIMES} times keeps its state, and no more`, async () => {
  const visit = await open(put('ve.html', `<main>${element()}</main>`));
  const { page } = visit;
  const person = new Person(page);
  await person.answer('request_kind', 'unclear_points');
  await person.answer('prior_guidance_count', '0');
  await person.perform({ do: 'next' });
  const { step } = await person.screen();
  const move = (times: number) =>
    person.widget.evaluate(async (widget, count) => {
      const place = widget.parentElement;
      for (let turn = 0; turn < count; turn++) {
        widget.remove();
        await new Promise(requestAnimationFrame);
        place?.append(widget);
        await new Promise(requestAnimationFrame);
      }
    }, times);
  await move(5);
  const before = await weigh(page);
  server.asked.length = 0;
  await move(TIMES);
  const after50 = await weigh(page);
  assert.deepEqual(server.asked, []);
  assert.ok(after50.JSEventListeners <= before.JSEventListeners);
  assert.ok(after50.Nodes - before.Nodes < TIMES, `${before.Nodes} → ${after50.Nodes} nodes`);
  assert.equal((await person.screen()).step, step);
  await person.perform({ do: 'back' });
  const { controls = [] } = await person.screen();
  assert.equal(controls[0]?.value, 'unclear_points');
  await visit.close();
});
