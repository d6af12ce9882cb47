// What has to hold of the page on every step, whatever it shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run(context: Document): Promise<AxeResults> };

/** No finding of axe-core, the page around the widget included. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  // Not as a script of the page: its security policy would refuse it, and rightly.
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => axe.run(document));
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`),
  }));
  assert.deepEqual(found, [], where);
  assert.ok(passes.length > 10, `${where}: axe looked at too little`);
}

/** Nothing reaches over the right edge, so that nobody has to scroll sideways. */
export async function assertFits(page: Page, where: string): Promise<void> {
  const { wide, over } = await page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const elements = [...(root?.querySelectorAll('*') ?? []), ...document.querySelectorAll('*')];
    const beyond = elements.filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 0 && right > innerWidth + 0.5;
    });
    return {
      wide: document.documentElement.scrollWidth - innerWidth,
      over: beyond.map(({ tagName, classList }) => `${tagName} ${[...classList].join('.')}`),
    };
  });
  assert.ok(wide <= 0, `${where}: ${wide} px too wide: ${over.join(', ')}`);
  assert.deepEqual(over, [], where);
}

/** No field that takes a password, by its type or by what browsers fill in. */
export async function assertNoPassword(page: Page, where: string): Promise<void> {
  const fields = page.locator('input[type=password], [autocomplete*=password]');
  assert.equal(await fields.count(), 0, where);
}

/** What can be hit with a thumb: 24 px at least (WCAG 2.2, 2.5.8), links within text aside. */
export async function assertTargets(page: Page, where: string): Promise<void> {
  const small = await page.locator('precall-checker').evaluate((element) => {
    const targets = element.shadowRoot?.querySelectorAll('button, .button, .option, .field') ?? [];
    return [...targets]
      .map((target) => [target.textContent, target.getBoundingClientRect()] as const)
      .filter(([, { height, width }]) => height < 24 || width < 24)
      .map(([text, { height, width }]) => `${text.trim()} ${width}×${height}`);
  });
  assert.deepEqual(small, [], where);
}
