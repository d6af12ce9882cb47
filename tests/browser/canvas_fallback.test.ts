// Where nothing can be painted, or not any more, the HTML face is there with everything that was typed.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { BrowserContext, Page, Route } from 'playwright-core';
import type { Screen } from '../../web/widget/types.ts';
import { at } from '../paths.ts';
import { hasScreen, launch } from './browser.ts';
import { isPainted, launchPainting } from './canvas.ts';
import { assertAccessible } from './inspection.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

// Long enough for a busy machine.
const PATIENCE_MS = 60_000;
const TYPED = '3';
const CHOSEN = 'unclear_points';
const FIELD = '#c-prior_guidance_count';
/** WebAssembly's magic number and version, and that is all. */
const EMPTY_MODULE = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
/** Asks its host for other things than the client's module does. */
const OTHER_MODULE = at('build/wasm/precall-core.wasm');

const servers = await startServers();
const browser = await launchPainting();
const plain = await launch('--disable-3d-apis');
after(async () => {
  await browser.close();
  await plain.close();
  await servers.stop();
});

interface Tried {
  page: Page;
  said: string[];
}

async function open(context: BrowserContext): Promise<Tried> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const said: string[] = [];
  page.on('console', (message) => {
    // Chromium finds that what the page had it fetch beforehand is not used, or late.
    if (message.text().includes('was preloaded')) return;
    said.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
  await page.goto(new URL('client.html', servers.url).href);
  await page.waitForFunction(hasScreen);
  return { page, said };
}

/** The site's service worker would answer for files that a test takes away. */
const fresh = (in_ = browser) => in_.newContext({ serviceWorkers: 'block' });

async function answer(page: Page): Promise<void> {
  const person = new PointerPerson(page);
  await person.answer('request_kind', CHOSEN);
  await page.locator(FIELD).fill(TYPED);
}

async function assertKept(page: Page): Promise<void> {
  assert.equal(await page.locator(FIELD).inputValue(), TYPED);
  assert.equal(await page.locator(`input[value=${CHOSEN}]`).isChecked(), true);
  const screen = await page
    .locator('precall-checker')
    .evaluate((element) => (element as HTMLElement & { screen?: Screen }).screen);
  const held = screen?.controls?.map(({ value }) => value);
  assert.deepEqual(held, [CHOSEN, TYPED]);
}

/** With that answer to one of the client's files the HTML face works, and one line tells the author. */
async function assertSaidOnce(file: string, answered: Parameters<Route['fulfill']>[0]) {
  const context = await fresh();
  await context.route(`**/${file}`, (route) => route.fulfill(answered));
  const { page, said } = await open(context);
  await answer(page);
  await assertPlain(page);
  await assertKept(page);
  const own = said.filter(
    (line) => line.includes('precall-checker') || line.startsWith('uncaught'),
  );
  assert.equal(own.length, 1, said.join('\n'));
  await context.close();
}

/** Seen as any page is: the widget's own words and boxes, none of them transparent or moved. */
async function assertPlain(page: Page): Promise<void> {
  assert.equal(await page.locator('precall-checker canvas').count(), 0);
  assert.equal(await page.locator('precall-checker [data-at]').count(), 0);
  const heading = page.locator('precall-checker .heading');
  assert.equal(await heading.evaluate((each) => getComputedStyle(each).opacity), '1');
  assert.equal(await heading.evaluate((each) => getComputedStyle(each).position), 'static');
}

const painted = (page: Page) => page.waitForFunction(isPainted);
/** A lost context gives no extensions any more: the one that brings it back is kept. */
const loseContext = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('precall-checker')?.shadowRoot?.querySelector('canvas');
    const extension = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    (globalThis as Losing).losing = extension;
    extension?.loseContext();
  });
const restoreContext = (page: Page) =>
  page.evaluate(() => {
    (globalThis as Losing).losing?.restoreContext();
  });

interface Losing {
  losing?: WEBGL_lose_context | null | undefined;
}

describe('the HTML face is there without WebGL', () => {
  it('where the browser has no WebGL, without a complaint', async () => {
    const context = await fresh(plain);
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const { page, said } = await open(context);
    await answer(page);
    await assertPlain(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    assert.ok(asked.some((url) => url.endsWith('/precall-core.wasm')));
    await context.close();
  });
});

describe('the HTML face is there while the context is lost', () => {
  it('while the context is lost, and the canvas is back with it, focus and caret included', async () => {
    const context = await fresh();
    const { page, said } = await open(context);
    await painted(page);
    await answer(page);
    await page.locator(FIELD).focus();
    await loseContext(page);
    await until(
      'the HTML face',
      async () => (await page.locator('precall-checker canvas').count()) === 0,
    );
    await assertPlain(page);
    await assertKept(page);
    assert.ok(await page.locator(FIELD).evaluate((field) => field.matches(':focus')));
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type(TYPED);
    await restoreContext(page);
    await painted(page);
    await assertKept(page);
    assert.ok(await page.locator(FIELD).evaluate((field) => field.matches(':focus')));
    assert.deepEqual(said, []);
    await context.close();
  });
});

describe('the HTML face is there under forced colours', () => {
  it('under forced colours, and steps back when they end', async () => {
    const context = await fresh();
    const { page, said } = await open(context);
    await painted(page);
    await answer(page);
    await page.emulateMedia({ forcedColors: 'active' });
    await until(
      'the HTML face',
      async () => (await page.locator('precall-checker canvas').count()) === 0,
    );
    await assertPlain(page);
    await assertKept(page);
    await assertAccessible(page, 'under forced colours');
    await page.emulateMedia({ forcedColors: 'none' });
    await painted(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    await context.close();
  });
});

describe('the HTML face is there without a part of the canvas', () => {
  for (const [what, broken] of Object.entries({
    'is missing': { status: 404, body: 'not here' },
    'is broken': { status: 200, contentType: 'application/wasm', body: 'not a module' },
    'has nothing in it': { status: 200, contentType: 'application/wasm', body: EMPTY_MODULE },
    'is of another build': { status: 200, contentType: 'application/wasm', path: OTHER_MODULE },
  })) {
    it(`where the module ${what}, which is said to the page's author once`, async () => {
      await assertSaidOnce('precall-client.wasm', broken);
    });
  }

  it('where a typeface is none', async () => {
    await assertSaidOnce('assets/*.ttf', { status: 200, contentType: 'font/ttf', body: 'garbage' });
  });

  for (const part of ['assets/attach-*.js', 'assets/*.ttf']) {
    it(`where ${part} does not arrive`, async () => {
      const context = await fresh();
      // Also when it is asked for again, with a query.
      await context.route(`**/${part}*`, (route) => route.abort());
      const { page } = await open(context);
      await answer(page);
      await assertPlain(page);
      await assertKept(page);
      await context.close();
    });
  }
});

describe('the HTML face is there before the canvas', () => {
  for (const part of ['precall-client.wasm', 'assets/attach-*.js', 'assets/*.ttf']) {
    it(`while ${part} does not answer, and the canvas takes over when it does`, async () => {
      const context = await fresh();
      let release: () => void = () => undefined;
      const answered = new Promise<void>((resolve) => (release = resolve));
      await context.route(`**/${part}`, async (route) => {
        await answered;
        await route.continue();
      });
      const { page, said } = await open(context);
      await answer(page);
      await assertPlain(page);
      await page.locator(FIELD).focus();
      release();
      await painted(page);
      await assertKept(page);
      assert.ok(await page.locator(FIELD).evaluate((field) => field.matches(':focus')));
      await new PointerPerson(page).answer('request_kind', 'full_guidance');
      assert.deepEqual(said, []);
      await context.close();
    });
  }
});

describe('the canvas that comes late', () => {
  it('paints the first screen of a check that the core has begun', async () => {
    const context = await fresh();
    let release: () => void = () => undefined;
    const needed = new Promise<void>((resolve) => (release = resolve));
    await context.route('**/precall-client.wasm', async (route) => {
      await needed;
      await route.continue();
    });
    // Asked for once nobody waits for the painter any more, and here after it all the same.
    await context.route('**/precall-core.wasm', async (route) => {
      release();
      await context.pages()[0]?.waitForFunction(() => {
        const checker = document.querySelector('precall-checker') as { foreseen?: unknown } | null;
        return checker?.foreseen !== undefined;
      });
      await route.continue();
    });
    const { page, said } = await open(context);
    await painted(page);
    await answer(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    await context.close();
  });
});

describe("the face is the page's to choose", () => {
  it('when the page says so, and the canvas again when it says that', async () => {
    const context = await fresh();
    const { page, said } = await open(context);
    await painted(page);
    await answer(page);
    const say = (face: string) =>
      page.locator('precall-checker').evaluate((each, value) => {
        each.setAttribute('face', value);
      }, face);
    await say('html');
    await until(
      'the HTML face',
      async () => (await page.locator('precall-checker canvas').count()) === 0,
    );
    await assertPlain(page);
    await assertKept(page);
    assert.equal(await page.locator('precall-checker .live').count(), 0, 'the board stays');
    await say('canvas');
    await painted(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    await context.close();
  });

  it('until a page with the HTML face asks for the canvas', async () => {
    const context = await fresh();
    const page = await context.newPage();
    await page.goto(servers.url);
    await page.waitForFunction(hasScreen);
    await answer(page);
    await page.locator('precall-checker').evaluate((each) => {
      each.setAttribute('face', 'canvas');
    });
    await painted(page);
    await assertKept(page);
    await context.close();
  });
});

describe('the canvas that is asked for', () => {
  it('while the check is being opened', async () => {
    const context = await fresh();
    const page = await context.newPage();
    await context.route('**/choixanh.policy.json', async (route) => {
      await page.locator('precall-checker').evaluate((each) => {
        each.setAttribute('face', 'canvas');
      });
      await route.continue();
    });
    await page.goto(servers.url);
    await painted(page);
    await context.close();
  });
});

describe('letters that the typeface lacks, in what is pressed', () => {
  it('are shown by the HTML face, for as long as they are on the screen', async () => {
    const context = await fresh();
    await context.route('**/choixanh.policy.json', async (route) => {
      const policy = await (await route.fetch()).text();
      await route.fulfill({ body: policy.replace('Hướng dẫn toàn bộ từ đầu', 'Từ đầu ✓ 漢字') });
    });
    const { page, said } = await open(context);
    await page.waitForFunction(() => document.fonts.check('16px "Precall Canvas"'));
    const person = new PointerPerson(page);
    await person.chooseLanguage('en');
    await painted(page);
    await person.chooseLanguage('vi');
    await assertPlain(page);
    const option = page.locator('precall-checker .option', { hasText: '漢字' });
    assert.equal(await option.evaluate((each) => getComputedStyle(each).opacity), '1');
    await answer(page);
    await assertKept(page);
    await person.chooseLanguage('en');
    await painted(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    await context.close();
  });
});

describe('the context is given back', () => {
  it('by a card that is taken out of the page, which is painted again when it is put back', async () => {
    const context = await fresh();
    const { page, said } = await open(context);
    await painted(page);
    await answer(page);
    const isLost = await page.evaluate(async () => {
      const element = document.querySelector('precall-checker');
      const around = element?.parentElement;
      const canvas = element?.shadowRoot?.querySelector('canvas');
      const lost = new Promise((resolve) => canvas?.addEventListener('webglcontextlost', resolve));
      element?.remove();
      await lost;
      if (element) around?.append(element);
      return canvas?.getContext('webgl2')?.isContextLost();
    });
    assert.equal(isLost, true);
    await painted(page);
    await assertKept(page);
    assert.deepEqual(said, []);
    await context.close();
  });
});
