// The npm package as somebody else gets it: packed, installed into an empty folder, seen by their
// compiler, bundled by their bundler, and run. And what it says of the element is so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { at } from '../paths.ts';
import { paths } from '../wasm/module.ts';
import { launch, Visit } from './browser.ts';
import { folder, page as pageOf, serve } from './origins.ts';

const source = at('build/package');
const home = mkdtempSync(join(tmpdir(), 'precall-npm-'));
const installed = join(home, 'node_modules/precall-checker');
const browser = await launch();
const server = await serve(folder(home));
after(async () => {
  await browser.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

const npm = (...parameters: string[]) =>
  execFileSync('npm', [...parameters, '--offline', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
  });

const TSC = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');

/** What the compiler says of a module in the folder, at its strictest. */
function compile(name: string, text: string, resolution: string): string {
  writeFileSync(join(home, name), text);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom'];
  const kind = ['--module', resolution === 'bundler' ? 'esnext' : resolution];
  const finding = ['--moduleResolution', resolution];
  try {
    return execFileSync(process.execPath, [TSC, ...options, ...kind, ...finding, name], {
      cwd: home,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

interface Named {
  name: string;
}

interface Typed extends Named {
  type: { text: string };
  default?: string;
}

interface Declaration {
  tagName: string;
  attributes: Typed[];
  members: Typed[];
  events: Named[];
  cssProperties: (Named & { default: string })[];
  cssParts: Named[];
}

function declared(): Declaration {
  const text = readFileSync(join(installed, 'custom-elements.json'), 'utf8');
  const { modules } = JSON.parse(text) as { modules: { declarations: Declaration[] }[] };
  return modules[0]?.declarations[0] ?? assert.fail('the manifest declares nothing');
}

const names = (entries: Named[]) => entries.map(({ name }) => name).sort();
const unique = (found: string[]) => [...new Set(found)].sort();

test('the npm package packs and installs', () => {
  const [packed] = JSON.parse(npm('pack', source, '--json')) as { filename: string }[];
  writeFileSync(join(home, 'package.json'), '{"name": "trang", "private": true}');
  npm('install', join(home, packed?.filename ?? ''));
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { version: own } = JSON.parse(readFileSync(at('web/package.json'), 'utf8')) as {
    version: string;
  };
  assert.equal(version, own);
});

const GOOD = `import { PrecallChecker, type Verdict } from 'precall-checker';
  const element = document.createElement('precall-checker');
  const same: PrecallChecker['prototype'] = new PrecallChecker();
  element.policy = '/policy.json';
  element.addEventListener('precall:verdict', ({ detail }) => {
    const verdict: Verdict = detail.verdict;
    console.log(verdict.reasons.length, same.screen?.step);
  });`.replace("PrecallChecker['prototype']", 'typeof PrecallChecker.prototype');

for (const resolution of ['bundler', 'nodenext']) {
  test(`the npm package is understood by tsc with moduleResolution ${resolution}`, () => {
    assert.equal(compile('good.mts', GOOD, resolution), '');
    const bad = GOOD.replace("'/policy.json'", '7').replace('reasons', 'reasoms');
    const errors = compile('bad.mts', bad, resolution);
    assert.match(errors, /'number' is not assignable to type 'string'/);
    assert.match(errors, /'reasoms' does not exist/);
  });
}

test('the npm package runs from a bundle, with its WebAssembly beside it', async () => {
  writeFileSync(
    join(home, 'main.js'),
    `import { PrecallChecker } from 'precall-checker';
     document.querySelector('precall-checker').dataset.same =
       String(PrecallChecker === customElements.get('precall-checker'));`,
  );
  await build({
    entryPoints: [join(home, 'main.js')],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir: join(home, 'out'),
    logLevel: 'error',
  });
  copyFileSync(join(installed, 'precall-core.wasm'), join(home, 'out/precall-core.wasm'));
  copyFileSync(paths.policy, join(home, 'policy.json'));
  for (const mode of ['inline', 'popup']) {
    const element = `<precall-checker policy="policy.json" mode="${mode}"></precall-checker>`;
    const script = '<script type="module" src="out/main.js"></script>';
    writeFileSync(join(home, 'index.html'), pageOf(element, script));
    const ready = 'precall-checker .heading, precall-checker [part=open-button]';
    const visit = await Visit.open(browser, { url: server.url, ready });
    if (mode === 'popup') await visit.page.getByRole('button').click();
    await visit.page.locator('precall-checker[data-same=true] .heading').waitFor();
    await visit.close();
  }
});

test('the custom-elements manifest lists the attributes and the fields that the element really has', async () => {
  const visit = await Visit.open(browser, { url: server.url, ready: 'precall-checker' });
  const observed = await visit.page.evaluate(() => {
    const { constructor } = document.createElement('precall-checker');
    return (constructor as unknown as { observedAttributes: string[] }).observedAttributes;
  });
  const { attributes, members, tagName } = declared();
  assert.equal(tagName, 'precall-checker');
  assert.deepEqual(names(attributes), observed.sort());
  const fields = await visit.page.evaluate(
    (all) => all.filter((name) => name in document.createElement('precall-checker')),
    names(members),
  );
  assert.deepEqual(fields.sort(), [...observed, 'screen'].sort());
  await visit.close();
});

test('the custom-elements manifest gives attributes and fields the types and defaults that they really have', async () => {
  const { attributes, members } = declared();
  const fields = members.filter(({ name }) => name !== 'screen');
  const lines = [...attributes, ...fields].map(
    ({ name, type }) => `element.${name} = null as unknown as ${type.text};`,
  );
  const element = `import 'precall-checker';
    const element = document.createElement('precall-checker');`;
  assert.equal(compile('typed.mts', [element, ...lines].join('\n'), 'bundler'), '');
  const visit = await Visit.open(browser, { url: server.url, ready: 'precall-checker' });
  const usual = await visit.page.evaluate(async (all) => {
    await customElements.whenDefined('precall-checker');
    const fresh = document.createElement('precall-checker') as unknown as Record<string, unknown>;
    return Object.fromEntries(all.map((name) => [name, fresh[name]]));
  }, names(attributes));
  for (const { name, default: told } of [...attributes, ...fields]) {
    const value = usual[name];
    assert.equal(told, typeof value === 'string' ? `'${value}'` : String(value), name);
  }
  await visit.close();
});

const all = readdirSync(at('web/widget'), { recursive: true, encoding: 'utf8' });
const widget = (end: string) =>
  all
    .filter((name) => name.endsWith(end))
    .map((name) => readFileSync(at(`web/widget/${name}`), 'utf8'))
    .join('\n');
const code = widget('.ts');
const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? '');

test('the custom-elements manifest lists the events that are really fired', () => {
  assert.deepEqual(names(declared().events), unique(found(code, /tell\('(precall:\w+)'/g)));
});

test('the custom-elements manifest lists the custom properties that the styles really read, with what they fall back to', () => {
  const styles = widget('.css');
  const { cssProperties } = declared();
  assert.deepEqual(names(cssProperties), unique(found(styles, /var\((--precall-[\w-]+)/g)));
  for (const { name, default: usual } of cssProperties) {
    assert.ok(styles.includes(`var(${name}, ${usual})`), `${name}: ${usual}`);
  }
});

test('the custom-elements manifest lists the parts that the templates really have', () => {
  const given = unique(found(code, /\bpart="([^"]+)"/g).flatMap((text) => text.split(' ')));
  const tones = ['ok', 'warn', 'no', 'open'];
  const parts = given.flatMap((name) =>
    name.includes('${tone}') ? tones.map((tone) => name.replace('${tone}', tone)) : [name],
  );
  assert.deepEqual(names(declared().cssParts), unique(parts));
});
