// Chromium as Debian ships it, headless, with a fresh profile each time, and a page that remembers
// everything it complained about.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const EXECUTABLE = process.env.PRECALL_CHROMIUM ?? '/usr/bin/chromium';
// Long enough for a busy machine; what is not there by then does not come.
const PATIENCE_MS = 60_000;
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The browser would load pages of its own address bar with each window, on the cores that the page needs.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
];

/** Whether the core has answered: a heading alone may be the page's own HTML. */
export const hasScreen = () =>
  (document.querySelector('precall-checker') as { screen?: unknown } | null)?.screen !== undefined;

export const launch = (...more: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: EXECUTABLE, args: [...QUIET, ...more] });

/** With a profile that outlives it, for browsers that are configured or that come back. */
export const launchWithProfile = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: QUIET });

/** A browser of which every process can be killed by its id. */
export async function spawnWithProfile(
  profile: string,
): Promise<{ browser: Browser; child: ChildProcess }> {
  const args = [...QUIET, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(EXECUTABLE, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => {
      reject(new Error(`${EXECUTABLE} ended: ${text}`));
    });
  });
  return { browser: await chromium.connectOverCDP(address), child };
}

export interface Setting {
  url: string;
  language?: string;
  /** The time on the visitor's clock; the machine's own if missing. */
  now?: string;
  width?: number;
  height?: number;
  /** What is there when the page is ready; the first screen of the core if missing. */
  ready?: string;
  /** Device pixels a CSS pixel. */
  ratio?: number;
  /** Runs in the page before its own scripts. */
  script?: string;
}

/** A page whose errors are asserted to be none when it is closed. */
export class Visit {
  readonly page: Page;
  private readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('requestfailed', (request) => {
      // A page that is left does not wait for what is optional, a font or its own icon.
      if (request.resourceType() === 'font' || request.url().endsWith('.svg')) return;
      this.complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
    });
  }

  static async open(browser: Browser, setting: Setting): Promise<Visit> {
    const { url, language = 'vi', now, ratio = 1, ready, script } = setting;
    const { width = 1280, height = 800 } = setting;
    const viewport = { width, height };
    const context = await browser.newContext({ viewport, deviceScaleFactor: ratio });
    if (script !== undefined) await context.addInitScript({ content: script });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const visit = new Visit(page);
    if (now !== undefined) await page.clock.setFixedTime(new Date(now));
    await page.goto(language === 'vi' ? url : new URL(`${language}.html`, url).href);
    // The heading stands in the page's own HTML; the screen is there when the core is.
    if (ready === undefined) await page.waitForFunction(hasScreen);
    else await page.locator(ready).first().waitFor();
    return visit;
  }

  /** Some complaints may be what the test is about. */
  async close(expected?: RegExp): Promise<void> {
    await this.page.context().close();
    const others = this.complaints.filter((each) => expected?.test(each) !== true);
    assert.deepEqual(others, [], 'the page complained');
  }
}
