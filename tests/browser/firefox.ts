// Firefox as Debian ships it, headless, through WebDriver BiDi: a fresh profile each time, and a
// page that remembers everything it complained about.
import assert from 'node:assert/strict';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import type { Action, Screen } from '../../web/widget/types.ts';
import { hasScreen } from './browser.ts';
import { Keyboard } from './keyboard.ts';
import { until } from './until.ts';

const EXECUTABLE = process.env.PRECALL_FIREFOX ?? '/usr/bin/firefox-esr';
const LAUNCH_MS = 120_000;

export interface Looks {
  dark?: boolean;
  reducedMotion?: boolean;
}

/** What the visitor's system prefers, Firefox is told when it starts. */
export const launchFirefox = ({ dark = false, reducedMotion = true }: Looks = {}) =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: EXECUTABLE,
    headless: true,
    timeout: LAUNCH_MS,
    protocolTimeout: LAUNCH_MS,
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
    },
  });

export class FirefoxVisit {
  readonly page: Page;
  private readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${String(error)}`));
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('requestfailed', (request) => this.complaints.push(`failed: ${request.url()}`));
  }

  static async open(browser: Browser, url: string, width = 1280): Promise<FirefoxVisit> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height: 800 });
    const visit = new FirefoxVisit(page);
    await page.goto(url);
    await until('the first screen', () => page.evaluate(hasScreen));
    return visit;
  }

  async close(): Promise<void> {
    await this.page.browserContext().close();
    assert.deepEqual(this.complaints, [], 'the page complained');
  }
}

/** A person at Firefox, who reads words and clicks on them. */
export class Pointer {
  readonly page: Page;
  private readonly keyboard: Keyboard;

  constructor(page: Page) {
    this.page = page;
    this.keyboard = new Keyboard(page);
  }

  screen(): Promise<Screen> {
    return this.keyboard.screen();
  }

  async widget(): Promise<ElementHandle> {
    const widget = await this.page.$('precall-checker');
    assert.ok(widget);
    return widget;
  }

  async perform(action: Action): Promise<void> {
    if (action.do === 'input') return this.answer(action.id, action.value);
    if (action.do === 'delivery') return; // happens by itself
    if (action.do === 'receipt') {
      return until('the receipt', async () => (await this.screen()).receipt?.status === 'received');
    }
    const { actions } = await this.screen();
    const offered = actions.find((each) => each.action.do === action.do);
    assert.ok(offered, `there is no way to ${action.do}`);
    await this.click('button', offered.label);
  }

  async answer(id: string, value: string): Promise<void> {
    const { controls = [] } = await this.screen();
    const control = controls.find((each) => each.id === id);
    assert.ok(control, `nothing here is called ${id}`);
    const option = control.options?.find((each) => each.value === value);
    const within = `[data-control="${id}"]`;
    if (option !== undefined) return this.click(`${within} label`, option.label);
    if (control.kind === 'checkbox') return this.click(`${within} label`, control.label);
    if (value === 'unknown') return this.click(`${within} label`, control.unsure?.label ?? '');
    const field = await this.find(`${within} input, ${within} textarea`, '');
    await field.click();
    await this.page.keyboard.type(value);
  }

  async click(kind: string, words: string): Promise<void> {
    const target = await this.find(kind, words);
    await target.click();
  }

  /** The first of its kind with these words, or with none asked for. */
  private async find(kind: string, words: string): Promise<ElementHandle> {
    const handle = await this.page.evaluateHandle(
      (selector, text) => {
        const root = document.querySelector('precall-checker')?.shadowRoot;
        const all = [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])];
        return all.find(
          ({ textContent }) => text === '' || textContent.replace(/\s+/g, ' ').trim() === text,
        );
      },
      kind,
      words,
    );
    const element = handle.asElement() as ElementHandle | null;
    assert.ok(element, `no ${kind} says “${words}”`);
    return element;
  }
}

const shots = process.env.PRECALL_SHOTS;

/** A picture at each width, if pictures are asked for. */
export async function keepPictures(page: Page, name: string): Promise<void> {
  const before = page.viewport();
  if (shots === undefined) return;
  for (const width of [320, 768, 1280]) {
    await page.setViewport({ width, height: 800 });
    const path: `${string}.png` = `${shots}/firefox-${name}-${width}.png`;
    await page.screenshot({ path, fullPage: true });
  }
  await page.setViewport(before);
}
