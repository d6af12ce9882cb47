// Builds the site and the embeddable widget in one go, and serves them for a look.
import { defineConfig } from 'vite';
import { fonts } from './plugins/fonts.ts';
import { integrity } from './plugins/integrity.ts';
import { referenceTables } from './plugins/package.tables.ts';
import { npmPackage } from './plugins/package.ts';
import { paths } from './plugins/paths.ts';
import { quiet } from './plugins/quiet.ts';
import { site } from './plugins/site.ts';
import { worker } from './plugins/worker.ts';

const receiver = process.env.PRECALL_RECEIVER ?? 'http://127.0.0.1:8081';
const port = Number(process.env.PORT ?? 8080);

export default defineConfig({
  root: paths.site,
  base: './',
  plugins: [fonts(), quiet(), site(), referenceTables(), integrity(), npmPackage(), worker()],
  resolve: { alias: { '@fonts': paths.fonts } },
  build: {
    outDir: paths.output,
    emptyOutDir: true,
    target: 'es2022',
    // A strict security policy refuses inline fonts and pictures.
    assetsInlineLimit: 0,
    // It would put links into the head of every page that embeds the widget.
    modulePreload: false,
    rolldownOptions: {
      // The module's own exports are part of the npm package.
      preserveEntrySignatures: 'allow-extension',
      input: {
        index: `${paths.site}/index.html`,
        en: `${paths.site}/en.html`,
        embed: `${paths.site}/embed.html`,
        'embed.en': `${paths.site}/embed.en.html`,
        frame: `${paths.site}/frame.html`,
        'precall-frame': `${paths.site}/frame.parent.ts`,
        verify: `${paths.site}/verify.html`,
        'verify.en': `${paths.site}/verify.en.html`,
        'precall-checker': `${paths.site}/../widget/define.ts`,
        'precall-worker': `${paths.site}/worker.ts`,
      },
      output: {
        entryFileNames: (chunk) =>
          chunk.name.startsWith('precall-') ? '[name].js' : 'assets/[name]-[hash].js',
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
