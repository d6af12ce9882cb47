// Vietnamese as it is typed, in every kind of field: by an input method that composes, by one that
// deletes and types anew, pasted, and filled in by the browser.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { Visit, type Setting } from './browser.ts';
import { launchPainting, openClient } from './canvas.ts';
import { assertComposes, heard, listen, TELEX, WORD } from './composing.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';

const servers = await startServers();
const browser = await launchPainting();
after(async () => {
  await browser.close();
  await servers.stop();
});

const NUMBER = '#precall=need&request_kind=unclear_points';
const DATE = `${NUMBER.replace('need', 'account')}&prior_guidance_count=0&owner_verified=true&admin_account=true`;

interface Place {
  page: Page;
  field: Locator;
  id: string;
  value: () => Promise<string>;
  caret: () => Promise<number | null>;
}

type Try = (place: Place) => Promise<void>;

async function tryIn(visit: Visit, ids: string[], run: Try): Promise<void> {
  const { page } = visit;
  for (const id of ids) {
    const field = page.locator(`#c-${id}`);
    await field.fill('');
    await field.focus();
    await listen(page);
    const value = () => field.inputValue();
    const caret = () => field.evaluate((each) => (each as HTMLInputElement).selectionStart);
    await run({ page, field, id, value, caret });
  }
  await visit.close();
}

type Open = (setting: Setting) => Promise<Visit>;

/** The same controls, seen or lying over their picture. */
const FACES: Open[] = [
  (setting) => Visit.open(browser, setting),
  (setting) => openClient(browser, setting),
];

async function everywhere(run: Try): Promise<void> {
  for (const open of FACES) await inEveryKind(open, run);
}

/** Every kind that is typed: number, date, and all of the form. */
async function inEveryKind(openWith: Open, run: Try): Promise<void> {
  const open = (hash: string) => openWith({ url: servers.url + hash });
  await tryIn(await open(NUMBER), ['prior_guidance_count'], run);
  await tryIn(await open(DATE), ['service_expiry_date'], run);
  const { actions, now } = readTranscript('eligible_to_receipt');
  const visit = await openWith({ url: servers.url, now });
  const person = new PointerPerson(visit.page);
  await person.arriveAt('form', actions);
  const { controls = [] } = await person.screen();
  const typed = controls.filter(({ kind }) => kind !== 'checkbox' && kind !== 'radios');
  assert.deepEqual([...new Set(typed.map(({ kind }) => kind))].sort(), [
    'email',
    'tel',
    'text',
    'textarea',
    'url',
  ]);
  await tryIn(
    visit,
    typed.map(({ id }) => id),
    run,
  );
}

async function compose(session: CDPSession, steps: string[]): Promise<void> {
  for (const text of steps) {
    const end = text.length;
    await session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }
}

/** All at once: such an input method waits for nobody. */
async function typeAnew({ keyboard }: Page, deleted: number, text: string): Promise<void> {
  const back = Array.from({ length: deleted }, () => keyboard.press('Backspace'));
  await Promise.all([...back, keyboard.insertText(text)]);
}

describe('an input method that composes', () => {
  it('is heard once, when the word is complete, and the caret stays behind it', async () => {
    await everywhere(async ({ page, id, value, caret }) => {
      const session = await page.context().newCDPSession(page);
      await compose(session, TELEX);
      assert.deepEqual(await heard(page, id), [], `${id}: half a word was heard`);
      await session.send('Input.insertText', { text: WORD });
      assert.deepEqual(await heard(page, id), [WORD], id);
      assert.equal(await value(), WORD);
      assert.equal(await caret(), WORD.length);
      await page.keyboard.press('Tab');
      assert.deepEqual(await heard(page, id), [WORD], `${id}: heard again on leaving`);
      await session.detach();
    });
  });

  it('composes in the middle of a text as at its end', async () => {
    await everywhere(async ({ page, id, value, caret }) => {
      await page.keyboard.insertText(' Thử');
      await page.keyboard.press('Home');
      await listen(page);
      const session = await page.context().newCDPSession(page);
      await compose(session, TELEX);
      await session.send('Input.insertText', { text: WORD });
      assert.equal(await value(), `${WORD} Thử`, id);
      assert.equal(await caret(), WORD.length, id);
      assert.deepEqual(await heard(page, id), [`${WORD} Thử`]);
      await session.detach();
    });
  });

  it('is heard once also where the end comes before the last change', async () => {
    await everywhere(({ page, id }) => assertComposes(page, id));
  });
});

describe('an input method that deletes and types anew', () => {
  it('leaves the caret where it types, and the core with the last word', async () => {
    await everywhere(async ({ page, id, value, caret }) => {
      const { keyboard } = page;
      await keyboard.insertText(' Thử');
      await keyboard.press('Home');
      await keyboard.type('Nguye');
      await typeAnew(page, 1, 'ê');
      await keyboard.type('n');
      await typeAnew(page, 2, 'ễn');
      assert.equal(await value(), `${WORD} Thử`, id);
      assert.equal(await caret(), WORD.length, id);
      assert.equal((await heard(page, id)).at(-1), `${WORD} Thử`);
    });
  });
});

describe('text that comes in one piece', () => {
  it('is taken in NFC, and shown so once the field is left', async () => {
    await everywhere(async ({ page, id, value, caret }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const apart = WORD.normalize('NFD');
      assert.notEqual(apart, WORD);
      await page.evaluate((text) => navigator.clipboard.writeText(text), apart);
      await page.keyboard.press('Control+V');
      assert.deepEqual(await heard(page, id), [WORD], id);
      assert.equal(await caret(), apart.length, `${id}: the caret jumped`);
      await page.keyboard.press('Tab');
      assert.equal(await value(), WORD, id);
      assert.deepEqual(await heard(page, id), [WORD], `${id}: heard again on leaving`);
    });
  });

  it('is taken once when the browser fills it in', async () => {
    await everywhere(async ({ page, field, id }) => {
      await field.evaluate((each, text) => {
        (each as HTMLInputElement).value = text;
        each.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        each.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      }, WORD);
      assert.deepEqual(await heard(page, id), [WORD], id);
    });
  });

  it('is taken from a correction of spelling and from a keyboard without keys', async () => {
    await everywhere(async ({ page, id, value }) => {
      await page.keyboard.insertText('Nguyên Thử');
      await page.keyboard.press('Home');
      await page.keyboard.press('Control+Shift+ArrowRight');
      // As a spelling checker does: the word that is selected is another one at once.
      const session = await page.context().newCDPSession(page);
      await session.send('Input.insertText', { text: `${WORD} ` });
      assert.equal((await value()).replace(/ +/, ' '), `${WORD} Thử`, id);
      await page.keyboard.press('End');
      // As a phone's keyboard does: no key is told, only what became of the text.
      await session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        commands: ['deleteBackward'],
        key: 'Unidentified',
        windowsVirtualKeyCode: 229,
      });
      assert.equal((await heard(page, id)).at(-1)?.replace(/ +/, ' '), `${WORD} Th`, id);
    });
  });
});
