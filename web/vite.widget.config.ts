// Builds the widget by itself: one module that pages load, its late parts beside it, and the npm
// package. What late parts share stays in the one module, since a file more is a round trip more.
import { defineConfig } from 'vite';
import { again } from './plugins/again.ts';
import { fonts } from './plugins/fonts.ts';
import { glue } from './plugins/glue.ts';
import { integrity } from './plugins/integrity.ts';
import { npmPackage } from './plugins/package.ts';
import { paths } from './plugins/paths.ts';
import { quiet } from './plugins/quiet.ts';
import { squeeze } from './plugins/squeeze.ts';
import { forBrowsers, named } from './vite.shared.ts';

export default defineConfig({
  root: paths.widget,
  base: './',
  plugins: [fonts(), glue(), quiet(), squeeze(), again(), integrity(), npmPackage()],
  resolve: { alias: { '@fonts': paths.fonts } },
  build: {
    ...forBrowsers,
    emptyOutDir: true,
    rolldownOptions: {
      // The module's own exports are part of the npm package.
      preserveEntrySignatures: 'allow-extension',
      input: {
        'precall-checker': `${paths.widget}/define.ts`,
        'precall-frame': `${paths.site}/frame.parent.ts`,
      },
      output: { ...named, entryFileNames: '[name].js' },
    },
  },
});
