// What comes late does not come at first, on another company's page, where no worker keeps it: that is
// said, and once the line is back the request goes its way. Browsers differ in whether they ask the
// network again for a module that did not arrive.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Action, Screen } from '../../web/widget/types.ts';
import { readTranscript } from '../cases/transcript.ts';
import { hasScreen, launch } from './browser.ts';
import { launchFirefox, Pointer } from './firefox.ts';
import type { Inspected } from './inspection.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';
import { until } from './until.ts';

const LATE = /\/assets\/(?:late|sha256|desk)-/;

let isDown = false;
const site = folder(siteFolder);
const company = await serve((path) => {
  if (path === '/hoi.html') return html;
  return isDown && LATE.test(path) ? undefined : site(path);
});
const servers = await startServers([company.origin]);
const html = pageOf(
  `<precall-checker policy="choixanh.policy.json" endpoint="${servers.receiver}/v1/submissions">
  </precall-checker>`,
  '<script type="module" src="precall-checker.js"></script>',
);
const chromium = await launch();
const firefox = await launchFirefox();
after(async () => {
  await Promise.all([chromium.close(), firefox.close()]);
  await servers.stop();
  await company.stop();
});

/** A person in either browser. */
interface Visitor {
  readonly page: Inspected;
  screen(): Promise<Screen>;
  perform(action: Action): Promise<void>;
}

const count = async ({ page }: Visitor, selector: string): Promise<number> =>
  (await page.evaluate(
    `document.querySelector('precall-checker').shadowRoot.querySelectorAll('${selector}').length`,
  )) as number;

async function sendOnceTheLineIsBack(visitor: Visitor): Promise<void> {
  const { actions } = readTranscript('eligible_to_receipt');
  const end = actions.findIndex((action) => action.do === 'submit');
  const submit = actions[end];
  assert.ok(submit);
  for (const action of actions.slice(0, end)) await visitor.perform(action);
  assert.equal(await count(visitor, '[role=alert]'), 0);
  await visitor.perform(submit);
  await until('that is said', async () => (await count(visitor, '[role=alert]')) === 1);
  assert.equal((await visitor.screen()).step, 'review');
  assert.equal(await count(visitor, '[part=review-row]'), 0);
  isDown = false;
  await until('the answers are shown', async () => (await count(visitor, '[part=review-row]')) > 0);
  await visitor.perform(submit);
  await until('the code', async () => (await count(visitor, '[part=receipt-code]')) === 1);
  assert.equal(await count(visitor, '[role=alert]'), 0);
}

describe('where what comes late has not come', { timeout: 300_000 }, () => {
  it('Chromium says so, asks again, and sends', async () => {
    isDown = true;
    const page = await (await chromium.newContext()).newPage();
    await page.goto(`${company.url}hoi.html`);
    await page.waitForFunction(hasScreen);
    await sendOnceTheLineIsBack(new Person(page));
    await page.context().close();
  });

  it('so does Firefox', async () => {
    isDown = true;
    const page = await (await firefox.createBrowserContext()).newPage();
    await page.goto(`${company.url}hoi.html`);
    await until('the first screen', () => page.evaluate(hasScreen));
    await sendOnceTheLineIsBack(new Pointer(page));
    await page.browserContext().close();
  });
});
