// The widget in an iframe of another company's page: as high as it is where a script is allowed,
// of a fixed height where none is, and never a face for another server's policy or receiver.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit } from './browser.ts';
import { page as pageOf, serve } from './origins.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

const shots = process.env.PRECALL_SHOTS;

const pages = new Map<string, string>();
const company = await serve((path) => pages.get(path));
const stranger = await serve((path) => pages.get(path));
const servers = await startServers();
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
  await Promise.all([company.stop(), stranger.stop()]);
});

const HEIGHT = 480;
const iframe = (query = '') =>
  `<iframe src="${servers.url}frame.html${query}" title="Kiểm tra" width="100%" height="${HEIGHT}"></iframe>`;
const SIZING = `<script type="module" src="${servers.url}precall-frame.js"></script>`;

async function open(name: string, body: string, width = 1280) {
  pages.set(`/${name}`, pageOf(body));
  const { now } = readTranscript('eligible_to_receipt');
  const visit = await Visit.open(browser, { url: company.url + name, ready: 'iframe', now, width });
  const inside = visit.page.locator('iframe').first().contentFrame();
  const widget = inside.locator('precall-checker');
  await widget.locator('.heading').waitFor();
  return { visit, page: visit.page, inside, widget, person: new Person(visit.page, widget) };
}

const heightOf = async (frame: Locator) => Number(await frame.getAttribute('height'));

/** The page in the iframe reaches exactly to its end, give or take a rounding. */
async function assertFitted(page: Page, widget: Locator): Promise<void> {
  const needed = () =>
    widget.evaluate(() => document.documentElement.getBoundingClientRect().height);
  const given = page.locator('iframe').first();
  await until(
    'an iframe of the height of its page',
    async () => Math.abs((await heightOf(given)) - (await needed())) <= 1,
  );
}

for (const width of [320, 1280]) {
  test(`an iframe with precall-frame.js beside it is as high as what it shows on the way to a receipt, at ${width} px`, async () => {
    const { visit, page, widget, person } = await open('cao.html', iframe() + SIZING, width);
    await assertFitted(page, widget);
    const heights = new Set([await heightOf(page.locator('iframe'))]);
    for (const action of readTranscript('eligible_to_receipt').actions) {
      await person.perform(action);
      if (action.do === 'input') continue;
      await assertFitted(page, widget);
      heights.add(await heightOf(page.locator('iframe')));
    }
    assert.equal((await person.screen()).receipt?.status, 'received');
    assert.ok(heights.size > 3, 'the height never changed');
    if (shots !== undefined) {
      await page.screenshot({ path: join(shots, `frame-${width}.png`), fullPage: true });
    }
    await visit.close();
  });
}

test('an iframe with precall-frame.js beside it shows the top of a new step', async () => {
  const { visit, page, person } = await open('tren.html', `<p>Trên.</p>${iframe()}${SIZING}`, 320);
  await person.perform({ do: 'next' });
  await person.answer('request_kind', 'unclear_points');
  await person.answer('prior_guidance_count', '0');
  await page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight);
  });
  const { y = 0 } = (await page.locator('iframe').boundingBox()) ?? {};
  assert.ok(y < 0);
  await person.perform({ do: 'next' });
  await page.waitForFunction(() => {
    const { top = -1 } = document.querySelector('iframe')?.getBoundingClientRect() ?? {};
    return top >= 0 && top < innerHeight;
  });
  await visit.close();
});

test('an iframe with precall-frame.js beside it is sized as well when the script comes late', async () => {
  const { visit, page, widget } = await open('sau.html', iframe());
  assert.equal(await heightOf(page.locator('iframe')), HEIGHT);
  await page.addScriptTag({ url: `${servers.url}precall-frame.js`, type: 'module' });
  await assertFitted(page, widget);
  await visit.close();
});

test('an iframe with precall-frame.js beside it listens to nobody else', async () => {
  const liar = (height: number) =>
    `<script>parent.postMessage({ precall: 'height', height: ${height} }, '*')</script>`;
  pages.set('/doi.html', pageOf(`<p>Khác.</p>${liar(9_000)}`));
  const others = `<iframe src="${stranger.url}doi.html" title="Khác" height="100"></iframe>`;
  const { visit, page, widget } = await open('nghe.html', iframe() + others + SIZING);
  await assertFitted(page, widget);
  const before = await heightOf(page.locator('iframe').first());
  await page.evaluate(() => {
    postMessage({ precall: 'height', height: 9_000 }, '*');
  });
  for (const height of [-1, 1e9, Number.NaN]) {
    await widget.evaluate((_, wrong) => {
      parent.postMessage({ precall: 'height', height: wrong }, '*');
    }, height);
  }
  await page.locator('iframe').last().contentFrame().locator('body').waitFor();
  await page.waitForTimeout(200);
  assert.equal(await heightOf(page.locator('iframe').last()), 100);
  // Not even from the iframe itself, once it has gone elsewhere.
  await page.frames()[1]?.goto(`${stranger.url}doi.html`);
  await page.waitForTimeout(200);
  assert.equal(await heightOf(page.locator('iframe').first()), before);
  await visit.close();
});

test('an iframe on a page without any script keeps its height and scrolls inside', async () => {
  const { visit, page, widget, person } = await open('khong.html', iframe());
  assert.equal(await heightOf(page.locator('iframe')), HEIGHT);
  const scrolls = await widget.evaluate(
    () => document.documentElement.scrollHeight > document.documentElement.clientHeight,
  );
  assert.equal(scrolls, true);
  for (const action of readTranscript('eligible_to_receipt').actions) {
    await person.perform(action);
  }
  assert.equal((await person.screen()).receipt?.status, 'received');
  await visit.close();
});

test('the address of the page in an iframe says the language, the colours and the theme', async () => {
  const query = '?lang=en&scheme=dark&--precall-brand=rgb(1,2,3)&--precall-card=url(x.png)';
  const { visit, inside, person } = await open('mau.html', iframe(query));
  assert.equal((await person.screen()).language, 'en');
  const root = inside.locator('html');
  const style = await root.evaluate((element) => ({
    lang: element.getAttribute('lang'),
    scheme: getComputedStyle(element).colorScheme,
    brand: document.documentElement.style.getPropertyValue('--precall-brand'),
    card: document.documentElement.style.getPropertyValue('--precall-card'),
  }));
  assert.deepEqual(style, { lang: 'en', scheme: 'dark', brand: 'rgb(1,2,3)', card: '' });
  await visit.close();
});

for (const [name, path] of [
  ['policy', 'choixanh.policy.json'],
  ['endpoint', 'v1/submissions'],
] as const) {
  test(`the address of the page in an iframe names no ${name} of another server`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const address = encodeURIComponent(stranger.url + path);
    stranger.asked.length = 0;
    await page.goto(`${servers.url}frame.html?${name}=${address}`);
    await page.getByText('quý khách vui lòng gọi').waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? '', new RegExp(`"${name}" has to lie on`));
    assert.deepEqual(stranger.asked, []);
    assert.equal(await page.locator('precall-checker .heading').count(), 0);
    await context.close();
  });
}
