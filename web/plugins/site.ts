// The Vite plugin of the site: puts the conditions into the pages, and the policy and the core
// beside the widget.
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { canonical, type Json } from './canonical.ts';
import { fillPage, type Policy } from './conditions.ts';
import { paths } from './paths.ts';

const readPolicy = () => readFileSync(paths.policy, 'utf8');

export function site(): Plugin {
  return {
    name: 'precall-site',
    transformIndexHtml: {
      order: 'pre',
      handler(page) {
        const language = /<html[^>]*\slang="([a-z]+)"/.exec(page)?.[1] ?? 'vi';
        const policy = JSON.parse(readPolicy()) as Policy;
        return fillPage(page, policy, language);
      },
    },
    generateBundle() {
      if (!existsSync(paths.core)) {
        this.error(`${paths.core} is missing: build the WebAssembly core first (scripts/build)`);
      }
      this.emitFile({
        type: 'asset',
        fileName: 'precall-core.wasm',
        source: readFileSync(paths.core),
      });
      this.emitFile({
        type: 'asset',
        fileName: 'choixanh.policy.json',
        source: canonical(JSON.parse(readPolicy()) as Json),
      });
    },
  };
}
