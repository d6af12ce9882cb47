// What runs in a page before its own scripts, as one text.
import { build } from 'esbuild';
import { at } from '../../paths.ts';

/** `name` is a module of the benches, without its extension. */
export async function script(name: string): Promise<string> {
  const entry = at(`tests/bench/${name}.ts`);
  const options = { bundle: true, write: false, format: 'iife', target: 'es2022' } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0]?.text ?? '';
}
