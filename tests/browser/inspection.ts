// What has to hold of the page on every step, whatever it shows and whichever browser shows it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of either browser, as far as looking at it goes. */
export interface Inspected {
  evaluate<T>(script: () => T | Promise<T>): Promise<T>;
  evaluate(source: string): Promise<unknown>;
}

declare const axe: {
  run(context: Document, options: { runOnly: string[] }): Promise<AxeResults>;
};

/**
 * No finding of axe-core, the page around the widget included. Its source goes in through the
 * browser's own debugger: a script element would break the page's security policy.
 */
export async function assertAccessible(page: Inspected, where: string): Promise<void> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() =>
    axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`),
  }));
  assert.deepEqual(found, [], where);
  assert.ok(passes.length > 20, `${where}: axe looked at too little`);
}

/** Nothing reaches over the right edge, so that nobody has to scroll sideways. */
export async function assertFits(page: Inspected, where: string): Promise<void> {
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

/** No text is cut off by the box that it stands in. */
export async function assertUncut(page: Inspected, where: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const boxes = root?.querySelectorAll<HTMLElement>('[part], p, label, button, summary') ?? [];
    return [...boxes]
      .filter((box) => {
        const { overflowX, overflowY, display } = getComputedStyle(box);
        if (display === 'inline' || box.matches('input, textarea, progress')) return false;
        if (overflowX === 'visible' && overflowY === 'visible') return false;
        return box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      })
      .map((box) => `${box.tagName} ${box.className}: ${box.textContent.trim().slice(0, 60)}`);
  });
  assert.deepEqual(cut, [], where);
}

/** No field that takes a password, by its type or by what browsers fill in. */
export async function assertNoPassword(page: Inspected, where: string): Promise<void> {
  const fields = await page.evaluate(() => {
    const root = document.querySelector('precall-checker')?.shadowRoot;
    return root?.querySelectorAll('[type=password], [autocomplete*=password]').length;
  });
  assert.equal(fields, 0, where);
}

/** What can be hit with a thumb: 44 px at least (WCAG 2.2, 2.5.5), links within a sentence aside. */
export async function assertTargets(page: Inspected, where: string): Promise<void> {
  const small = await page.evaluate(() => {
    const kinds = 'a[href], button, summary, label:has(input), textarea, [type=text], [type=tel]';
    const root = document.querySelector('precall-checker')?.shadowRoot;
    const main = document.querySelector('main');
    return [root, main]
      .flatMap((part) => [...(part?.querySelectorAll<HTMLElement>(kinds) ?? [])])
      .filter(
        ({ tagName, parentElement }) =>
          tagName !== 'A' ||
          [...(parentElement?.childNodes ?? [])].every(
            ({ nodeType, nodeValue }) => nodeType !== Node.TEXT_NODE || nodeValue?.trim() === '',
          ),
      )
      .map((target) => [target.textContent.trim(), target.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 44)
      .map(([text, { width, height }]) => `${text} ${width}×${height}`);
  });
  assert.deepEqual(small, [], `${where}: smaller than 44 px`);
}
