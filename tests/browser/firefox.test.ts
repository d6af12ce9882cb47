// The page in Firefox: the whole way by pointer and by keyboard, errors, languages, and what
// axe-core says. PRECALL_SHOTS=folder keeps pictures at three widths.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { readTranscript } from '../cases/transcript.ts';
import { FirefoxVisit, keepPictures, launchFirefox, Pointer } from './firefox.ts';
import { assertAccessible, assertFits, assertTargets } from './inspection.ts';
import { Keyboard } from './keyboard.ts';
import { assertComposes } from './composing.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';
import { lookAround, passThrough } from './without_mouse.ts';
import { valuesOf, valuesOn, wordsOf, wordsOn } from './words.ts';

const servers = await startServers();
const browser = await launchFirefox();
after(async () => {
  await browser.close();
  await servers.stop();
});

// A browser that hangs must not hold up the run for ever.
const PATIENCE_MS = 300_000;
const { url } = servers;
const english = new URL('en.html', url).href;

describe('Firefox', { timeout: PATIENCE_MS }, () => {
  it('leads from the first question to the receipt by pointer, and shows every word', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    const pointer = new Pointer(visit.page);
    const seen = new Set<string>();
    for (const action of readTranscript('eligible_to_receipt').actions) {
      await pointer.perform(action);
      // The receipt comes when it comes; what is shown before it is seen elsewhere.
      await until('the receipt is there', async () => {
        const { receipt } = await pointer.screen();
        return receipt === undefined || receipt.status === 'received';
      });
      const screen = await pointer.screen();
      const widget = await pointer.widget();
      assert.deepEqual(await wordsOn(widget), wordsOf(screen));
      assert.deepEqual(await valuesOn(widget), valuesOf(screen));
      if (seen.has(screen.step)) continue;
      seen.add(screen.step);
      await keepPictures(visit.page, screen.step);
    }
    assert.match((await pointer.screen()).receipt?.code ?? '', /^\w{4}-\w{4}-\w{2}$/);
    await visit.close();
  });

  it('leads from the first question to the receipt by the keyboard alone', async () => {
    const visit = await FirefoxVisit.open(browser, english);
    const code = await new Keyboard(visit.page).sendRequest();
    assert.match(code, /^\w{4}-\w{4}-\w{2}$/);
    await visit.close();
  });

  it('lets the keyboard reach languages, the quick check, errors and clauses', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    await lookAround(visit.page);
    await visit.close();
  });

  it('keeps no focus in the widget', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    await passThrough(visit.page);
    await visit.close();
  });
});

describe('Firefox, on the way', { timeout: PATIENCE_MS }, () => {
  it('moves the focus to the errors, from there to the control, and on to the next step', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    const pointer = new Pointer(visit.page);
    const keyboard = new Keyboard(visit.page);
    await pointer.perform({ do: 'next' });
    const { errors } = await pointer.screen();
    assert.ok(errors && errors.items.length >= 2);
    assert.ok((await keyboard.focus()).text.startsWith(errors.heading));
    for (const { id, text } of errors.items) {
      await pointer.click('a', text);
      assert.equal((await keyboard.focus()).control, id);
    }
    await pointer.answer('request_kind', 'unclear_points');
    await pointer.answer('prior_guidance_count', '0');
    await pointer.perform({ do: 'next' });
    assert.equal((await keyboard.focus()).text, (await pointer.screen()).heading);
    await visit.close();
  });
});

describe('Firefox, in the midst of it', { timeout: PATIENCE_MS }, () => {
  it('changes the language in place and keeps what was answered', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    const pointer = new Pointer(visit.page);
    await pointer.answer('request_kind', 'outside_duty');
    await pointer.click('button', 'English');
    assert.equal((await pointer.screen()).language, 'en');
    assert.equal((await valuesOn(await pointer.widget())).request_kind, 'outside_duty');
    await visit.close();
  });

  it('hears a composed word once, when it is complete', async () => {
    const visit = await FirefoxVisit.open(browser, `${url}#precall=consultation`);
    for (const id of ['name', 'phone', 'email', 'topic', 'message']) {
      await assertComposes(visit.page, id);
    }
    await visit.close();
  });

  it('goes back through the steps by the browser', async () => {
    const visit = await FirefoxVisit.open(browser, url);
    const pointer = new Pointer(visit.page);
    await pointer.answer('request_kind', 'unclear_points');
    await pointer.answer('prior_guidance_count', '0');
    await pointer.perform({ do: 'next' });
    await visit.page.evaluate(() => {
      history.back();
    });
    await until('the first step', async () => (await pointer.screen()).step === 'need');
    const { request_kind } = await valuesOn(await pointer.widget());
    assert.equal(request_kind, 'unclear_points');
    await visit.close();
  });
});

for (const dark of [false, true]) {
  describe(`axe-core in Firefox, ${dark ? 'dark' : 'light'}`, { timeout: PATIENCE_MS }, () => {
    let own: Browser;
    before(async () => {
      own = await launchFirefox({ dark });
    });
    after(() => own.close());

    it('finds nothing on a step, on its errors and on a verdict', async () => {
      const visit = await FirefoxVisit.open(own, `${english}#precall=quick`, 320);
      const pointer = new Pointer(visit.page);
      const look = async (where: string) => {
        await assertFits(visit.page, where);
        await assertTargets(visit.page, where);
        await assertAccessible(visit.page, where);
        await keepPictures(visit.page, `${where}-${dark ? 'dark' : 'light'}`);
      };
      await look('quick');
      await pointer.perform({ do: 'next' });
      await look('errors');
      const [control] = (await pointer.screen()).controls ?? [];
      await pointer.answer(control?.id ?? '', 'false');
      await pointer.perform({ do: 'next' });
      assert.equal((await pointer.screen()).verdict?.verdict, 'conditions_not_met');
      await look('verdict');
      await visit.close();
    });
  });
}
