// The Vite plugin of the site: puts the conditions, the widget's first step and a security policy
// into the pages, and the policy, its certificate and the core beside the widget. A policy that does
// not hold is not published.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import { provePolicy, refusals } from './author.ts';
import { canonical, type Json } from './canonical.ts';
import { fillPage, type Policy } from './conditions.ts';
import { inlineStyles, preloads, secured, shadowRoot, widgetStyles } from './critical.ts';
import { paths } from './paths.ts';
import { prerender } from './prerender.ts';

type Places = Pick<typeof paths, 'policy' | 'core' | 'client' | 'author' | 'verify' | 'styles'>;

const CORE = 'precall-core.wasm';
const CLIENT = 'precall-client.wasm';
const POLICY = 'choixanh.policy.json';
const TYPEFACES = ['be-vietnam-pro-400', 'be-vietnam-pro-600'];
const FIRST_STEP = '<!-- first step -->';

const languageOf = (page: string) => /<html[^>]*\slang="([a-z]+)"/.exec(page)?.[1] ?? 'vi';

function sheetOf(bundle: Rolldown.OutputBundle | undefined, file: string): string | undefined {
  const asset = bundle?.[file];
  return asset?.type === 'asset' ? Buffer.from(asset.source).toString() : undefined;
}

/** Where the widget's build has put what it calls by this name. */
function built(name: string, extension: string): string {
  const isIt = (file: string) => file.startsWith(`${name}-`) && file.endsWith(extension);
  const file = readdirSync(`${paths.output}/assets`).find(isIt);
  if (file === undefined) throw new Error(`the widget has no part "${name}": build it first`);
  return `assets/${file}`;
}

/** Has parts of the widget fetched that its module will ask for, instead of a round trip later. */
const latePreloads = (names: readonly string[]) =>
  names.map((name) => `<link rel="modulepreload" href="./${built(name, '.js')}" />`).join('\n    ');

/** All that the client needs for its first frame is on the way at once. */
const clientPreloads = () =>
  [
    latePreloads(['attach', 'styles', 'address']),
    preloads([CLIENT, POLICY, ...TYPEFACES.map((name) => built(name, '.ttf'))]),
  ].join('\n    ');

/** The words of the policy, where a page leaves a place for them. */
function words(places: Places): Plugin {
  return {
    name: 'precall-words',
    transformIndexHtml: {
      order: 'pre',
      handler(page) {
        const policy = JSON.parse(readFileSync(places.policy, 'utf8')) as Policy;
        return fillPage(page, policy, languageOf(page))
          .replace('<!-- preloads -->', preloads([CORE, POLICY]))
          .replace('<!-- preloads of the client -->', clientPreloads);
      },
    },
  };
}

/** What only the finished page can carry: other plugins would take its styles out again. */
function finish(places: Places): Plugin {
  return {
    name: 'precall-finish',
    transformIndexHtml: {
      order: 'post',
      async handler(page, { bundle }) {
        if (!page.includes(FIRST_STEP)) return secured(page);
        const step = await firstStep(places, languageOf(page));
        const whole = page
          .replace('</head>', `${latePreloads(['address'])}\n  </head>`)
          .replace(FIRST_STEP, () => step);
        const styled = inlineStyles(whole, (file) => sheetOf(bundle, file));
        // Lines are for authors.
        return secured(styled.replace(/\s*\n\s*/g, ' '));
      },
    },
  };
}

/** The first step in a policy's language, to be put between the tags of the element on any page. */
async function firstStep(places: Places, language: string): Promise<string> {
  const policy = readFileSync(places.policy, 'utf8');
  const now = new Date().toISOString();
  const card = await prerender(places.core, policy, language, now);
  return shadowRoot(widgetStyles(places.styles), card);
}

function files(places: Places): Plugin {
  return {
    name: 'precall-files',
    async generateBundle() {
      for (const module of [places.core, places.client, places.author, places.verify]) {
        if (!existsSync(module)) {
          this.error(`${module} is missing: build the WebAssembly modules first (scripts/build)`);
        }
      }
      const policy = readFileSync(places.policy, 'utf8');
      // Proved here and now: a certificate that lies beside the policy is nobody's word.
      const certificate = await provePolicy(places.author, policy, new Date().toISOString());
      const reasons = refusals(certificate);
      if (reasons.length > 0) {
        const advice = 'correct them, or accept them in the policy with a reason';
        this.error(`${places.policy} has errors; ${advice}:\n${reasons.join('\n')}`);
      }
      const sources = {
        [CORE]: readFileSync(places.core),
        [CLIENT]: readFileSync(places.client),
        'precall-verify.wasm': readFileSync(places.verify),
        [POLICY]: canonical(JSON.parse(policy) as Json),
        'choixanh.certificate.json': certificate,
        'fragments/first-step.vi.html': await firstStep(places, 'vi'),
        'fragments/first-step.en.html': await firstStep(places, 'en'),
      };
      for (const [fileName, source] of Object.entries(sources)) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

export const site = (places: Places = paths): Plugin[] => [
  words(places),
  files(places),
  finish(places),
];
