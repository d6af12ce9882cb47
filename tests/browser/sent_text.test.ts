// Text from the field to the receiver, on either face: what is pasted in parts, what Chromium fills in by
// itself, and letters that the painted typeface lacks.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { Visit } from './browser.ts';
import { launchPainting, openClient } from './canvas.ts';
import { HeldPosts } from './held_posts.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';

const FOREIGN = 'Щука 漢字 😀 ở Hà Nội';
const NAME = 'Nguyễn Thị Ngọc Ánh';

const { actions, now } = readTranscript('eligible_to_receipt');
const servers = await startServers();
const browser = await launchPainting();
after(async () => {
  await browser.close();
  await servers.stop();
});

const FACES = {
  'on the HTML face': () => Visit.open(browser, { url: servers.url, now }),
  'on the canvas': () => openClient(browser, { url: servers.url, now }),
};

async function toForm(open: () => Promise<Visit>) {
  const visit = await open();
  const { page } = visit;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const person = new PointerPerson(page);
  await person.arriveAt('form', actions);
  return { visit, page, person };
}

async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await field.click();
  await page.keyboard.press('Control+V');
}

/** As Chromium does when an address is chosen from its list. */
async function autofill(page: Page, field: string, values: Record<string, string>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const expression = `document.querySelector('precall-checker').shadowRoot.querySelector('${field}')`;
  const { result } = await session.send('Runtime.evaluate', { expression });
  const { node } = await session.send('DOM.describeNode', { objectId: result.objectId ?? '' });
  await session.send('Autofill.trigger', {
    fieldId: node.backendNodeId,
    address: { fields: Object.entries(values).map(([name, value]) => ({ name, value })) },
  });
  await session.detach();
}

/** What is seen of a row on the review: on the canvas only what it cannot paint is HTML. */
async function assertSeen(page: Page, text: string, paintedBy: string | null): Promise<void> {
  const row = page.locator('precall-checker dd.value', { hasText: text });
  await row.first().waitFor();
  for (const each of await row.all()) {
    assert.equal(await each.getAttribute('data-at'), paintedBy, text);
    const { opacity, over } = await each.evaluate((element) => ({
      opacity: getComputedStyle(element).opacity,
      over: element.scrollWidth - element.clientWidth,
    }));
    assert.equal(opacity, paintedBy === 'text' ? '0' : '1', text);
    assert.ok(over <= 0, `${text}: wider than its place`);
  }
}

async function sentFrom(page: Page, person: PointerPerson): Promise<Record<string, string>> {
  const posts = await HeldPosts.of(page);
  await person.perform({ do: 'submit' });
  const { fields } = JSON.parse(await posts.body()) as { fields: Record<string, string> };
  await posts.deliver();
  await person.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/).waitFor();
  return fields;
}

for (const [where, open] of Object.entries(FACES)) {
  const painted = where === 'on the canvas';

  describe(`text that reaches the receiver, ${where}`, () => {
    it('is in NFC, foreign letters and all, and seen so on the review', async () => {
      const { visit, page, person } = await toForm(open);
      const rest = actions.slice(actions.findIndex((each) => 'id' in each && each.id === 'phone'));
      await paste(page, page.locator('#c-name'), NAME.normalize('NFD'));
      await person.arriveAt(
        'none',
        rest.slice(
          0,
          rest.findIndex(({ do: verb }) => verb === 'next'),
        ),
      );
      await person.answer('topic', FOREIGN);
      await person.answer('message', `${FOREIGN}\n${NAME.normalize('NFD')}`);
      await person.perform({ do: 'next' });
      assert.equal((await person.screen()).step, 'review');
      await assertSeen(page, FOREIGN, painted ? 'html' : null);
      await assertSeen(page, 'www.example.com', painted ? 'text' : null);
      const { name, topic, message } = await sentFrom(page, person);
      assert.equal(name, NAME);
      assert.equal(topic, FOREIGN);
      assert.equal(message, `${FOREIGN}\n${NAME}`);
      await visit.close();
    });
  });

  describe(`what Chromium fills in, ${where}`, () => {
    it('is seen in the fields and held by the core', async () => {
      const { visit, page, person } = await toForm(open);
      const filled = {
        name: ['NAME_FULL', NAME],
        phone: ['PHONE_HOME_WHOLE_NUMBER', '0900000001'],
        email: ['EMAIL_ADDRESS', 'anh@example.com'],
      } as const;
      await autofill(page, '#c-name', Object.fromEntries(Object.values(filled)));
      for (const [id, [, value]] of Object.entries(filled)) {
        const field = page.locator(`#c-${id}:autofill`);
        await field.waitFor();
        assert.equal(await field.inputValue(), value, id);
        assert.equal(await field.evaluate((each) => getComputedStyle(each).opacity), '1', id);
        const control = (await person.screen()).controls?.find((each) => each.id === id);
        assert.equal(control?.value, value, id);
      }
      await visit.close();
    });
  });
}
