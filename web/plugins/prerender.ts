// Renders the first step of a policy to HTML where the site is built: the core's own screen, through
// the widget's own templates, so that the question stands on the page before any script is there.
import { readFileSync } from 'node:fs';
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { instantiate } from '../widget/core.ts';
import type { Face } from '../widget/face.ts';
import { card } from '../widget/views/card.ts';
import { sha256 } from './sha256.ts';

const nobody = () => {
  throw new Error('prerender: nobody is there to ask for anything');
};

const face: Face = {
  late: undefined,
  input: nobody,
  perform: nobody,
  focusControl: nobody,
  choose: nobody,
  keepDay: nobody,
  share: () => undefined,
};

const BLOCKS = 'blockquote|details|div|fieldset|form|h2|legend|p|path|progress';
const BESIDE_BLOCKS = new RegExp(` (?=</?(?:${BLOCKS})\\b)`, 'g');

/** The card as static HTML. `now` is RFC 3339. */
export async function prerender(
  modulePath: string,
  policyText: string,
  language: string,
  now: string,
): Promise<string> {
  const core = await instantiate(await WebAssembly.compile(readFileSync(modulePath)), sha256);
  const { policy } = core.load(policyText);
  const screen = core.screen(policy, core.start(policy), language, now);
  // The comments are for hydration; the element makes its own card and takes the answers over.
  return (
    collectResultSync(render(card(screen, face)))
      .replace(/<!--.*?-->|<\?>/gs, '')
      .replace(/<[^>]*>/g, (tag) => tag.replace(/\s+/g, ' ').replace(/ (\/?>)$/, '$1'))
      .replace(/ checked="(true|false)"/g, (_, checked) => (checked === 'true' ? ' checked' : ''))
      .replace(/\n {2,}/g, ' ')
      .replace(/>\s+</g, '> <')
      // Beside blocks, white space is not seen.
      .replace(BESIDE_BLOCKS, '')
  );
}
