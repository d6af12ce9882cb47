// Builds the site around the widget, which has been built before it, and serves both for a look.
import { defineConfig } from 'vite';
import { fonts } from './plugins/fonts.ts';
import { referenceTables } from './plugins/package.tables.ts';
import { paths } from './plugins/paths.ts';
import { site } from './plugins/site.ts';
import { worker } from './plugins/worker.ts';
import { forBrowsers, named } from './vite.shared.ts';

const receiver = process.env.PRECALL_RECEIVER ?? 'http://127.0.0.1:8081';
const port = Number(process.env.PORT ?? 8080);
const pages = [
  'index',
  'en',
  'client',
  'client.en',
  'embed',
  'embed.en',
  'frame',
  'verify',
  'verify.en',
];

export default defineConfig({
  root: paths.site,
  base: './',
  plugins: [fonts(), site(), referenceTables(), worker()],
  resolve: { alias: { '@fonts': paths.fonts } },
  build: {
    ...forBrowsers,
    emptyOutDir: false,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(pages.map((page) => [page, `${paths.site}/${page}.html`])),
        'precall-worker': `${paths.site}/worker.ts`,
      },
      output: {
        ...named,
        entryFileNames: ({ name }) =>
          name === 'precall-worker' ? '[name].js' : named.chunkFileNames,
      },
    },
  },
  preview: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: { '/v1': { target: receiver } },
  },
});
