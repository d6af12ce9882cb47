// Builds the contenders' pages as their documentation tells for production: bundled and minified,
// each in a folder of its own.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compileSchemaValidatorsCode } from '@rjsf/validator-ajv8/dist/compileSchemaValidators.cjs';
import { build, transform, type Plugin } from 'esbuild';
import { at } from '../../paths.ts';
import { folder } from '../native.ts';
import { schemaOf } from './contenders/schemas.ts';
import { handWritten, library } from './html.ts';
import type { Questionnaire } from './shape.ts';

export const pages = `${folder}/pages`;
const source = at('tests/bench/page/contenders');
const installed = at('tests/bench/node_modules');

const BROWSERS = 'es2022';

/** Stylesheets by page, in their order; the hand-written page carries its own inside. */
const STYLES: Record<string, string[]> = {
  survey: [`${source}/page.css`, `${installed}/survey-core/survey-core.fontless.min.css`],
  formio: [
    `${source}/page.css`,
    `${installed}/bootstrap/dist/css/bootstrap.min.css`,
    `${installed}/@formio/js/dist/formio.form.min.css`,
  ],
  rjsf: [`${source}/page.css`, `${source}/hand.css`],
};

/** Files that a page takes as they come from npm, before its own script. */
const SCRIPTS: Record<string, string[]> = {
  formio: [`${installed}/@formio/js/dist/formio.form.min.js`],
};

/** The modules that contenders/virtual.d.ts describes. */
function virtual(all: Questionnaire): Plugin {
  const contents: Record<string, () => string> = {
    questionnaire: () =>
      Object.entries(all)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n'),
    validators: () => {
      const files = all.steps.map((step, index) => {
        const file = `${pages}/validator_${index}.cjs`;
        writeFileSync(file, compileSchemaValidatorsCode(schemaOf(step)));
        return file;
      });
      const imports = files.map((file, index) => `import v${index} from ${JSON.stringify(file)};`);
      return `${imports.join('\n')}\nexport const validators = [${files.map((_, index) => `v${index}`).join()}];`;
    },
  };
  return {
    name: 'precall',
    setup(builder) {
      builder.onResolve({ filter: /^precall:/ }, ({ path }) => ({
        path: path.slice('precall:'.length),
        namespace: 'precall',
      }));
      builder.onLoad({ filter: /.*/, namespace: 'precall' }, ({ path }) => ({
        contents: contents[path]?.() ?? '',
        resolveDir: source,
      }));
    },
  };
}

async function bundle(name: string, all: Questionnaire): Promise<void> {
  await build({
    entryPoints: [`${source}/${name}.ts`],
    outfile: `${pages}/${name}/page.js`,
    bundle: true,
    minify: true,
    format: name === 'hand' ? 'iife' : 'esm',
    target: BROWSERS,
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    charset: 'utf8',
    nodePaths: [installed],
    plugins: [virtual(all)],
    logLevel: 'warning',
  });
}

/** Licences and other remarks are cut; what the files say stays in its order. */
async function stylesheet(files: string[]): Promise<string> {
  const css = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const options = { loader: 'css', minify: true, legalComments: 'none', target: BROWSERS } as const;
  return (await transform(css, options)).code.trim();
}

export async function buildPages(all: Questionnaire): Promise<void> {
  mkdirSync(pages, { recursive: true });
  for (const name of ['hand', ...Object.keys(STYLES)]) {
    await bundle(name, all);
    const files = STYLES[name];
    if (files === undefined) {
      const css = await stylesheet([`${source}/page.css`, `${source}/hand.css`]);
      writeFileSync(`${pages}/${name}/index.html`, handWritten(all, css));
    } else {
      const scripts = SCRIPTS[name] ?? [];
      for (const file of scripts) copyFileSync(file, `${pages}/${name}/${basename(file)}`);
      const names = scripts.map((file) => basename(file));
      writeFileSync(`${pages}/${name}/index.html`, library(all, names));
      writeFileSync(`${pages}/${name}/page.css`, await stylesheet(files));
    }
  }
}
