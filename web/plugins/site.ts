// The Vite plugin of the site: puts the conditions into the pages, and the policy, its certificate
// and the core beside the widget. A policy that does not hold is not published.
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { provePolicy, refusals } from './author.ts';
import { canonical, type Json } from './canonical.ts';
import { fillPage, type Policy } from './conditions.ts';
import { paths } from './paths.ts';

type Places = Pick<typeof paths, 'policy' | 'core' | 'author' | 'verify'>;

export function site(places: Places = paths): Plugin {
  const readPolicy = () => readFileSync(places.policy, 'utf8');
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
    async generateBundle() {
      for (const module of [places.core, places.author, places.verify]) {
        if (!existsSync(module)) {
          this.error(`${module} is missing: build the WebAssembly modules first (scripts/build)`);
        }
      }
      const policy = readPolicy();
      // Proved here and now: a certificate that lies beside the policy is nobody's word.
      const certificate = await provePolicy(places.author, policy, new Date().toISOString());
      const reasons = refusals(certificate);
      if (reasons.length > 0) {
        const advice = 'correct them, or accept them in the policy with a reason';
        this.error(`${places.policy} has errors; ${advice}:\n${reasons.join('\n')}`);
      }
      const files = {
        'precall-core.wasm': readFileSync(places.core),
        'precall-verify.wasm': readFileSync(places.verify),
        'choixanh.policy.json': canonical(JSON.parse(policy) as Json),
        'choixanh.certificate.json': certificate,
      };
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
