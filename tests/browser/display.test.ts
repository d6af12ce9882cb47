// The widget for eyes that need it otherwise: 400 % zoom, wider text, the system's own colours, no
// motion, and Vietnamese letters with two marks, which no line may cut.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Screen } from '../../web/widget/types.ts';
import { readTranscript } from '../cases/transcript.ts';
import { launch, Visit } from './browser.ts';
import { assertFits, assertUncut } from './inspection.ts';
import { Keyboard } from './keyboard.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';

const servers = await startServers();
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
});

const { url } = servers;

/** Does what the transcript does and looks at each kind of step, errors apart. */
async function alongTheWay(
  name: string,
  page: Page,
  look: (screen: Screen, where: string) => Promise<void>,
): Promise<void> {
  const person = new Person(page);
  const seen = new Set<string>();
  const consider = async () => {
    const screen = await person.screen();
    const where = `${screen.step}${screen.errors === undefined ? '' : ' with errors'}`;
    if (seen.has(where)) return;
    seen.add(where);
    await look(screen, where);
  };
  await consider();
  for (const action of readTranscript(name).actions) {
    await person.perform(action);
    await consider();
  }
}

const inView = (page: Page) =>
  page.evaluate(() => {
    const focused = document.querySelector('precall-checker')?.shadowRoot?.activeElement;
    const { top, bottom } = (focused ?? document.body).getBoundingClientRect();
    return Boolean(focused) && top < innerHeight && bottom > 0;
  });

describe('400 % zoom', () => {
  it('needs no scrolling sideways, cuts nothing, and keeps the focus in view', async () => {
    const { now } = readTranscript('may_be_refused_and_sent');
    const visit = await Visit.open(browser, { url, now, width: 320 });
    const { page } = visit;
    await page.setViewportSize({ width: 320, height: 256 });
    await alongTheWay('may_be_refused_and_sent', page, async (_, where) => {
      await assertFits(page, where);
      await assertUncut(page, where);
      if (where !== 'need') assert.ok(await inView(page), `${where}: the focus is out of sight`);
    });
    await visit.close();
  });

  it('keeps every stop of the keyboard in view', async () => {
    const visit = await Visit.open(browser, { url, width: 320 });
    const { page } = visit;
    await page.setViewportSize({ width: 320, height: 256 });
    const keyboard = new Keyboard(page);
    await keyboard.goOn();
    let stops = 0;
    while ((await keyboard.key('Tab')).inWidget) {
      assert.ok(await inView(page), (await keyboard.focus()).text);
      stops++;
    }
    assert.ok(stops > 8, String(stops));
    await visit.close();
  });
});

describe('text as wide as WCAG 1.4.12 lets people set it', () => {
  it('is cut nowhere', async () => {
    const { now } = readTranscript('errors_corrected');
    const visit = await Visit.open(browser, { url, now, width: 320 });
    const { page } = visit;
    await page.evaluate(() => {
      const wide = new CSSStyleSheet();
      wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
      for (const root of [document, document.querySelector('precall-checker')?.shadowRoot]) {
        root?.adoptedStyleSheets.push(wide);
      }
    });
    await alongTheWay('errors_corrected', page, async (_, where) => {
      await assertFits(page, where);
      await assertUncut(page, where);
    });
    await visit.close();
  });
});

describe('forced colours', () => {
  const open = async (now?: string) => {
    const visit = await Visit.open(browser, { url, width: 520, ...(now ? { now } : {}) });
    await visit.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    return { visit, page: visit.page, person: new Person(visit.page) };
  };
  const style = (page: Page, selector: string, name: 'borderTopWidth' | 'outlineStyle') =>
    page
      .locator(`precall-checker ${selector}`)
      .first()
      .evaluate((each, property) => getComputedStyle(each)[property], name);

  it('still tell the chosen answer, the focus and an error', async () => {
    const { visit, page, person } = await open();
    const free = await style(page, '.field', 'borderTopWidth');
    await person.perform({ do: 'next' });
    assert.notEqual(await style(page, '.field', 'borderTopWidth'), free);
    await person.answer('request_kind', 'unclear_points');
    const chosen = await style(page, 'label:has(input:checked)', 'borderTopWidth');
    assert.notEqual(chosen, await style(page, 'label:has(input:not(:checked))', 'borderTopWidth'));
    const focused = await new Keyboard(page).key('Tab');
    assert.ok(focused.shown);
    await visit.close();
  });

  it('still show how far the visitor has come', async () => {
    const { visit, page, person } = await open();
    const bar = page.locator('precall-checker progress');
    const before = await bar.screenshot();
    await person.answer('request_kind', 'unclear_points');
    await person.answer('prior_guidance_count', '0');
    assert.notDeepEqual(await bar.screenshot(), before);
    await visit.close();
  });

  it('and no colours at all still tell what blocks from what may be refused', async () => {
    const { now } = readTranscript('conditions_not_met');
    const { visit, page } = await open(now);
    const told = new Set<string>();
    await alongTheWay('conditions_not_met', page, async ({ verdict }) => {
      const edges = await page
        .locator('precall-checker [part=reason]')
        .evaluateAll((all) => all.map((each) => getComputedStyle(each).borderLeftStyle));
      const reasons = verdict?.reasons ?? [];
      for (const [at, { effect }] of reasons.entries()) told.add(`${effect} ${edges[at] ?? ''}`);
    });
    assert.deepEqual([...told].sort(), ['blocks solid', 'may_refuse dashed']);
    await visit.close();
  });
});

describe('motion', () => {
  const moving = (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector('precall-checker')?.shadowRoot;
      return document.getAnimations().length + (root?.getAnimations().length ?? 0);
    });

  for (const [reducedMotion, some] of [
    ['no-preference', true],
    ['reduce', false],
  ] as const) {
    it(`is ${some ? 'a little' : 'none'} where the system says ${reducedMotion}`, async () => {
      const visit = await Visit.open(browser, { url });
      const { page } = visit;
      await page.emulateMedia({ reducedMotion });
      const most = await page.evaluate(() => {
        const root = document.querySelector('precall-checker')?.shadowRoot;
        const all = [...(root?.querySelectorAll('*') ?? [])].flatMap((each) =>
          [undefined, '::before', '::after'].map((part) => getComputedStyle(each, part)),
        );
        return all.filter(
          ({ transitionDuration, animationName }) =>
            /[1-9]/.test(transitionDuration) || animationName !== 'none',
        ).length;
      });
      assert.equal(most > 0, some);
      await new Person(page).answer('request_kind', 'unclear_points');
      if (!some) assert.equal(await moving(page), 0);
      await visit.close();
    });
  }
});

describe('letters with two marks', () => {
  it('touch no line above them, in every style of text', async () => {
    const visit = await Visit.open(browser, { url: `${url}#precall=quick` });
    const { page } = visit;
    const person = new Person(page);
    await person.perform({ do: 'next' });
    const styles = await textStyles(page);
    const [control] = (await person.screen()).controls ?? [];
    await person.answer(control?.id ?? '', 'false');
    await person.perform({ do: 'next' });
    styles.push(...(await textStyles(page)));
    assert.ok(new Set(styles.map(({ font }) => font)).size > 10);
    const tight = styles.filter(({ ink, line }) => !(ink <= line));
    assert.deepEqual(tight, []);
    await visit.close();
  });

  it('are whole in a field, also at its upper edge', async () => {
    const visit = await Visit.open(browser, { url: `${url}#precall=consultation` });
    const { page } = visit;
    for (const id of ['name', 'message']) {
      const field = page.locator(`precall-checker #c-${id}`);
      await field.fill('ẪỄỘỮẶẲỖ ỵặộ gjqy');
      await page.locator('precall-checker .heading').focus();
      const usual = await inside(field);
      // A taller line in a smaller padding puts the letters at the same place, with room around.
      await field.evaluate((each) => {
        const { lineHeight, paddingTop } = getComputedStyle(each);
        each.style.lineHeight = `${parseFloat(lineHeight) + 12}px`;
        each.style.paddingBlock = `${parseFloat(paddingTop) - 6}px`;
      });
      assert.ok(usual.equals(await inside(field)), id);
    }
    await visit.close();
  });
});

/** A field without its rounded corners. */
async function inside(field: Locator): Promise<Buffer> {
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  assert.ok(box);
  const clip = { x: box.x + 13, y: box.y + 2, width: 300, height: 48 };
  return field.page().screenshot({ clip });
}

interface Style {
  font: string;
  line: number;
  ink: number;
}

/** Every font and line height that text is set in, and how tall its tallest letters are. */
const textStyles = (page: Page): Promise<Style[]> =>
  page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const all = [...(root?.querySelectorAll('*') ?? []), ...document.querySelectorAll('body *')];
    const ruler = document.createElement('canvas').getContext('2d');
    if (ruler === null) return [];
    return all
      .filter(({ tagName }) => !['STYLE', 'NOSCRIPT'].includes(tagName))
      .filter(({ childNodes }) =>
        [...childNodes].some(({ nodeValue }) => /\S/.test(nodeValue ?? '')),
      )
      .map((each) => getComputedStyle(each))
      .filter(({ fontSize }) => fontSize !== '')
      .map(({ fontWeight, fontSize, lineHeight, fontFamily }) => {
        // Large, since a canvas measures in whole pixels.
        ruler.font = `${fontWeight} 1000px ${fontFamily}`;
        const { actualBoundingBoxAscent, actualBoundingBoxDescent } =
          ruler.measureText('ẪỄỘỮẶẲỖ ỵặộ gjqy');
        const share = (actualBoundingBoxAscent + actualBoundingBoxDescent) / 1000;
        const ink = share * parseFloat(fontSize);
        return {
          font: `${fontWeight} ${fontSize} ${fontFamily}`,
          line: parseFloat(lineHeight),
          ink,
        };
      });
  });
