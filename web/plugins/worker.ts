// Tells the site's service worker which files it answers for, once all of them have been written.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = 'precall-worker.js';
// What the check needs is kept. The rest is for people, for pages elsewhere, or too large for a
// visitor who may never ask for it.
const LEFT_OUT =
  /certificate\.json$|\.map$|^precall-(worker|frame)\.js$|^v\d|^fragments\/|(^|\/)(embed|frame|verify|popup|client|attach)\b|^precall-(verify|client)|\.ttf$/;

// Of these the verify page: kept once it has been asked for.
const LATER = /(^|\/)verify\b|^precall-verify/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function digest(folder: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

export function worker(): Plugin {
  return {
    name: 'precall-worker',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = '' }) {
        const all = filesIn(dir);
        const files = all.filter((file) => !LEFT_OUT.test(file));
        const later = all.filter((file) => LATER.test(file));
        const version = digest(dir, [...files, ...later]);
        const build = JSON.stringify({ version, files, later });
        const path = join(dir, WORKER);
        writeFileSync(path, `const BUILD=${build};\n${readFileSync(path, 'utf8')}`);
      },
    },
  };
}
