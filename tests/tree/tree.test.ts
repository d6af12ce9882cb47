// Holds the shape of the tree: the fixed top level, who may include whom, and how long files are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const tracked = git('ls-files', '--cached', '--others', '--exclude-standard');
const text = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = tracked.filter((file) => /^(shared|wasm|tests)\/.*\.[ch]pp$/.test(file));
const code = tracked.filter((file) => /\.([ch]pp|m?[jt]s|sh|css)$|^scripts\//.test(file));

/** What a folder of shared/ may include, besides itself. The order is the flow of the data. */
const layers: Record<string, string[]> = {
  base: [],
  policy: ['base'],
  rules: ['base', 'policy'],
  form: ['base', 'policy'],
  submission: ['base', 'policy', 'rules', 'form'],
  session: ['base', 'policy', 'rules', 'form', 'submission'],
  sync: ['base', 'policy', 'rules', 'form', 'submission'],
  tools: ['base', 'policy', 'rules', 'form', 'submission', 'session', 'sync'],
};

/** Each foreign library, and the files that may include it. */
const owners: [RegExp, RegExp][] = [
  [/^nlohmann\//, /^shared\/base\/json\.hpp$/],
  [/^openssl\//, /^shared\/base\/digest_openssl\.cpp$/],
  [/^sodium/, /^shared\/(base\/ed25519_sodium|sync\/(base64|signing|webhook_signature))\.cpp$/],
  [/^lz4/, /^shared\/sync\/packing\.cpp$/],
  [/^boost\//, /^(shared\/sync\/http|tests\/sync\/)/],
  [/^curl\//, /^shared\/sync\/outgoing_curl\.hpp$/],
  [/^sqlite3/, /^(shared\/sync\/database|tests\/sync\/)/],
  [/^utf8proc/, /^shared\/base\/nfc\.cpp$/],
  [/^libxml\//, /^shared\/tools\/html_text\.cpp$/],
  [/^CLI\//, /^shared\/tools\//],
  [/^spdlog\//, /^shared\/tools\//],
  [/^systemd\//, /^shared\/tools\/sync\/notify\.cpp$/],
  [/^doctest\//, /^tests\//],
  [/^imgui/, /^(wasm\/canvas\/imgui\.hpp|tests\/bench\/canvas\/blank\.cpp)$/],
  [/^(GLES3|emscripten)\//, /^(wasm\/canvas\/stage|tests\/bench\/canvas\/blank)\.cpp$/],
];

function includes(file: string): { path: string; own: boolean }[] {
  return [...text(file).matchAll(/^#include ([<"])([^>"]+)[>"]/gm)].map(([, open, path]) => ({
    path: path ?? '',
    own: open === '"',
  }));
}

test('the top level holds only what the mission names', () => {
  const allowed =
    /^(\..*|CMakeLists\.txt|CMakePresets\.json|README\.md|shared|wasm|web|tests|scripts)$/;
  const entries = new Set(tracked.map((file) => file.split('/')[0] ?? ''));
  assert.deepEqual(
    [...entries].filter((entry) => !allowed.test(entry)),
    [],
  );
});

test('folders of the core include only the folders before them', () => {
  const wrong: string[] = [];
  for (const file of sources.filter((name) => name.startsWith('shared/'))) {
    const layer = file.split('/')[1] ?? '';
    const allowed = [...(layers[layer] ?? []), layer];
    for (const { path, own } of includes(file)) {
      if (own && !allowed.includes(path.split('/')[0] ?? '')) wrong.push(`${file} → ${path}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('README lists the folders of the core in the order in which they may include each other', () => {
  const order = Object.keys(layers);
  const rows = text('README.md').matchAll(/^\| `shared\/(\w+)\/`/gm);
  assert.deepEqual(
    [...rows].map(([, folder]) => folder),
    order,
  );
  for (const [place, folder] of order.entries()) {
    for (const each of layers[folder] ?? []) assert.ok(order.indexOf(each) < place, folder);
  }
});

test('each foreign library is included only by its owners', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    for (const { path, own } of includes(file)) {
      const owner = owners.find(([library]) => library.test(path));
      if (!own && owner !== undefined && !owner[1].test(file)) wrong.push(`${file} → ${path}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('every included library has an owner', () => {
  const standard = /^[a-z_0-9]+$|^(stdlib|unistd|fcntl|signal|poll|(sys|arpa|netinet)\/.*)\.h$/;
  const unknown = new Set<string>();
  for (const file of sources) {
    for (const { path, own } of includes(file)) {
      const owned = owners.some(([library]) => library.test(path));
      if (!own && !owned && !standard.test(path)) unknown.add(path);
    }
  }
  assert.deepEqual([...unknown], []);
});

test('no file of code is longer than 400 lines', () => {
  const long = code.filter((file) => text(file).split('\n').length > 401);
  assert.deepEqual(long, []);
});

test('every file of code opens by saying what it owns', () => {
  const silent = code.filter((file) => {
    const lines = text(file).split('\n');
    const first = lines[0]?.startsWith('#!') === true ? lines[1] : lines[0];
    const comment = /\.[ch]pp$/.test(file) ? /^\/\/ \S/ : /^(\/\/|\/\*|#) ?\S/;
    return !comment.test(first ?? '');
  });
  assert.deepEqual(silent, []);
});

test('no file names a path of one machine', () => {
  const places = [`${dirname(root)}/`, `${process.env.HOME ?? '/nowhere'}/`];
  const wrong = tracked.filter((file) => {
    if (/\.(png|woff2|ico)$/.test(file)) return false;
    const content = text(file);
    return places.some((place) => content.includes(place));
  });
  assert.deepEqual(wrong, []);
});
