// What only the canvas tells: the board lights up with the answers and says what decides, the time line
// is dragged and keyed, and all of it is in the accessibility tree. And nothing is painted for nobody.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import {
  difference,
  frames,
  isPainted,
  launchPainting,
  openClient,
  painted,
  settled,
  sight,
} from './canvas.ts';
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
const clause = (page: Page, label: string) => page.locator('summary.clause', { hasText: label });

interface Told {
  role?: { value?: unknown };
  name?: { value?: unknown };
  description?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
}

/** What the accessibility tree has of a clause's row. */
async function toldOf(page: Page, label: string) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Told[] };
  await session.detach();
  const row = nodes.find(
    ({ role, name }) =>
      role?.value === 'DisclosureTriangle' && String(name?.value).startsWith(label),
  );
  return {
    name: String(row?.name?.value).replace(/\s+/g, ' ').trim(),
    description: String(row?.description?.value),
    isUnfolded: row?.properties?.find(({ name }) => name === 'expanded')?.value.value,
  };
}

/** On to the verdict, with every condition met. */
async function toVerdict(page: Page): Promise<PointerPerson> {
  const person = new PointerPerson(page);
  for (const action of readTranscript('eligible_to_receipt').actions) {
    if ((await person.screen()).step === 'verdict') break;
    await person.perform(action);
  }
  return person;
}

/** Of a row alone, with the pointer and its edges elsewhere. */
async function pictureOf(row: Locator): Promise<Buffer> {
  await row.scrollIntoViewIfNeeded();
  await row.page().mouse.move(0, 0);
  await settled(row.page());
  return row.screenshot({ animations: 'disabled', caret: 'hide' });
}

describe('the board of clauses', () => {
  it('changes with an answer, in the picture and in the tree', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const before = await pictureOf(clause(page, REPEATED));
    assert.equal((await toldOf(page, REPEATED)).name, `${REPEATED} Chưa xác định`);
    await new PointerPerson(page).answer('prior_guidance_count', '3');
    assert.equal((await toldOf(page, REPEATED)).name, `${REPEATED} Có thể bị từ chối`);
    const { share } = await difference(page, await pictureOf(clause(page, REPEATED)), before);
    assert.ok(share > 0.02, `only ${share} of its row has changed`);
    await visit.close();
  });

  it('says which rule decides', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await new PointerPerson(page).answer('prior_guidance_count', '3');
    const { description } = await toldOf(page, REPEATED);
    assert.match(
      description,
      /^Đã yêu cầu hướng dẫn 3 lần trước đây\. Chúng tôi sẽ kiểm tra trong dữ liệu khách hàng/,
    );
    await visit.close();
  });
});

describe('what a clause says', () => {
  it('is shown beside the row that is pointed at or has the focus', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const row = clause(page, REPEATED);
    await row.scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    const quiet = await sight(page);
    await row.hover();
    const { x, y, width, height } = await inSight(page);
    const at = (await row.boundingBox()) ?? assert.fail();
    assert.ok(
      x + width <= at.x + 1 && y <= at.y && y + height >= at.y + at.height,
      'not beside it',
    );
    const shown = await difference(page, await sight(page), quiet);
    assert.ok(shown.share > 0.01, `only ${shown.share} of the pixels have changed`);
    // The pointer may go over to what is shown, and cannot press there what lies below.
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
    await page.mouse.down();
    await page.mouse.up();
    assert.ok(await page.locator('.shade').isVisible());
    assert.equal(await page.locator('input:checked').count(), 0, 'a covered answer was given');
    await page.mouse.move(0, 0);
    assert.equal((await difference(page, await sight(page), quiet)).share, 0, 'it stays');
    await page.keyboard.press('Tab');
    await row.focus();
    await inSight(page);
    await page.keyboard.press('Escape');
    await page.locator('.shade').waitFor({ state: 'detached' });
    await row.hover();
    await inSight(page);
    await visit.close();
  });
});

/** Where what a clause says is painted; it is there, and in the window. */
async function inSight(page: Page) {
  const box = await page.locator('.shade').boundingBox();
  const window = page.viewportSize();
  assert.ok(box !== null && window !== null);
  assert.ok(box.y >= 0 && box.y + box.height <= window.height, JSON.stringify(box));
  return box;
}

describe('a clause unfolds below its row, and folds again', () => {
  const ways: Record<string, (row: Locator) => Promise<void>> = {
    'by a click': (row) => row.click(),
    'by a tap': (row) => row.tap(),
    'by Enter': (row) => row.press('Enter'),
    // As assistive technology asks for it; the focus need not be there.
    'by its default action': (row) => row.dispatchEvent('click'),
  };
  for (const [way, press] of Object.entries(ways)) {
    for (const width of [390, 1280]) {
      it(`${way} at ${width} px`, async () => {
        const context = await browser.newContext({
          hasTouch: true,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        await page.goto(new URL('client.html', servers.url).href);
        await page.waitForFunction(isPainted);
        const [row, next] = [clause(page, REPEATED), clause(page, 'Điều 6, ý 2')];
        const below = async () =>
          ((await next.boundingBox())?.y ?? 0) - ((await row.boundingBox())?.y ?? 0);
        const folded = await below();
        await press(row);
        await until('room for the words', async () => (await below()) > folded + 40);
        assert.equal((await toldOf(page, REPEATED)).isUnfolded, true);
        const words = page.locator('.entry [open] .why');
        assert.ok(await words.isVisible());
        await press(row);
        await until('no room', async () => (await below()) === folded);
        assert.equal((await toldOf(page, REPEATED)).isUnfolded, false);
        await context.close();
      });
    }
  }
});

describe('on paper', () => {
  it('every word stands once, and no picture of it', async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('precall-checker canvas').isVisible(), false);
    const heading = page.locator('precall-checker .heading');
    assert.equal(await heading.evaluate((each) => getComputedStyle(each).opacity), '1');
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
    assert.match(await told(page), /^Nếu câu trả lời là 12\/11\/2026: Đủ điều kiện\.$/);
    await page.keyboard.press('ArrowLeft');
    assert.match(
      await told(page),
      /^Nếu câu trả lời là 11\/11\/2026: Nhân viên có quyền từ chối\. Dịch vụ đã hết hạn 11 ngày\.$/,
    );
    await visit.close();
  });
});

interface First {
  hasControls: boolean;
  picture: string;
}

/** Runs in the page before its own scripts: keeps the first frame, and whether controls lay over it. */
function watchFirst(): void {
  const { prototype } = WebGL2RenderingContext;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its context below
  const { drawElements } = prototype;
  prototype.drawElements = function (...given) {
    prototype.drawElements = drawElements;
    drawElements.apply(this, given);
    const { canvas } = this;
    // Once all of it is drawn, and before it is shown and gone.
    queueMicrotask(() => {
      const root = document.querySelector('precall-checker')?.shadowRoot;
      const hasControls = (root?.querySelector('form, [data-at]') ?? null) !== null;
      const picture = canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : '';
      Object.assign(globalThis, { first: { hasControls, picture } });
    });
  };
}

describe('the first frame', () => {
  it('is there before the controls, with the whole of the first screen', async () => {
    const script = `(${String(watchFirst)})()`;
    for (const width of [360, 1280]) {
      const visit = await openClient(browser, { url: servers.url, now: NOW, width, script });
      const { page } = visit;
      const first = await page.evaluate(() => (globalThis as unknown as { first: First }).first);
      assert.ok(!first.hasControls, 'the first frame waited for the controls');
      const [, picture = ''] = first.picture.split(',');
      const now = await painted(page, 1);
      const { share, ink } = await difference(page, now, Buffer.from(picture, 'base64'));
      assert.ok(share === 0 && ink > 0.02, `${share} of it is another now; ${ink} of it is inked`);
      await visit.close();
    }
  });
});

describe('the colours', () => {
  it("follow a page's own dark mode", async () => {
    const visit = await openClient(browser, { url: servers.url, now: NOW });
    const { page } = visit;
    const light = await painted(page, 1);
    const before = await frames(page);
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
    });
    await until('a frame', async () => (await frames(page)) > before);
    const dark = await painted(page, 1);
    assert.ok((await difference(page, dark, light)).share > 0.9, 'it stayed light');
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = '';
    });
    await until('another frame', async () => (await frames(page)) > before + 2);
    assert.equal((await difference(page, await painted(page, 1), light)).share, 0);
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
