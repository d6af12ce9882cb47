// The first step as the page's own HTML carries it: there before any script, the same as the core's
// own, and nothing that was done on it is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { hasScreen, launch } from './browser.ts';
import { assertAccessible, assertFits } from './inspection.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { valuesOn, wordsOn } from './words.ts';

const servers = await startServers();
const browser: Browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
});

const CORE = '**/precall-core*.wasm';
const SCRIPTS = '**/*.js';

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, ...options });
  return context.newPage();
}

/** A page whose matching requests wait until they are released. */
async function heldBack(pattern: string): Promise<{ page: Page; release: () => Promise<void> }> {
  const page = await open();
  const waiting: Route[] = [];
  let held = true;
  await page.route(pattern, async (route) => {
    if (held) waiting.push(route);
    else await route.continue();
  });
  const release = async () => {
    held = false;
    await Promise.all(waiting.map((route) => route.continue()));
    await page.waitForFunction(hasScreen);
  };
  return { page, release };
}

const radio = (person: Person, name: string) => person.widget.getByRole('radio', { name });
const typed = (person: Person) => person.widget.getByRole('textbox');
const PARTLY = 'Hướng dẫn thêm những điểm chưa hiểu rõ';

/** Where everything stands, to a tenth of a pixel. */
const geometry = (page: Page) =>
  page.locator('precall-checker').evaluate((element) => {
    const all = [...(element.shadowRoot?.querySelectorAll('.card, .card *') ?? [])];
    return all
      .map((each) => [each, each.getBoundingClientRect()] as const)
      .filter(([, { height }]) => height > 0)
      .map(([{ tagName }, { x, y, width, height }]) =>
        [tagName, ...[x, y, width, height].map((length) => length.toFixed(1))].join(' '),
      );
  });

for (const [held, pattern] of [
  ['no script', SCRIPTS],
  ['the core', CORE],
] as const) {
  describe(`while ${held === 'the core' ? 'the core is' : 'the scripts are'} on the way`, () => {
    it('the first question can be read and answered, and the answers are taken over', async () => {
      const { page, release } = await heldBack(pattern);
      await page.goto(servers.url, { waitUntil: 'commit' });
      const person = new Person(page);
      await radio(person, PARTLY).check();
      await typed(person).fill('7');
      await typed(person).press('ArrowLeft');
      await release();
      const { prior_guidance_count, request_kind } = await valuesOn(person.widget);
      assert.deepEqual([request_kind, prior_guidance_count], ['unclear_points', '7']);
      const { controls = [] } = await person.screen();
      const held = controls.find(({ id }) => id === 'prior_guidance_count');
      assert.equal(held?.value, '7', 'the core has heard of it');
      await page.keyboard.type('4');
      assert.equal(await typed(person).inputValue(), '47', 'the caret stands where it was');
      await page.context().close();
    });
  });
}

describe('while the core is on the way', () => {
  it('a button that was pressed is pressed when there is someone to hear it', async () => {
    const { page, release } = await heldBack(CORE);
    await page.goto(servers.url, { waitUntil: 'commit' });
    const person = new Person(page);
    await page.waitForFunction(() => customElements.get('precall-checker') !== undefined);
    await radio(person, PARTLY).check();
    await person.widget.locator('button[type=submit]').click();
    assert.equal(new URL(page.url()).search, '', 'the form went nowhere');
    await release();
    assert.equal((await person.screen()).errors?.items[0]?.id, 'prior_guidance_count');
    await page.context().close();
  });

  it('a letter that is being composed is not torn away', async () => {
    const { page, release } = await heldBack(CORE);
    await page.goto(servers.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => customElements.get('precall-checker') !== undefined);
    const person = new Person(page);
    await typed(person).focus();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send('Input.imeSetComposition', {
      text: '1',
      selectionStart: 1,
      selectionEnd: 1,
    });
    const released = release();
    await page.waitForLoadState('networkidle');
    assert.equal(await typed(person).inputValue(), '1');
    assert.equal(await page.evaluate(hasScreen), false);
    await keyboard.send('Input.insertText', { text: '12' });
    await released;
    assert.equal((await valuesOn(person.widget)).prior_guidance_count, '12');
    await page.context().close();
  });
});

for (const path of ['', 'en.html']) {
  it(`the HTML of /${path} is the core's own screen, word for word and in its place`, async () => {
    const { page, release } = await heldBack(SCRIPTS);
    await page.goto(servers.url + path, { waitUntil: 'commit' });
    await page.locator('precall-checker .heading').waitFor();
    await page.waitForFunction(() => document.readyState !== 'loading');
    await page.evaluate(() => document.fonts.ready);
    const before = [await wordsOn(page.locator('precall-checker')), await geometry(page)];
    await release();
    await page.evaluate(() => document.fonts.ready);
    const after = [await wordsOn(page.locator('precall-checker')), await geometry(page)];
    assert.deepEqual(before, after);
    await page.context().close();
  });
}

describe('without JavaScript', () => {
  it('the page is the whole conditions and the hotline, and no form that answers nothing', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(servers.url);
    const policyText = readFileSync(
      new URL('../../shared/policy/choixanh.policy.json', import.meta.url),
      'utf8',
    );
    const { clauses } = JSON.parse(policyText) as {
      clauses: { id: string; text: { vi: string } }[];
    };
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    // The offer of a consultation stands outside of the conditions.
    for (const clause of clauses.filter(({ id }) => id !== 'consultation')) {
      const [line = ''] = clause.text.vi.split('\n');
      assert.ok(text.includes(line.trim()), line);
    }
    assert.equal(await page.locator('precall-checker').isVisible(), false);
    assert.ok(await page.locator('.tool noscript a[href^="tel:"]').isVisible());
    await page.context().close();
  });
});

describe('when the core does not come', () => {
  it('the page says whom to call, tries again, and then has every answer', async () => {
    // The site's worker would have the core by the second try.
    const page = await open({ serviceWorkers: 'block' });
    let broken = true;
    await page.route(CORE, (route) => (broken ? route.fulfill({ status: 503 }) : route.continue()));
    await page.goto(servers.url);
    const person = new Person(page);
    await radio(person, PARTLY).check();
    await typed(person).fill('7');
    const hotline = page.locator('precall-checker > p a[href^="tel:"]');
    await hotline.waitFor();
    assert.equal(await page.evaluate(hasScreen), false);
    broken = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForFunction(hasScreen);
    const { prior_guidance_count, request_kind } = await valuesOn(person.widget);
    assert.deepEqual([request_kind, prior_guidance_count], ['unclear_points', '7']);
    assert.equal(await hotline.isVisible(), false);
    await page.context().close();
  });

  it('one failure costs nothing but a moment', async () => {
    const page = await open({ serviceWorkers: 'block' });
    let failures = 1;
    await page.route(CORE, (route) =>
      failures-- > 0 ? route.fulfill({ status: 503 }) : route.continue(),
    );
    await page.goto(servers.url);
    const person = new Person(page);
    await radio(person, PARTLY).check();
    await page.waitForFunction(hasScreen);
    assert.equal((await valuesOn(person.widget)).request_kind, 'unclear_points');
    await page.context().close();
  });
});

describe('when what sending needs does not come', () => {
  it('that is said, and the button may be pressed again', async () => {
    const page = await open({ serviceWorkers: 'block' });
    let broken = true;
    await page.route('**/sha256-*.js*', (route) => (broken ? route.abort() : route.continue()));
    await page.goto(servers.url);
    await page.waitForFunction(hasScreen);
    const person = new Person(page);
    for (const action of readTranscript('eligible_to_receipt').actions) {
      if (action.do === 'submit') break;
      await person.perform(action);
    }
    const send = person.widget.locator('button[type=submit]');
    await send.click();
    await person.widget.getByRole('alert').waitFor();
    await assertFits(page, 'stuck');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await assertAccessible(page, `stuck, ${colorScheme}`);
    }
    assert.equal((await person.screen()).step, 'review');
    broken = false;
    await send.click();
    await person.widget.locator('[part=receipt-code]').waitFor();
    assert.equal(await person.widget.getByRole('alert').count(), 0);
    await page.context().close();
  });
});
