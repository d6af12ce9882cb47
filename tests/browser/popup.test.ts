// mode="popup": a button on a page, and a dialog that behaves as one. The page is another company's,
// and nothing of the check is loaded before somebody is about to open it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type {} from '../../web/widget/element.ts';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit, type Setting } from './browser.ts';
import { assertAccessible, assertFits } from './inspection.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';

const shots = process.env.PRECALL_SHOTS;

const html = pageOf(
  `<main>
     <h1>Dịch vụ</h1>
     <p><a href="#het" id="truoc">Trước</a></p>
     <precall-checker mode="popup" policy="./choixanh.policy.json"><p>Vui lòng gọi.</p></precall-checker>
     <p id="het">${'Dòng chữ của trang. '.repeat(2000)}</p>
   </main>`,
  '<script type="module" src="./precall-checker.js"></script>',
);
const site = folder(siteFolder);
const companyPage = await serve((path) => (path === '/trang.html' ? html : site(path)));
const servers = await startServers([companyPage.origin]);
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
  await companyPage.stop();
});

const url = `${companyPage.url}trang.html`;
const OPEN = 'Kiểm tra trước khi gọi';

async function visit(setting: Partial<Setting> = {}) {
  const ready = 'precall-checker [part=open-button]';
  const opened = await Visit.open(browser, { url, ready, ...setting });
  const { page } = opened;
  const button = page.getByRole('button', { name: OPEN, exact: true });
  const dialog = page.getByRole('dialog');
  const open = async () => {
    await button.click();
    await dialog.getByRole('heading', { level: 2 }).waitFor();
  };
  return { visit: opened, page, button, dialog, open };
}

/** The element that really has the focus, inside shadow roots too. */
const focusedPart = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    const inside = active?.closest('dialog') !== null ? 'dialog ' : '';
    return `${inside}${active?.getAttribute('part') ?? active?.localName ?? ''}`;
  });

const root = (page: Page) =>
  page.evaluate(() => ({
    style: document.documentElement.getAttribute('style'),
    width: document.documentElement.clientWidth,
    top: scrollY,
  }));

test('the button of a pop-up loads the core and the policy only when somebody is about to press it', async () => {
  companyPage.asked.length = 0;
  const { visit: here, page, button, dialog } = await visit();
  await page.waitForLoadState('networkidle');
  const needed = ['/precall-core.wasm', '/choixanh.policy.json'];
  const loaded = () => needed.filter((path) => companyPage.asked.includes(path));
  assert.deepEqual(loaded(), []);
  await button.hover();
  await page.waitForFunction(() => document.querySelector('precall-checker')?.screen);
  assert.deepEqual(loaded(), needed);
  assert.equal(await dialog.count(), 0, 'it opened by itself');
  await here.close();
});

test('the button of a pop-up has words of the page, or of the language of the element', async () => {
  const { visit: here, page } = await visit();
  const button = page.locator('precall-checker [part=open-button]');
  const set = (name: string, value: string) =>
    page.locator('precall-checker').evaluate(
      (element, [key, text]) => {
        element.setAttribute(key ?? '', text ?? '');
      },
      [name, value],
    );
  assert.equal(await button.innerText(), OPEN);
  await set('lang', 'en');
  await page.getByRole('button', { name: 'Check before you call', exact: true }).waitFor();
  await set('label', 'Có được hỗ trợ không?');
  await page.getByRole('button', { name: 'Có được hỗ trợ không?', exact: true }).waitFor();
  await here.close();
});

test('the dialog of a pop-up takes the focus to its heading, keeps it, and gives it back', async () => {
  const { visit: here, page, button, dialog } = await visit();
  await button.focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { level: 2 }).waitFor();
  assert.equal(await focusedPart(page), 'dialog heading');
  const stops = new Set<string>();
  for (let tabs = 0; tabs < 25; tabs++) {
    await page.keyboard.press('Tab');
    stops.add(await focusedPart(page));
  }
  // Between the last and the first control the focus is in the browser's own bar.
  stops.delete('body');
  for (const stop of stops) assert.match(stop, /^dialog /);
  assert.ok(stops.size >= 4, [...stops].join());
  await page.keyboard.press('Escape');
  assert.equal(await dialog.count(), 0);
  assert.equal(await focusedPart(page), 'open-button');
  await here.close();
});

test('the dialog of a pop-up keeps what was answered while it is closed', async () => {
  const { visit: here, page, open, dialog } = await visit();
  await open();
  const person = new Person(page);
  await person.answer('request_kind', 'outside_duty');
  await page.getByRole('button', { name: 'Đóng', exact: true }).click();
  assert.equal(await dialog.count(), 0);
  await open();
  const { controls = [] } = await person.screen();
  assert.equal(controls[0]?.value, 'outside_duty');
  assert.ok(await dialog.locator('input:checked').isVisible());
  assert.equal(await focusedPart(page), 'dialog heading');
  await here.close();
});

test('the dialog of a pop-up closes on a click beside it, but not on a selection that ends there', async () => {
  const { visit: here, page, open, dialog } = await visit();
  await open();
  const heading = await dialog.getByRole('heading', { level: 2 }).boundingBox();
  assert.ok(heading);
  await page.mouse.move(heading.x + 20, heading.y + 10);
  await page.mouse.down();
  await page.mouse.move(20, 400, { steps: 5 });
  await page.mouse.up();
  assert.equal(await dialog.count(), 1);
  await page.mouse.click(20, 400);
  assert.equal(await dialog.count(), 0);
  assert.equal(await focusedPart(page), 'open-button');
  await here.close();
});

test('the dialog of a pop-up keeps the page behind it still, and leaves it as it was', async () => {
  const { visit: here, page, open } = await visit();
  const before = await root(page);
  await open();
  await page.mouse.move(20, 400);
  await page.mouse.wheel(0, 600);
  await page.keyboard.press('PageDown');
  await page.waitForTimeout(300);
  const during = await root(page);
  assert.equal(during.top, before.top);
  assert.equal(during.width, before.width, 'the page moved');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.documentElement.hasAttribute('style'));
  assert.deepEqual(await root(page), before);
  await page.mouse.wheel(0, 600);
  await page.waitForFunction(() => scrollY > 0);
  await here.close();
});

test('the dialog of a pop-up lets the page go when the element is taken away while it is open', async () => {
  const { visit: here, page, open, dialog } = await visit();
  await open();
  await page.evaluate(() => {
    const element = document.querySelector('precall-checker');
    element?.remove();
    document.body.prepend(element ?? '');
  });
  assert.equal((await root(page)).style, null);
  assert.equal(await dialog.count(), 0);
  await open();
  assert.equal(await dialog.evaluate((element) => element.matches(':modal')), true);
  await here.close();
});

test('the dialog of a pop-up leads to a receipt', async () => {
  const transcript = readTranscript('eligible_to_receipt');
  const { visit: here, page, open, dialog } = await visit({ now: transcript.now });
  const endpoint = `${servers.receiver}/v1/submissions`;
  await page.locator('precall-checker').evaluate((element, address) => {
    element.setAttribute('endpoint', address);
  }, endpoint);
  await open();
  const person = new Person(page);
  for (const action of transcript.actions) await person.perform(action);
  assert.equal((await person.screen()).receipt?.status, 'received');
  assert.equal(await dialog.count(), 1);
  await here.close();
});

for (const [language, close] of [
  ['vi', 'Đóng'],
  ['en', 'Close'],
] as const) {
  test(`the dialog of a pop-up is named, fits and is found sound by axe, in ${language}`, async () => {
    const { visit: here, page, dialog } = await visit();
    await page.locator('precall-checker').evaluate((element, lang) => {
      element.setAttribute('lang', lang);
    }, language);
    await page.locator('precall-checker [part=open-button]').click();
    await dialog.getByRole('heading', { level: 2 }).waitFor();
    const { title } = await new Person(page).screen();
    assert.equal(await page.getByRole('dialog', { name: title, exact: true }).count(), 1);
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const box = await page.getByRole('button', { name: close, exact: true }).boundingBox();
      assert.ok(box && box.width >= 44 && box.height >= 44);
      if (shots !== undefined) {
        await page.screenshot({ path: join(shots, `popup-${language}-${width}.png`) });
      }
      const { x, y, width: wide, height } = (await dialog.boundingBox()) ?? assert.fail();
      if (width === 320) assert.deepEqual([x, y, wide, height], [0, 0, 320, 800]);
      else assert.ok(wide <= 720 && x > 0 && y > 0 && y + height < 800);
      await assertFits(page, `popup ${width}`);
      await assertAccessible(page, `popup ${width}`);
    }
    await here.close();
  });
}
