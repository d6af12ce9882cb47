// Both attributes together: the canvas face in a dialog, which has no size while it is closed, and
// scrolls by itself.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Visit } from './browser.ts';
import { isPainted, launchPainting, settled } from './canvas.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { startServers } from './servers.ts';

const html = pageOf(
  '<precall-checker mode="popup" face="canvas" policy="./choixanh.policy.json"></precall-checker>',
  '<script type="module" src="./precall-checker.js"></script>',
);
const site = folder(siteFolder);
const companyPage = await serve((path) => (path === '/trang.html' ? html : site(path)));
const servers = await startServers([companyPage.origin]);
const browser = await launchPainting();
after(async () => {
  await browser.close();
  await servers.stop();
  await companyPage.stop();
});

/** The part of the card in sight, and the part that is painted, both from the window's top. */
const parts = () => {
  const root = document.querySelector('precall-checker')?.shadowRoot;
  const [card, canvas] = ['.card', 'canvas'].map(
    (name) => root?.querySelector(name)?.getBoundingClientRect() ?? new DOMRect(),
  ) as [DOMRect, DOMRect];
  return {
    seen: [Math.max(0, card.top), Math.min(innerHeight, card.bottom)] as const,
    painted: [canvas.top, canvas.bottom] as const,
    isLonger: card.height > canvas.height + 1,
  };
};

const apart = () => {
  const root = document.querySelector('precall-checker')?.shadowRoot;
  const language = root?.querySelector('.language')?.getBoundingClientRect();
  const close = root?.querySelector('.close')?.getBoundingClientRect();
  return language !== undefined && close !== undefined && language.right <= close.left;
};

test('in a dialog it is painted, closed and opened again, and wherever it is scrolled to', async () => {
  const visit = await Visit.open(browser, {
    url: `${companyPage.url}trang.html`,
    ready: 'precall-checker [part=open-button]',
    width: 390,
    ratio: 3,
  });
  const { page } = visit;
  const button = page.locator('precall-checker [part=open-button]');
  // The check is there before anybody opens the dialog.
  await button.hover();
  await page.waitForFunction(() => {
    const checker = document.querySelector('precall-checker');
    return checker?.screen !== undefined;
  });
  await page.waitForFunction(() => document.fonts.check('16px "Precall Canvas"'));
  for (let times = 0; times < 2; times++) {
    await button.click();
    await page.waitForFunction(isPainted);
    await settled(page);
    assert.ok(await page.evaluate(apart), 'the close button covers the language');
    const { seen, painted, isLonger } = await page.evaluate(parts);
    assert.ok(isLonger, 'the card is too short to show anything');
    assert.ok(painted[0] <= seen[0] && painted[1] >= seen[1], JSON.stringify({ seen, painted }));
    await page.locator('precall-checker dialog').evaluate((dialog) => {
      dialog.scrollTo(0, dialog.scrollHeight);
    });
    await settled(page);
    const below = await page.evaluate(parts);
    assert.ok(below.painted[1] >= below.seen[1], JSON.stringify(below));
    await page.locator('precall-checker [part=close-button]').click();
  }
  await visit.close();
});
