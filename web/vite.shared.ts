// What the builds of the widget and of the site have in common.
import type { BuildOptions } from 'vite';
import { paths } from './plugins/paths.ts';

export const forBrowsers: BuildOptions = {
  outDir: paths.output,
  target: 'es2022',
  // A strict security policy refuses inline fonts and pictures.
  assetsInlineLimit: 0,
  // It would put links into the head of every page that embeds the widget.
  modulePreload: false,
};

/** Files whose name changes with their bytes. The hash is short: pages and the widget carry each. */
export const named = {
  chunkFileNames: 'assets/[name]-[hash:6].js',
  assetFileNames: 'assets/[name]-[hash:6][extname]',
};
