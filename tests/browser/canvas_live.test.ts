// What only the canvas tells: the board lights up with the answers and says what decides, the time line
// is dragged and keyed, and all of it is in the accessibility tree. And nothing is painted for nobody.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { difference, frames, launchPainting, openClient, painted, settled } from './canvas.ts';
import { PointerPerson } from './pointer_person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

const NOW = '2026-11-22T09:00:00+07:00';
const REPEATED = 'Điều 6, ý 1';

const servers = await startServers();
const browser = await launchPainting();
after(async () => {
  await browser.close();
  await servers.stop();
});

const slider = (page: Page) => page.getByRole('slider');
const told = async (page: Page) => (await slider(page).getAttribute('aria-valuetext')) ?? '';
const clause = (page: Page, label: string) =>
  page.getByRole('button', { name: new RegExp(`^${label} `) });

/** On to the verdict, with every condition met. */
async function toVerdict(page: Page): Promise<PointerPerson> {
  const person = new PointerPerson(page);
  for (const action of readTranscript('eligible_to_receipt').actions) {
    if ((await person.screen()).step === 'verdict') break;
    await person.perform(action);
  }
  return person;
}

describe('the board of clauses', () => {
  it('changes with an answer, in the picture and in the tree', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const before = await painted(page, 1);
    await page.getByRole('button', { name: `${REPEATED} Còn bỏ ngỏ`, exact: true }).waitFor();
    await new PointerPerson(page).answer('prior_guidance_count', '3');
    await page
      .getByRole('button', { name: `${REPEATED} Có thể bị từ chối`, exact: true })
      .waitFor();
    assert.ok(
      (await difference(page, await painted(page, 1), before)).share > 0,
      'the picture is the same',
    );
    await visit.close();
  });

  it('says which rule decides, to the eye and to the ear, on hover and on focus', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await new PointerPerson(page).answer('prior_guidance_count', '3');
    const button = clause(page, REPEATED);
    const ids = (await button.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const [why, text] = await Promise.all(
      ids.map((id) => page.locator(`[id="${id}"]`).textContent()),
    );
    assert.equal(why, 'Đã yêu cầu hướng dẫn 3 lần trước đây.');
    assert.match(text ?? '', /^Chúng tôi sẽ kiểm tra trong dữ liệu khách hàng/);
    await page.mouse.move(0, 0);
    const quiet = await painted(page, 1);
    await button.hover();
    const hovered = await painted(page, 1);
    assert.ok((await difference(page, hovered, quiet)).share > 0.001, 'hovering shows nothing');
    await page.mouse.move(0, 0);
    assert.equal(
      (await difference(page, await painted(page, 1), quiet)).share,
      0,
      'what was shown stays',
    );
    await button.focus();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await visit.close();
  });
});

describe('the board of clauses on a narrow screen', () => {
  it('unfolds below the clause', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW, width: 320 });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const apart = async () => {
      const [one, next] = [clause(page, REPEATED), clause(page, 'Điều 6, ý 2')];
      return ((await next.boundingBox())?.y ?? 0) - ((await one.boundingBox())?.y ?? 0);
    };
    const folded = await apart();
    await clause(page, REPEATED).focus();
    await until('room for the words', async () => (await apart()) > folded + 40);
    await visit.close();
  });
});

describe('the time line', () => {
  it('is dragged past the limit, and the verdict changes there; the answers do not', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    const person = await toVerdict(page);
    const { verdict } = await person.screen();
    assert.match(await told(page), /: Đủ điều kiện\.$/);
    await slider(page).scrollIntoViewIfNeeded();
    const box = await slider(page).boundingBox();
    assert.ok(box);
    const middle = box.y + box.height / 2;
    const thumb =
      Number(await slider(page).inputValue()) / Number(await slider(page).getAttribute('max'));
    await page.mouse.move(box.x + 12 + (box.width - 24) * thumb, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, middle, { steps: 4 });
    await page.mouse.up();
    assert.match(await told(page), /Nhân viên có quyền từ chối\. Dịch vụ đã hết hạn \d+ ngày\.$/);
    assert.deepEqual((await person.screen()).verdict, verdict, 'trying a day changes no answer');
    await person.perform({ do: 'back' });
    assert.match(await told(page), /: Đủ điều kiện\.$/, 'a new step begins anew');
    await visit.close();
  });

  it('is keyed day by day, and the limit lies between the tenth and the eleventh', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await toVerdict(page);
    await slider(page).focus();
    await page.keyboard.press('Home');
    assert.match(await told(page), /Nhân viên có quyền từ chối/);
    let days = 0;
    while (!(await told(page)).includes('Đủ điều kiện') && days++ < 100) {
      await page.keyboard.press('ArrowRight');
    }
    assert.match(await told(page), /^Nếu là ngày 12\/11\/2026: Đủ điều kiện\.$/);
    await page.keyboard.press('ArrowLeft');
    assert.match(
      await told(page),
      /^Nếu là ngày 11\/11\/2026: Nhân viên có quyền từ chối\. Dịch vụ đã hết hạn 11 ngày\.$/,
    );
    await visit.close();
  });
});

describe('frames', () => {
  it('come with something new, and at no other time', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await settled(page);
    const before = await frames(page);
    await page.waitForTimeout(1_000);
    assert.equal(await frames(page), before, 'an idle canvas was painted');
    await page.mouse.move(300, 300);
    await page.mouse.move(320, 310, { steps: 5 });
    await settled(page);
    const moved = await frames(page);
    await page.mouse.move(322, 311);
    await page.mouse.move(324, 311);
    await settled(page);
    assert.equal(await frames(page), moved, 'a pointer that reaches nothing new was painted');
    await visit.close();
  });

  it('move for a moment with a new step, and not at all where motion is not wanted', async () => {
    const shown: number[] = [];
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      const visit = await openClient(browser, { url: servers.url });
      const { page } = visit;
      await page.emulateMedia({ reducedMotion });
      const person = new PointerPerson(page);
      await person.answer('request_kind', 'unclear_points');
      await person.answer('prior_guidance_count', '0');
      await page.keyboard.press('Tab');
      await settled(page);
      const before = await frames(page);
      await page.evaluate(() => {
        const checker = document.querySelector('precall-checker') as unknown as {
          perform(action: { do: 'next' }): void;
        };
        checker.perform({ do: 'next' });
      });
      await settled(page);
      shown.push((await frames(page)) - before);
      await visit.close();
    }
    const [still = 0, moving = 0] = shown;
    assert.ok(still >= 1 && moving > still, `${still} frames at rest, ${moving} in motion`);
  });
});
