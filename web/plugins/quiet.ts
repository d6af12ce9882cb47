// Keeps Lit and Vite from leaving things of their own on a page that is not ours: names on its
// window, links in its head.
import type { Plugin } from 'vite';

// What Lit's modules put on the window, and what stands there instead. Lit needs none of it to
// work: version numbers for warnings, and the metadata of decorators, which are not used here.
const REPLACED: Record<string, [RegExp, string][]> = {
  '/@lit/reactive-element/reactive-element.js': [
    [/Symbol\.metadata\?\?=.*?,\w+\.litPropertyMetadata\?\?=/, 'const litPropertyMetadata='],
    [/,\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\(".*?"\)/, ''],
  ],
  '/lit-html/lit-html.js': [[/,\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\(".*?"\)/, '']],
  '/lit-element/lit-element.js': [[/\(\w+\.litElementVersions\?\?=\[\]\)\.push\(".*?"\);/, '']],
};

export function quiet(): Plugin {
  return {
    name: 'precall-quiet',
    apply: 'build',
    enforce: 'pre',
    // Vite's own would preload a late module's imports by links in the head of the page.
    load: {
      filter: { id: /vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    transform(code, id) {
      const [, replacements] = Object.entries(REPLACED).find(([end]) => id.endsWith(end)) ?? [];
      return replacements?.reduce((text, [pattern, instead]) => {
        if (!pattern.test(text)) this.error(`${id}: nothing matches ${String(pattern)} any more`);
        return text.replace(pattern, instead);
      }, code);
    },
  };
}
