// Pins the widget's files: the module knows the digest of the WebAssembly it was built with, and
// everything it consists of is written once more under its version, with a list of digests.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { paths } from './paths.ts';

type Bundle = Rolldown.OutputBundle;

/** As the attribute `integrity` wants it (Subresource Integrity). */
export function integrityOf(bytes: string | Uint8Array, hash = 'sha384'): string {
  return `${hash}-${createHash(hash).update(bytes).digest('base64')}`;
}

/** The file names of a module and of all that it imports, at once or later. */
function graph(bundle: Bundle, name: string, found = new Set<string>()): Set<string> {
  const file = bundle[name];
  if (found.has(name) || file?.type !== 'chunk') return found;
  found.add(name);
  for (const next of [...file.imports, ...file.dynamicImports]) graph(bundle, next, found);
  return found;
}

/** The modules that the widget loads, as they lie in the build. */
export type Modules = Pick<typeof paths, 'core' | 'client'>;

/** The files that a page needs to carry the widget, by name. */
export function widgetFiles(bundle: Bundle, modules: Modules): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const names = [...graph(bundle, 'precall-checker.js'), ...graph(bundle, 'precall-frame.js')];
  for (const name of names) {
    const file = bundle[name];
    if (file?.type === 'chunk') files.set(name, file.code);
  }
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'asset' && name.endsWith('.ttf')) files.set(name, file.source);
  }
  files.set('precall-client.wasm', readFileSync(modules.client));
  return files.set('precall-core.wasm', readFileSync(modules.core));
}

export function digestsOf(files: Map<string, string | Uint8Array>): Record<string, string> {
  return Object.fromEntries([...files].map(([name, source]) => [name, integrityOf(source)]));
}

export function integrity(modules: Modules = paths): Plugin {
  return {
    name: 'precall-integrity',
    config() {
      // Without the file the build ends in an error of its own; to serve a built site needs none.
      const digest = (module: string) =>
        JSON.stringify(existsSync(module) ? integrityOf(readFileSync(module), 'sha256') : '');
      return {
        define: {
          CORE_INTEGRITY: digest(modules.core),
          CLIENT_INTEGRITY: digest(modules.client),
        },
      };
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = widgetFiles(bundle, modules);
        files.set('integrity.json', `${JSON.stringify(digestsOf(files), null, 2)}\n`);
        for (const [name, source] of files) {
          this.emitFile({ type: 'asset', fileName: `v${manifest.version}/${name}`, source });
        }
      },
    },
  };
}
