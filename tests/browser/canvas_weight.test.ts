// What a visitor of the full-page client downloads up to the first painted screen, as brotli packs it:
// page, widget, glue, module, policy and typefaces.
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { hasScreen } from './browser.ts';
import { isPainted, launchPainting } from './canvas.ts';
import { startServers } from './servers.ts';

const ALL_BYTES_MAX = 180 * 1024;

const servers = await startServers();
const browser = await launchPainting();
after(async () => {
  await browser.close();
  await servers.stop();
});

it('the whole client is at most 180 KB, and has no typeface twice', async () => {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  const weights = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const weigh = async () => brotliCompressSync(await response.body()).length;
    weights.set(new URL(response.url()).pathname, weigh());
  });
  await page.addInitScript(() => {
    // However slow the machine: the form does not wait for the painter for ever, and nor does this.
    const later = setTimeout;
    globalThis.setTimeout = ((work: () => void, ms?: number) =>
      ms === 4_000 ? 0 : later(work, ms)) as typeof setTimeout;
  });
  await page.goto(new URL('client.html', servers.url).href);
  await page.waitForFunction(hasScreen);
  await page.waitForFunction(isPainted);
  let all = 0;
  for (const [path, weight] of weights) {
    all += await weight;
    console.log(`${String(await weight).padStart(6)} ${path}`);
  }
  console.log(`up to the first painted screen: ${all} bytes`);
  const paths = [...weights.keys()];
  assert.ok(paths.includes('/precall-client.wasm'));
  assert.ok(!paths.includes('/precall-core.wasm'), 'the core is in the client already');
  assert.equal(paths.filter((path) => /\.(ttf|woff2)$/.test(path)).length, 2);
  assert.ok(all <= ALL_BYTES_MAX, `${all} bytes, ${ALL_BYTES_MAX} allowed`);
  await page.context().close();
});
