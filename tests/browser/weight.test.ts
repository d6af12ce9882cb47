// What a visitor downloads up to the first verdict, as brotli packs it.
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { readTranscript } from '../cases/transcript.ts';
import { hasScreen, launch } from './browser.ts';
import { Person } from './person.ts';
import { startServers } from './servers.ts';

const ALL_BYTES_MAX = 90 * 1024;
const FONT_BYTES_MAX = 25 * 1024;

const servers = await startServers();
const browser = await launch();
after(async () => {
  await browser.close();
  await servers.stop();
});

it('everything up to the first verdict is at most 90 KB, and the fonts 25 KB', async () => {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  const weights = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const weigh = async () => {
      const packed = response.url().endsWith('.woff2');
      const body = await response.body();
      return packed ? body.length : brotliCompressSync(body).length;
    };
    weights.set(new URL(response.url()).pathname, weigh());
  });
  await page.addInitScript(() => {
    addEventListener('precall:verdict', () => performance.mark('verdict'), { once: true });
  });
  await page.goto(servers.url);
  await page.waitForFunction(hasScreen);
  const person = new Person(page);
  for (const action of readTranscript('eligible_to_receipt').actions) {
    if ((await person.screen()).verdict !== undefined) break;
    await person.perform(action);
  }
  // What was asked for after the verdict was there is not part of the way to it.
  const later = await page.evaluate(() => {
    const verdict = performance.getEntriesByName('verdict')[0]?.startTime ?? 0;
    const starts = new Map<string, number>();
    for (const { name, startTime } of performance.getEntriesByType('resource')) {
      const { pathname } = new URL(name);
      starts.set(pathname, Math.min(startTime, starts.get(pathname) ?? Infinity));
    }
    return [...starts].filter(([, start]) => start >= verdict).map(([path]) => path);
  });
  for (const path of later) weights.delete(path);
  const sum = async (fonts: boolean) => {
    let bytes = 0;
    for (const [path, weight] of weights) {
      if (path.endsWith('.woff2') === fonts) bytes += await weight;
    }
    return bytes;
  };
  for (const [path, weight] of weights) console.log(`${String(await weight).padStart(6)} ${path}`);
  const [all, fonts] = [await sum(false), await sum(true)];
  console.log(`up to the first verdict: ${all} bytes, and ${fonts} of fonts`);
  assert.ok(weights.size >= 5, 'the page, its script, the core and the policy');
  assert.ok(all <= ALL_BYTES_MAX, `${all} bytes, ${ALL_BYTES_MAX} allowed`);
  assert.ok(fonts <= FONT_BYTES_MAX, `${fonts} bytes of fonts, ${FONT_BYTES_MAX} allowed`);
  await page.context().close();
});
