// The strict security policy: sent as a header as well as it stands in the pages, a whole check and
// request violates it nowhere.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { readTranscript } from '../cases/transcript.ts';
import { at } from '../paths.ts';
import { hasScreen, launch } from './browser.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';

const STRICT: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'frame-src': "'self'",
  'form-action': "'self'",
  'require-trusted-types-for': "'script'",
};

const site = at('build/site/');
const pages = readdirSync(site).filter((name) => name.endsWith('.html'));
const textOf = (name: string) => readFileSync(site + name, 'utf8');

const metaOf = (page: string) =>
  /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
const hashesOf = (page: string) => metaOf(page).match(/'sha256-[^']+'/g) ?? [];

/** The policy as a server would send it, with the hashes of the styles that stand in the page. */
const headerFor = (page: string) =>
  Object.entries(STRICT)
    .map(([name, value]) =>
      [name, value, ...(name === 'style-src' ? hashesOf(page) : [])].join(' '),
    )
    .join('; ');

const servers = await startServers();
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
});

/** A page under the header, and what violated it so far. */
async function open(name: string): Promise<{ page: Page; violations: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const violations: string[] = [];
  await page.exposeFunction('violated', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      const what = [violatedDirective, blockedURI, sourceFile, lineNumber].join(' ');
      (window as unknown as { violated(what: string): void }).violated(what);
    });
  });
  await page.route(`${servers.url}${name}*`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': headerFor(textOf(name)) };
    await route.fulfill({ response, headers });
  });
  await page.goto(servers.url + name);
  return { page, violations };
}

describe('every page of the site', () => {
  for (const name of pages) {
    it(`${name} allows what the strict policy allows, and styles by their hash`, () => {
      const given = Object.fromEntries(
        metaOf(textOf(name))
          .split('; ')
          .map((part) => [part.split(' ')[0] ?? '', part.replace(/^\S+ /, '')]),
      );
      for (const [directive, value] of Object.entries(STRICT)) {
        const without = (given[directive] ?? '').replace(/ 'sha256-[^']+'/g, '');
        assert.equal(without, value, directive);
      }
      assert.deepEqual(
        Object.keys(given).filter((each) => !(each in STRICT)),
        ['base-uri'],
      );
    });

    it(`${name} has no script, handler or style attribute in it`, () => {
      const page = textOf(name);
      assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/);
      assert.doesNotMatch(page, /<[a-z][^>]*\s(?:on[a-z]+|style)=/);
    });

    it(`${name} opens without a violation`, async () => {
      const { page, violations } = await open(name);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(violations, []);
      await page.context().close();
    });
  }
});

describe('under the strict policy', () => {
  it('a check and a request go through to the receipt without a violation', async () => {
    const { page, violations } = await open('index.html');
    await page.waitForFunction(hasScreen);
    const person = new Person(page);
    for (const action of readTranscript('eligible_to_receipt').actions) {
      await person.perform(action);
    }
    assert.equal((await person.screen()).receipt?.status, 'received');
    assert.deepEqual(violations, []);
    await page.context().close();
  });

  it('a violation would be noticed', async () => {
    const { page, violations } = await open('index.html');
    await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'p { color: red }';
      document.head.append(style);
    });
    await page.waitForFunction(() => document.querySelector('head > style:last-child') !== null);
    assert.match(violations.join(), /style-src/);
    await page.context().close();
  });
});
