// The glue that Emscripten makes for the client module, as a module that the widget can import.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { paths } from './paths.ts';

const NAME = '@client';

/** `client` is the module; its glue lies beside it. */
export function glue(client = paths.client): Plugin {
  const file = client.replace(/\.wasm$/, '.mjs');
  return {
    name: 'precall-glue',
    enforce: 'pre',
    resolveId: (name) => (name === NAME ? file : undefined),
    load(id) {
      if (id !== file) return undefined;
      // The widget hands the module over itself; a bundler would pack it a second time.
      return readFileSync(file, 'utf8').replace(
        /new URL\((["'])precall-client\.wasm\1, ?import\.meta\.url\)\.toString\(\)/,
        '""',
      );
    },
  };
}
