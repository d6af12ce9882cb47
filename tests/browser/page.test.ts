// What a person meets on the page: an empty form, errors where they belong, and a way through that
// needs no mouse.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Replay } from '../cases/replay.ts';
import { readTranscript } from '../cases/transcript.ts';
import { loadCore, policyText } from '../wasm/module.ts';
import { launch, Visit } from './browser.ts';
import { Journey } from './journey.ts';
import { Keyboard } from './keyboard.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { lookAround, passThrough } from './without_mouse.ts';
import { valuesOn } from './words.ts';

const servers = await startServers();
const browser = await launch();
const core = await loadCore();
after(async () => {
  await browser.close();
  await servers.stop();
});

const { url } = servers;
const focused = (page: Page) =>
  page.evaluate(() => document.querySelector('precall-checker')?.shadowRoot?.activeElement?.id);

describe('nothing is answered for the customer', () => {
  for (const name of ['eligible_to_receipt', 'consultation']) {
    it(`every step of ${name} starts empty, and nothing is ticked`, async () => {
      const transcript = readTranscript(name);
      const visit = await Visit.open(browser, { url, now: transcript.now });
      const person = new Person(visit.page);
      const starts = new Map<string, Record<string, string>>();
      const look = async ({ flow, step }: { flow: string; step: string }) => {
        const place = `${flow}/${step}`;
        if (!starts.has(place)) starts.set(place, await valuesOn(person.widget));
      };
      await new Journey(person, new Replay(core, policyText), look).travel(transcript);
      for (const [place, values] of starts) {
        for (const [id, value] of Object.entries(values)) assert.equal(value, '', `${place} ${id}`);
      }
      assert.ok(starts.size >= 4);
      await visit.close();
    });
  }
});

describe('errors', () => {
  it('take the focus in a summary whose links lead to each control', async () => {
    const visit = await Visit.open(browser, { url });
    const person = new Person(visit.page);
    const { page } = visit;
    await person.perform({ do: 'next' });
    const { errors } = await person.screen();
    assert.ok(errors && errors.items.length >= 2);
    const summary = person.widget.getByRole('group', { name: errors.heading });
    assert.equal(await summary.evaluate((element) => element.matches(':focus')), true);
    for (const [place, { id }] of errors.items.entries()) {
      await summary.getByRole('link').nth(place).click();
      assert.equal(await focused(page), `c-${id}`);
    }
    await visit.close();
  });

  it('stand beside their control, which points to them', async () => {
    const visit = await Visit.open(browser, { url });
    const person = new Person(visit.page);
    await person.perform({ do: 'next' });
    const { errors } = await person.screen();
    assert.ok(errors && errors.items.length >= 2);
    for (const { id, text } of errors.items) {
      const box = person.widget.locator(`[data-control="${id}"]`);
      const invalid = visit.page.locator('[aria-invalid=true]');
      const control = box.and(invalid).or(box.locator(invalid));
      const ids = ((await control.getAttribute('aria-describedby')) ?? '').split(' ');
      const texts = await Promise.all(ids.map((each) => box.locator(`#${each}`).textContent()));
      assert.ok(texts.includes(text), `${id}: ${texts.join(' | ')}`);
    }
    await visit.close();
  });

  it('go away as soon as the answer is right', async () => {
    const visit = await Visit.open(browser, { url });
    const person = new Person(visit.page);
    await person.perform({ do: 'next' });
    const invalid = person.widget.locator('[aria-invalid=true]');
    assert.ok((await person.screen()).errors);
    assert.ok((await invalid.count()) > 0);
    await person.answer('request_kind', 'unclear_points');
    await person.answer('prior_guidance_count', '0');
    assert.equal((await person.screen()).errors, undefined);
    assert.equal(await invalid.count(), 0);
    await visit.close();
  });
});

describe('the keyboard alone', () => {
  it('leads from the first question to the receipt', async () => {
    const visit = await Visit.open(browser, { url });
    const code = await new Keyboard(visit.page).sendRequest();
    await new Person(visit.page).widget.getByText(code, { exact: true }).waitFor();
    await visit.close();
  });

  it('reaches languages, the quick check, errors and clauses', async () => {
    const visit = await Visit.open(browser, { url });
    await lookAround(visit.page);
    await visit.close();
  });

  it('is kept in the widget by nothing', async () => {
    const visit = await Visit.open(browser, { url });
    await passThrough(visit.page);
    await visit.close();
  });
});

describe('the language', () => {
  it('changes in place and keeps what was answered', async () => {
    const visit = await Visit.open(browser, { url });
    const person = new Person(visit.page);
    await person.answer('request_kind', 'outside_duty');
    await person.chooseLanguage('en');
    assert.equal((await person.screen()).language, 'en');
    assert.equal((await valuesOn(person.widget)).request_kind, 'outside_duty');
    await visit.close();
  });
});
