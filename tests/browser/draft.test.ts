// Answers survive a reload, stay apart, go when they are no longer needed, and can be cleared.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { launch } from './browser.ts';
import {
  codeOf,
  comeTo,
  fillIn,
  keptAt,
  look,
  outboxOf,
  stored,
  type StoredDraft,
} from './returning.ts';
import type { Person } from './person.ts';
import { startServers } from './servers.ts';
import { valuesOn } from './words.ts';
import { until } from './until.ts';

const servers = await startServers();
const browser = await launch();
const { url } = servers;
let context: BrowserContext;
beforeEach(async () => {
  context = await browser.newContext({ serviceWorkers: 'block' });
});
afterEach(() => context.close());
after(async () => {
  await browser.close();
  await servers.stop();
});

const CLEAR = { vi: 'Xóa câu trả lời', en: 'Clear the answers' };
const line = (page: Page) => page.locator('precall-checker [part~=kept]');
const drafts = (page: Page) => stored<StoredDraft>(page, 'drafts');
const noDraft = (page: Page) =>
  until('the draft is gone', async () => (await drafts(page)).length === 0);

/** One answer, and the line that says that it is kept. */
async function answerOne(person: Person): Promise<void> {
  await person.answer('request_kind', 'outside_duty');
  await line(person.page).waitFor();
}

/** The page with other markup around the widget's attributes. */
const withMarkup = (page: Page, change: (html: string) => string) =>
  page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });

describe('a draft', () => {
  it('brings answers, step and chosen language back after a reload, without taking the focus', async () => {
    const person = await comeTo(context, url);
    assert.equal(await line(person.page).count(), 0, 'there is nothing to be kept yet');
    await fillIn(person);
    await person.chooseLanguage('en');
    await keptAt(person.page, 'review');
    const before = await person.screen();
    await person.page.reload();
    const again = await look(person.page);
    assert.deepEqual(await again.screen(), before);
    assert.equal((await again.screen()).language, 'en');
    assert.equal(await again.page.evaluate(() => document.activeElement?.localName), 'body');
  });

  it('is written when the page goes, however soon after the last key', async () => {
    const person = await comeTo(context, url);
    await fillIn(person);
    await person.perform({ do: 'back' });
    await person.page.keyboard.press('Shift+Tab');
    await person.answer('topic', 'Đổi tên miền');
    await person.page.reload();
    const again = await look(person.page);
    assert.equal((await valuesOn(again.widget)).topic, 'Đổi tên miền');
  });

  it('is not read as the language of a page in another one', async () => {
    const person = await comeTo(context, url);
    await answerOne(person);
    await person.page.goto(new URL('en.html', url).href);
    const english = await look(person.page);
    assert.equal((await english.screen()).language, 'en');
    assert.equal((await valuesOn(english.widget)).request_kind, 'outside_duty');
  });
});

describe('a draft goes', () => {
  for (const language of ['vi', 'en'] as const) {
    it(`when it is cleared, which starts again, in ${language}`, async () => {
      const page = language === 'vi' ? url : new URL('en.html', url).href;
      const person = await comeTo(context, page);
      await answerOne(person);
      await person.widget.getByRole('button', { name: CLEAR[language], exact: true }).click();
      assert.equal((await valuesOn(person.widget)).request_kind, '');
      assert.equal(await line(person.page).count(), 0);
      await noDraft(person.page);
    });
  }

  it('when the customer starts over', async () => {
    const person = await comeTo(context, url);
    await fillIn(person);
    await person.perform({ do: 'back' });
    await person.perform({ do: 'back' });
    await person.perform({ do: 'restart' });
    await noDraft(person.page);
  });

  it('when the receipt has been shown', async () => {
    const person = await comeTo(context, url);
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await codeOf(person);
    await noDraft(person.page);
    await person.page.reload();
    assert.equal((await (await look(person.page)).screen()).step, 'need');
  });
});

/** To the page as it is linked to: its own address would hold the answers, too. */
async function comeBack(page: Page): Promise<Person> {
  await page.goto('about:blank');
  await page.goto(url);
  return look(page);
}

describe('a draft is of no use', () => {
  it('after a day', async () => {
    const person = await comeTo(context, url);
    await answerOne(person);
    await keptAt(person.page, 'need');
    await person.page.clock.setFixedTime(Date.now() + 23 * 3_600_000);
    await person.page.reload();
    const inTime = await look(person.page);
    assert.equal((await valuesOn(inTime.widget)).request_kind, 'outside_duty');
    await person.page.clock.setFixedTime(Date.now() + 25 * 3_600_000);
    const tooLate = await comeBack(person.page);
    assert.equal((await valuesOn(tooLate.widget)).request_kind, '');
    await noDraft(person.page);
  });

  it('when the policy has changed', async () => {
    const person = await comeTo(context, url);
    await answerOne(person);
    await keptAt(person.page, 'need');
    await person.page.route('**/choixanh.policy.json', async (route) => {
      const response = await route.fetch();
      const policy = (await response.json()) as { version: string };
      await route.fulfill({ response, json: { ...policy, version: '2020-01-01' } });
    });
    const again = await comeBack(person.page);
    assert.equal((await valuesOn(again.widget)).request_kind, '');
    await noDraft(person.page);
  });
});

describe('what was kept', () => {
  it('gives way to a link only when something is answered there', async () => {
    const person = await comeTo(context, url);
    await answerOne(person);
    await keptAt(person.page, 'need');
    await person.page.goto('about:blank');
    await person.page.goto(`${url}#precall=need&request_kind=unclear_points`);
    const linked = await look(person.page);
    assert.equal((await valuesOn(linked.widget)).request_kind, 'unclear_points');
    const again = await comeBack(person.page);
    assert.equal((await valuesOn(again.widget)).request_kind, 'outside_duty');
  });

  it('and was cleared does not come back by the history', async () => {
    const person = await comeTo(context, url);
    await person.answer('request_kind', 'unclear_points');
    await person.answer('prior_guidance_count', '0');
    await person.perform({ do: 'next' });
    await keptAt(person.page, 'ownership');
    await person.page.locator('precall-checker [part~=kept] button').click();
    await noDraft(person.page);
    await person.page.goto('about:blank');
    for (let steps = 0; steps < 2; steps++) {
      await person.page.goBack();
      const back = await look(person.page);
      assert.equal((await back.screen()).step, 'need');
      assert.equal((await valuesOn(back.widget)).request_kind, '');
    }
  });
});

describe('several widgets', () => {
  it('of one page keep their drafts apart', async () => {
    const page = await context.newPage();
    await withMarkup(page, (html) =>
      html.replace(
        /(<precall-checker)([^>]*>)([^]*?<\/precall-checker>)/,
        '$1$2$3$1$2$3$1 id="x"$2$3',
      ),
    );
    await page.goto(url);
    await look(page);
    const widgets = page.locator('precall-checker');
    await widgets.nth(2).locator('.heading').waitFor();
    const options = ['unclear_points', 'outside_duty', 'full_guidance'];
    for (const [place, option] of options.entries()) {
      await widgets.nth(place).locator(`input[value=${option}]`).check({ force: true });
    }
    await until('three drafts are kept', async () => (await drafts(page)).length === 3);
    await page.reload();
    await widgets.nth(2).locator('.heading').waitFor();
    for (const [place, option] of options.entries()) {
      assert.equal((await valuesOn(widgets.nth(place))).request_kind, option);
    }
  });
});

describe('keep="none"', () => {
  it('leaves nothing on the device, and says so once a request is on its way', async () => {
    const page = await context.newPage();
    await withMarkup(page, (html) =>
      html.replace('<precall-checker', '<precall-checker keep="none"'),
    );
    await page.goto(url);
    const person = await look(page);
    await servers.stopReceiver();
    await fillIn(person);
    await person.perform({ do: 'submit' });
    await person.widget.getByText('không lưu được trên thiết bị này').waitFor();
    assert.equal(await line(page).count(), 0);
    assert.deepEqual([await drafts(page), await outboxOf(page)], [[], []]);
    await servers.startReceiver();
    await codeOf(person);
    assert.deepEqual([await drafts(page), await outboxOf(page)], [[], []]);
  });
});
