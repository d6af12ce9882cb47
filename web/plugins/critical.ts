// What a page needs for its first picture stands in the page: style sheets, the widget's first step,
// hints for what is fetched next, and a security policy that allows just these.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transform } from 'lightningcss';

const STYLES = ['tokens', 'base', 'controls', 'kept', 'outcome'];

/** The widget's whole style sheet, as short as it gets. */
export function widgetStyles(folder: string): string {
  const css = STYLES.map((name) => readFileSync(`${folder}/${name}.css`, 'utf8')).join('\n');
  const { code } = transform({ filename: 'widget.css', code: Buffer.from(css), minify: true });
  return code.toString().trim();
}

/** A declarative shadow root: it stands on the page as soon as the HTML does. */
export const shadowRoot = (styles: string, card: string) =>
  `<template shadowrootmode="open"><style>${styles}</style>${card}</template>`;

/** Links to style sheets of the build become the sheets themselves. */
export function inlineStyles(page: string, sheet: (file: string) => string | undefined): string {
  return page.replace(
    /<link rel="stylesheet"[^>]*href="\.\/([^"]+)"[^>]*>/g,
    (link, file: string) => {
      const css = sheet(file);
      if (css === undefined) return link;
      const folder = file.replace(/[^/]*$/, '');
      return `<style>${css.trim().replace(/url\((?!["']?data:)["']?(?:\.\/)?([^)"']+)["']?\)/g, `url(./${folder}$1)`)}</style>`;
    },
  );
}

/** What the widget fetches is asked for while its script is still on the way. */
export function preloads(files: readonly string[]): string {
  return files
    .map((file) => `<link rel="preload" as="fetch" crossorigin href="./${file}" />`)
    .join('\n    ');
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64');

/** The strict policy of a page: its own files, WebAssembly, and the styles that stand in it. */
export function securityPolicy(page: string): string {
  const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => css);
  const hashes = [...new Set(styles)].map((css) => `'sha256-${digest(css)}'`);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    ["style-src 'self'", ...hashes].join(' '),
    "connect-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The page with its security policy before everything else that the policy is about. */
export function secured(page: string): string {
  const content = securityPolicy(page);
  const meta = `<meta http-equiv="content-security-policy" content="${content}" />`;
  return page.replace(/(<meta charset="utf-8" \/>)/, `$1\n    ${meta}`);
}
