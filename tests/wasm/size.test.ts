// What a visitor downloads before the first question: the module and its loader, as brotli packs them.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { paths, wasmBytes } from './module.ts';

const BUDGET_BYTES = 60 * 1024;

function packed(bytes: Uint8Array): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}

async function bundled(external: string[]): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [paths.loader],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external,
  });
  return outputFiles.reduce((sum, { contents }) => sum + packed(contents), 0);
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;

it('the module and its glue stay under 60 KB', async () => {
  const module = packed(wasmBytes);
  const glue = await bundled(['@noble/*']);
  const withDigest = await bundled([]);
  console.log(`precall-core.wasm + loader: ${kilobytes(module + glue)} brotli`);
  console.log(
    `  module ${kilobytes(module)}, loader ${kilobytes(glue)}; ` +
      `@noble/hashes beside it ${kilobytes(withDigest - glue)}`,
  );
  assert.ok(module + glue < BUDGET_BYTES, `${module + glue} bytes, ${BUDGET_BYTES} allowed`);
});
