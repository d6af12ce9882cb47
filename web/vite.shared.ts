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

/** What changes its name with its bytes: a short one, which nobody can guess and everybody downloads. */
export const named = {
  chunkFileNames: 'assets/[name]-[hash:6].js',
  assetFileNames: 'assets/[name]-[hash:6][extname]',
};
