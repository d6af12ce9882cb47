// The widget in real React and Vue apps: properties go in, events come out, and what the framework
// draws again leaves the check as it is.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { at } from '../paths.ts';
import { launch, Visit } from './browser.ts';
import { folder, page as pageOf, serve, siteFolder } from './origins.ts';
import { Person } from './person.ts';

const FRAMEWORKS = ['react', 'vue'];

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [at(`tests/browser/apps/${name}.ts`)],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return outputFiles[0]?.text ?? assert.fail(`${name} was not bundled`);
}

const script = (name: string) => `<script type="module" src="/${name}"></script>`;
const files = new Map<string, string>();
for (const name of FRAMEWORKS) {
  files.set(`/${name}.js`, await bundle(name));
  // The app draws before the element is known, as on a slow network.
  const scripts = script(`${name}.js`) + script('precall-checker.js');
  files.set(`/${name}.html`, pageOf('<div id="app"></div>', scripts));
}
const site = folder(siteFolder);
const server = await serve((path) => files.get(path) ?? site(path));
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
});

for (const name of FRAMEWORKS) {
  test(`a ${name} app sets properties, hears events and takes the widget away and back`, async () => {
    const visit = await Visit.open(browser, { url: `${server.url}${name}.html` });
    const { page } = visit;
    const person = new Person(page);
    const seen = page.locator('output');
    const says = (text: string) =>
      page.waitForFunction(
        (wanted) => document.querySelector('output')?.textContent === wanted,
        text,
      );
    await says('need vi');
    await person.answer('request_kind', 'unclear_points');
    await page.getByRole('button', { name: 'Tiếng Anh', exact: true }).click();
    await says('need en');
    const { controls = [] } = await person.screen();
    assert.equal(controls[0]?.value, 'unclear_points', 'the answer is gone');
    await person.answer('prior_guidance_count', '0');
    await person.perform({ do: 'next' });
    await page.waitForFunction(() => document.querySelector('output')?.textContent !== 'need en');
    const here = `${(await person.screen()).step} en`;
    assert.equal(await seen.textContent(), here);
    const toggle = page.getByRole('button', { name: 'Ẩn hiện', exact: true });
    await toggle.click();
    assert.equal(await person.widget.count(), 0);
    await toggle.click();
    await says(here);
    await visit.close();
  });
}
