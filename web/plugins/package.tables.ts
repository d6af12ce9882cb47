// Writes the reference of <precall-checker> into pages that leave a place for it. Owns the markup
// and no words.
import type { Plugin } from 'vite';
import { attributes, events, parts, properties, type Entry } from './package.reference.ts';

type Language = 'vi' | 'en';

function list(entries: Entry[], language: Language): string {
  const rows = entries.map(
    (entry) => `<div><dt><code>${entry.name}</code></dt><dd>${entry[language]}</dd></div>`,
  );
  return `<dl class="reference">${rows.join('')}</dl>`;
}

function fill(page: string, language: Language): string {
  const places = { attributes, events, properties, parts };
  return Object.entries(places).reduce(
    (text, [name, entries]) =>
      text.replace(`<!-- reference: ${name} -->`, () => list(entries, language)),
    page,
  );
}

export function referenceTables(): Plugin {
  return {
    name: 'precall-reference',
    transformIndexHtml: {
      order: 'pre',
      handler: (page) => fill(page, /<html[^>]*\slang="en"/.test(page) ? 'en' : 'vi'),
    },
  };
}
