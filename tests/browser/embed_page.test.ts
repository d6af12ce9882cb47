// The page that makes the lines to copy: what it gives is pasted into another company's page and
// works there, with its colours; the page itself holds under a strict security policy.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type {} from '../../web/widget/element.ts';
import { launch, Visit } from './browser.ts';
import { assertAccessible, assertFits } from './inspection.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { until } from './until.ts';

const shots = process.env.PRECALL_SHOTS;

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const site = await serve(folder(siteFolder), {
  'access-control-allow-origin': '*',
  'content-security-policy': POLICY,
});
// Where axe-core may be put into the page.
const lenient = await serve(folder(siteFolder));
let pasted = '';
const company = await serve((path) => (path === '/dan.html' ? pasted : undefined));
const browser = await launch();
after(async () => {
  await browser.close();
  await Promise.all([site.stop(), lenient.stop(), company.stop()]);
});

const PAGES = [
  {
    language: 'vi',
    name: 'embed.html',
    ways: { element: 'Ngay trong trang', popup: 'Nút mở hộp thoại', iframe: 'Khung nhúng' },
    copy: 'Chép đoạn mã',
    brand: 'Nút chính',
    open: 'Kiểm tra trước khi gọi',
    other: 'English',
  },
  {
    language: 'en',
    name: 'embed.en.html',
    ways: { element: 'In the page itself', popup: 'A button that opens', iframe: 'In an iframe' },
    copy: 'Copy the lines',
    brand: 'Main button',
    open: 'Check before you call',
    other: 'Tiếng Việt',
  },
] as const;

async function open(name: string, { url } = site, width = 1280) {
  const visit = await Visit.open(browser, { url: url + name, width });
  await visit.page.waitForFunction(() => document.querySelector('#html')?.textContent !== '');
  return visit;
}

const choose = (page: Page, label: string) => page.getByText(label).first().click();

/** What the button really put on the clipboard. */
async function copied(page: Page, button: string, shown: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForFunction(() => document.querySelector('#copied')?.textContent !== '');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(text, await page.locator(shown).textContent());
  return text;
}

const paint = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).fill(value);

/** A frame that is left while it loads complains of what it did not get. */
async function previewed(page: Page, way: string): Promise<void> {
  if (way !== 'iframe') return;
  await page.frameLocator('#preview iframe').locator('precall-checker .heading').waitFor();
}

/** The main button takes the colour, in its own time. */
async function assertBrand(page: Page, way: string, colour: string): Promise<void> {
  const place = way === 'iframe' ? page.frameLocator('iframe') : page;
  const button = place.locator('precall-checker .button.primary').last();
  const now = () => button.evaluate((each) => getComputedStyle(each).backgroundColor);
  await until(`a button in ${colour}`, async () => (await now()) === colour);
}

for (const { language, name, ways, copy, brand, open: opens } of PAGES) {
  for (const [way, label] of Object.entries(ways)) {
    test(`the lines for ${way} in ${language} work where they are pasted`, async () => {
      const visit = await open(name);
      await choose(visit.page, label);
      await previewed(visit.page, way);
      await paint(visit.page, brand, '#123456');
      const lines = await copied(visit.page, copy, '#html');
      const styles = (await visit.page.locator('#css').textContent()) ?? '';
      await previewed(visit.page, way);
      await visit.close();
      assert.equal(styles === '', way === 'iframe');
      assert.equal(/integrity="sha384-.{64}"/.test(lines), true, lines);

      pasted = pageOf(lines, `<style>${styles}</style>`);
      const ready = { popup: 'precall-checker [part=open-button]', iframe: 'iframe' }[way];
      const url = `${company.url}dan.html`;
      const there = await Visit.open(browser, { url, ...(ready === undefined ? {} : { ready }) });
      const { page } = there;
      if (way === 'popup') await page.getByRole('button', { name: opens, exact: true }).click();
      const place = way === 'iframe' ? page.frameLocator('iframe') : page;
      await place.locator('precall-checker .heading').waitFor();
      assert.equal(await place.locator('[part=card]').getAttribute('lang'), language);
      await assertBrand(page, way, 'rgb(18, 52, 86)');
      await there.close();
    });
  }

  test(`the page that makes the lines is sound in ${language}, whatever is chosen`, async () => {
    const visit = await open(name, lenient, 320);
    const { page } = visit;
    for (const summary of await page.locator('summary').all()) {
      if (await summary.isVisible()) await summary.click();
    }
    for (const [way, label] of Object.entries(ways)) {
      await choose(page, label);
      const inside = way === 'iframe' ? page.frameLocator('#preview iframe') : page;
      const part = way === 'popup' ? '[part=open-button]' : '.heading';
      await inside.locator(`precall-checker ${part}`).waitFor();
      for (const width of [320, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await assertFits(page, `${way} ${width}`);
        if (shots === undefined) continue;
        const path = join(shots, `embed-${language}-${width}-${way}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      await page.setViewportSize({ width: 320, height: 800 });
      await assertAccessible(page, way);
    }
    await visit.close();
  });
}

test('the preview follows every choice, and what is not changed is not in the lines', async () => {
  const visit = await open('embed.html');
  const { page } = visit;
  assert.equal(await page.locator('#css-box').isVisible(), false);
  await paint(page, 'Nút chính', '#654321');
  await assertBrand(page, 'element', 'rgb(101, 67, 33)');
  assert.equal(
    await page.locator('#css').textContent(),
    'precall-checker {\n  --precall-brand: #654321;\n}\n',
  );
  await page.getByRole('button', { name: 'Trả về màu ban đầu', exact: true }).click();
  assert.equal(await page.locator('#css-box').isVisible(), false);
  await assertBrand(page, 'element', 'rgb(11, 107, 58)');
  await page.locator('form').getByText('English', { exact: true }).click();
  await page.locator('#preview [part=card][lang=en]').waitFor();
  await visit.close();
});

test('an address of another server is refused for an iframe, and said to be', async () => {
  const visit = await open('embed.html');
  const { page } = visit;
  const before = await page.locator('#html').textContent();
  await choose(page, 'Khung nhúng');
  await page.frameLocator('#preview iframe').locator('.heading').waitFor();
  const address = page.getByLabel('Địa chỉ tệp quy định', { exact: true });
  await address.fill(`${company.url}khac.json`);
  await address.blur();
  assert.ok(await page.getByText('tệp quy định phải nằm trên máy chủ').isVisible());
  assert.equal(await address.getAttribute('aria-invalid'), 'true');
  assert.doesNotMatch((await page.locator('#html').textContent()) ?? '', /khac\.json/);
  await address.fill(`${site.url}choixanh.policy.json`);
  await choose(page, 'Ngay trong trang');
  assert.equal(await page.locator('#html').textContent(), before);
  await visit.close();
});
