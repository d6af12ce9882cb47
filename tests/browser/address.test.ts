// The check in the page's address: links reopen it, Back and Forward go through its steps, and
// neither the page's own anchors nor what is personal is touched.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit } from './browser.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';
import { valuesOn } from './words.ts';

const servers = await startServers();
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
});

type Updating = HTMLElement & { updateComplete: Promise<boolean> };

const { url } = servers;
/** The address follows the answers a frame later. */
const fragment = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        requestAnimationFrame(() => {
          setTimeout(() => {
            setTimeout(() => {
              resolve(location.hash);
            });
          });
        });
      }),
  );
const ANSWERS = '#precall=ownership&request_kind=unclear_points&prior_guidance_count=0';
const { actions, now } = readTranscript('eligible_to_receipt');

async function open(hash = ''): Promise<{ visit: Visit; page: Page; person: Person }> {
  const visit = await Visit.open(browser, { url: url + hash, now });
  return { visit, page: visit.page, person: new Person(visit.page) };
}

/** Answers as the transcript does, up to a step. */
async function goOn(person: Person, until: string): Promise<void> {
  const { step: from } = await person.screen();
  let began = from === 'need';
  for (const action of actions) {
    const { step, controls = [] } = await person.screen();
    if (step === until) return;
    if (action.do === 'input') began ||= controls.some(({ id }) => id === action.id);
    if (began) await person.perform(action);
  }
}

const atStep = (person: Person, wanted: string) =>
  until(`step ${wanted}`, async () => (await person.screen()).step === wanted);

describe('the address', () => {
  it('stays clean until there is something to say, then carries answers and step', async () => {
    const { visit, page, person } = await open();
    assert.equal(await fragment(page), '');
    await person.answer('request_kind', 'unclear_points');
    assert.equal(await fragment(page), '#precall=need&request_kind=unclear_points');
    await person.answer('prior_guidance_count', '0');
    await person.perform({ do: 'next' });
    assert.equal(await fragment(page), ANSWERS);
    await visit.close();
  });

  it('never carries a consent, nor a field of the form', async () => {
    const { visit, page, person } = await open();
    for (const action of actions) {
      if (action.do === 'submit') break;
      await person.perform(action);
      const hash = await fragment(page);
      assert.doesNotMatch(hash, /consent|_ack|stays_responsive|works_continuously/);
      assert.doesNotMatch(decodeURIComponent(hash), /name|phone|email|website|topic|Thử/);
    }
    assert.match(await fragment(page), /^#precall=verdict&/);
    const state = await page.evaluate(() => JSON.stringify(history.state));
    assert.doesNotMatch(state, /Thử|0900|example/);
    await visit.close();
  });

  it('says nothing any more once the request has been sent', async () => {
    const { visit, page, person } = await open();
    for (const action of actions) await person.perform(action);
    assert.equal(await fragment(page), '');
    await page.goBack();
    assert.equal((await person.screen()).receipt?.status, 'received');
    await visit.close();
  });
});

describe('a link', () => {
  it('reopens the check at its step, with its answers', async () => {
    const { visit, person } = await open(ANSWERS);
    assert.equal((await person.screen()).step, 'ownership');
    await person.perform({ do: 'back' });
    assert.deepEqual(await valuesOn(person.widget), {
      request_kind: 'unclear_points',
      prior_guidance_count: '0',
    });
    await visit.close();
  });

  it('to a verdict asks again for what needs agreement, and leads on from there', async () => {
    const first = await open();
    await goOn(first.person, 'verdict');
    const hash = await fragment(first.page);
    await first.visit.close();
    const { visit, person } = await open(hash);
    assert.equal((await person.screen()).step, 'working');
    assert.equal((await person.screen()).errors, undefined);
    for (const value of Object.values(await valuesOn(person.widget))) assert.equal(value, '');
    await goOn(person, 'verdict');
    assert.equal((await person.screen()).verdict?.verdict, 'eligible');
    await visit.close();
  });

  it('survives a reload', async () => {
    const { visit, page, person } = await open();
    await goOn(person, 'account');
    await page.reload();
    await atStep(person, 'account');
    await page.goBack();
    await atStep(person, 'ownership');
    assert.equal((await valuesOn(person.widget)).owner_verified, 'true');
    await visit.close();
  });
});

describe('a link on the page itself', () => {
  it('is followed although an answer has not reached the address yet', async () => {
    const { visit, page, person } = await open();
    await page.evaluate(async (hash) => {
      const widget = document.querySelector('precall-checker') as Updating | null;
      widget?.shadowRoot?.querySelector<HTMLElement>('input[value=full_guidance]')?.click();
      await widget?.updateComplete;
      location.hash = hash;
    }, ANSWERS);
    await atStep(person, 'ownership');
    assert.equal(await fragment(page), ANSWERS);
    await visit.close();
  });

  it('is followed to the other ways in, too', async () => {
    const { visit, page, person } = await open();
    await page.evaluate((hash) => (location.hash = hash), ANSWERS);
    await atStep(person, 'ownership');
    await page.evaluate(() => (location.hash = '#precall=quick'));
    await atStep(person, 'quick');
    await page.evaluate(() => (location.hash = '#precall=consultation'));
    await atStep(person, 'form');
    assert.equal((await person.screen()).flow, 'consultation');
    await visit.close();
  });
});

describe('a link that cannot be followed', () => {
  for (const [about, hash, step] of [
    [
      'with a question of no policy',
      '#precall=ownership&gone=1&request_kind=unclear_points',
      'need',
    ],
    ['with an answer that is none', '#precall=ownership&request_kind=everything', 'need'],
    ['to a step that is not there', ANSWERS.replace('ownership', 'nowhere'), 'ownership'],
    ['with a consent', '#precall=verdict&data_storage_consent=true&contact_consent=true', 'need'],
    ['with a form field', '#precall=form&name=Thu&phone=0900000001', 'need'],
    ['that is cut off', '#precall=owner%', 'need'],
    ['that is too long', `${ANSWERS}&${'x'.repeat(4_000)}=1`, 'need'],
  ] as const) {
    it(`${about} breaks nothing`, async () => {
      const { visit, person, page } = await open(hash);
      const { step: shown, errors } = await person.screen();
      assert.equal(shown, step);
      assert.equal(errors, undefined);
      assert.doesNotMatch(await fragment(page), /consent|name=|phone=|gone/);
      await visit.close();
    });
  }
});

describe('Back and Forward', () => {
  it('go step by step, and keep what was answered', async () => {
    const { visit, page, person } = await open();
    await goOn(person, 'account');
    await page.goBack();
    await atStep(person, 'ownership');
    await person.answer('owner_verified', 'unknown');
    await page.goBack();
    await atStep(person, 'need');
    assert.equal((await valuesOn(person.widget)).request_kind, 'unclear_points');
    await page.goForward();
    await atStep(person, 'ownership');
    assert.equal((await valuesOn(person.widget)).owner_verified, 'unknown');
    await page.goForward();
    await atStep(person, 'account');
    const focused = await page.evaluate(
      () => document.querySelector('precall-checker')?.shadowRoot?.activeElement?.textContent,
    );
    assert.equal(focused, (await person.screen()).heading);
    await visit.close();
  });

  it('go no further than the answers of now allow', async () => {
    const { visit, page, person } = await open();
    await goOn(person, 'account');
    await page.goBack();
    await page.goBack();
    await atStep(person, 'need');
    await person.answer('prior_guidance_count', '');
    await page.goForward();
    const reached = () => (history.state as { precall: { step: string } }).precall.step === 'need';
    await page.waitForFunction(reached);
    assert.equal((await person.screen()).step, 'need');
    await visit.close();
  });
});

describe('Back', () => {
  it('does not bring back what was cleared by starting over', async () => {
    const { visit, page, person } = await open();
    await goOn(person, 'verdict');
    await person.perform({ do: 'restart' });
    assert.equal(await fragment(page), '');
    await page.goBack();
    const { step, controls = [] } = await person.screen();
    assert.equal(step, 'need');
    for (const { value } of controls) assert.equal(value, '');
    await visit.close();
  });

  it('works through the quick check too', async () => {
    const { visit, page, person } = await open();
    await person.perform({ do: 'start', flow: 'quick' });
    const [first] = (await person.screen()).controls ?? [];
    await person.answer(first?.id ?? '', 'true');
    await person.perform({ do: 'next' });
    assert.notEqual((await person.screen()).controls?.[0]?.id, first?.id);
    await page.goBack();
    const asked = async () => (await person.screen()).controls?.[0]?.id;
    await until('the first question', async () => (await asked()) === first?.id);
    await page.goBack();
    await atStep(person, 'need');
    await visit.close();
  });

  it('leaves the anchors of the page alone', async () => {
    const { visit, page, person } = await open('#dieu-kien');
    assert.equal(await fragment(page), '#dieu-kien');
    await person.answer('request_kind', 'unclear_points');
    await person.answer('prior_guidance_count', '0');
    assert.equal(await fragment(page), '#dieu-kien');
    await person.perform({ do: 'next' });
    assert.equal(await fragment(page), ANSWERS);
    await page.locator('nav a[href="#dieu-kien"]').click();
    const top = () =>
      page.locator('#dieu-kien').evaluate((each) => each.getBoundingClientRect().top);
    assert.ok(Math.abs(await top()) < 100, 'the anchor did not scroll');
    assert.equal((await person.screen()).step, 'ownership');
    await page.goBack();
    assert.equal(await fragment(page), ANSWERS);
    assert.equal((await person.screen()).step, 'ownership');
    await page.goBack();
    await atStep(person, 'need');
    assert.equal(await fragment(page), '#dieu-kien');
    await visit.close();
  });
});

describe('two widgets on a page', () => {
  it('do not fight over it: the first has the address', async () => {
    const { visit, page } = await open();
    await page.evaluate(() => {
      const second = document.querySelector('precall-checker')?.cloneNode() as HTMLElement;
      second.id = 'second';
      document.querySelector('main')?.append(second);
    });
    const second = page.locator('#second');
    await second.locator('.heading').waitFor();
    await second.getByText('Hướng dẫn toàn bộ từ đầu').click();
    assert.equal(await fragment(page), '');
    await page.locator('precall-checker:not(#second)').getByText('Hướng dẫn thêm những').click();
    assert.equal(await fragment(page), '#precall=need&request_kind=unclear_points');
    await visit.close();
  });
});

describe('the link to a verdict', () => {
  it('is copied, and says so', async () => {
    const { visit, page, person } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await goOn(person, 'verdict');
    await person.widget.getByRole('button', { name: 'Sao chép liên kết' }).click();
    await person.widget.getByText('Đã sao chép.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, url + (await fragment(page)));
    await visit.close();
  });

  it('is shown to be copied by hand where the browser forbids it', async () => {
    const { visit, page, person } = await open();
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await goOn(person, 'verdict');
    await person.widget.getByRole('button', { name: 'Sao chép liên kết' }).click();
    const field = person.widget.getByRole('textbox', { name: 'Quý khách vui lòng sao chép' });
    assert.equal(await field.inputValue(), url + (await fragment(page)));
    await visit.close();
  });
});
