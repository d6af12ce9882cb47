// The lines of HTML and CSS that put the widget on a page. Strings in, strings out.
import { escaped } from './escaped.ts';

export type Way = 'element' | 'popup' | 'iframe';

export interface Choice {
  way: Way;
  lang: string;
  policy: string;
  endpoint: string;
  /** Custom properties that were changed, with their values. */
  theme: Record<string, string>;
  /** What a page says as long as the check is not there; the title of an iframe. */
  fallback: string;
  title: string;
}

/** Where the widget's files lie, and their digests by name. */
export interface Source {
  /** The folder of one version, with a slash at its end. */
  files: URL;
  frame: URL;
  digests: Record<string, string>;
}

const IFRAME_HEIGHT = 760;

function tag(name: string, attributes: Record<string, string | undefined>, inside: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value = '']) => `\n  ${key}${value === '' ? '' : `="${escaped(value)}"`}`);
  return `<${name}${written.join('')}\n>${escaped(inside)}</${name}>`;
}

function script(name: string, { files, digests }: Source): string {
  const src = new URL(name, files).href;
  return tag('script', { type: 'module', src, integrity: digests[name], crossorigin: '' }, '');
}

/** The address of the page for an iframe; what it knows by itself is left out. */
export function frameAddress(choice: Choice, { frame }: Source): URL {
  const { lang, policy, endpoint, theme } = choice;
  const usual = { policy: './choixanh.policy.json', endpoint: '/v1/submissions' };
  const address = new URL(frame);
  address.searchParams.set('lang', lang);
  for (const [name, value] of Object.entries({ policy, endpoint })) {
    const given = new URL(value, frame);
    const known = new URL(usual[name as keyof typeof usual], frame);
    if (given.href !== known.href) address.searchParams.set(name, given.pathname + given.search);
  }
  for (const [name, value] of Object.entries(theme)) address.searchParams.set(name, value);
  return address;
}

export function html(choice: Choice, source: Source): string {
  const { way, policy, endpoint, lang, fallback, title } = choice;
  if (way === 'iframe') {
    const src = frameAddress(choice, source).href;
    // What systems leave of an iframe is its attributes, the old ones included.
    const size = { width: '100%', height: String(IFRAME_HEIGHT), frameborder: '0' };
    return `${tag('iframe', { src, title, ...size }, '')}\n${script('precall-frame.js', source)}\n`;
  }
  const mode = way === 'popup' ? 'popup' : undefined;
  const element = tag('precall-checker', { mode, policy, endpoint, lang }, fallback);
  return `${script('precall-checker.js', source)}\n${element}\n`;
}

/** An iframe carries its colours in its address. */
export function css({ way, theme }: Choice): string {
  const lines = Object.entries(theme).map(([name, value]) => `  ${name}: ${value};\n`);
  if (way === 'iframe' || lines.length === 0) return '';
  return `precall-checker {\n${lines.join('')}}\n`;
}

/** An iframe shows and sends to nothing that lies on another server than its page. */
export function isReachable(address: string, { way }: Choice, { frame }: Source): boolean {
  try {
    return way !== 'iframe' || new URL(address, frame).origin === frame.origin;
  } catch {
    return false;
  }
}
