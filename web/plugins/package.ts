// Lays out the npm package beside the built site: the same files, with types, a manifest of the
// element and digests. `npm publish` and `npm pack` work in that folder as it is.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import own from '../package.json' with { type: 'json' };
import { imported } from './again.ts';
import { digestsOf, widgetFiles } from './integrity.ts';
import { elementManifest } from './package.manifest.ts';
import { paths } from './paths.ts';

const TYPED = ['element.ts', 'types.ts'];

const README = `# precall-checker

The custom element \`<precall-checker>\`: shows before a call whether staff can support a customer.

    import 'precall-checker';

    <precall-checker policy="/policy.json" endpoint="/v1/submissions"></precall-checker>

\`precall-core.wasm\` is found beside the module. A bundler that does not follow
\`new URL('./precall-core.wasm', import.meta.url)\` moves only the module: copy the file beside
the bundle.
`;

const packageJson = (files: string[]) => ({
  name: 'precall-checker',
  version: own.version,
  description: 'Shows before a call whether staff can support a customer, and sends a request',
  license: own.license,
  type: 'module',
  types: './types/element.d.ts',
  customElements: './custom-elements.json',
  exports: {
    '.': { types: './types/element.d.ts', default: './precall-checker.js' },
    './precall-core.wasm': './precall-core.wasm',
    './precall-client.wasm': './precall-client.wasm',
    './custom-elements.json': './custom-elements.json',
    './integrity.json': './integrity.json',
    './package.json': './package.json',
  },
  files,
  // To import the module is to register the element.
  sideEffects: ['./precall-checker.js'],
});

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function declaration(name: string): Promise<[string, string]> {
  const { default: ts } = await import('typescript');
  const fileName = join(paths.widget, name);
  const text = readFileSync(fileName, 'utf8');
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
  });
  const [wrong] = diagnostics;
  if (wrong !== undefined) {
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(wrong.messageText, '\n')}`);
  }
  // Beside each other, and named as modules that compilers of any setting find.
  return [
    `types/${name.replace(/\.ts$/, '.d.ts')}`,
    outputText.replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'"),
  ];
}

export function npmPackage(folder = paths.package): Plugin {
  return {
    name: 'precall-package',
    apply: 'build',
    async writeBundle(_, bundle) {
      const files = widgetFiles(bundle, paths);
      files.delete('precall-frame.js');
      for (const [name, source] of files) {
        if (name.endsWith('.js')) files.set(name, imported(source.toString()));
      }
      files.set('integrity.json', json(digestsOf(files)));
      const tokens = readFileSync(join(paths.widget, 'styles/tokens.css'), 'utf8');
      files.set('custom-elements.json', json(elementManifest(tokens)));
      files.set('README.md', README);
      for (const name of TYPED) files.set(...(await declaration(name)));
      files.set('package.json', json(packageJson([...files.keys()])));
      rmSync(folder, { recursive: true, force: true });
      for (const [name, source] of files) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, source);
      }
    },
  };
}
