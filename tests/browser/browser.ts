// Chromium as Debian ships it, headless, with a fresh profile each time, and a page that remembers
// everything it complained about.
import assert from 'node:assert/strict';
import { chromium, type Browser, type Page } from 'playwright-core';

const EXECUTABLE = process.env.PRECALL_CHROMIUM ?? '/usr/bin/chromium';
// Long enough for a busy machine; what is not there by then does not come.
const PATIENCE_MS = 20_000;
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether the core has answered: a heading alone may be the page's own HTML. */
export const hasScreen = () =>
  (document.querySelector('precall-checker') as { screen?: unknown } | null)?.screen !== undefined;

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: EXECUTABLE, args: QUIET });

export interface Setting {
  url: string;
  language?: string;
  /** The time on the visitor's clock; the machine's own if missing. */
  now?: string;
  width?: number;
  /** What is there when the page is ready; the first screen of the core if missing. */
  ready?: string;
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
      this.complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
    });
  }

  static async open(browser: Browser, setting: Setting): Promise<Visit> {
    const { url, language = 'vi', now, width = 1280, ready } = setting;
    const context = await browser.newContext({ viewport: { width, height: 800 } });
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

  async close(): Promise<void> {
    await this.page.context().close();
    assert.deepEqual(this.complaints, [], 'the page complained');
  }
}
