// The files under test: the built WebAssembly module, the policy, the native tool, the schemas.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { instantiate, type Core } from '../../web/widget/core.ts';
import { sha256 } from '../../web/plugins/sha256.ts';
import { at } from '../paths.ts';

export const paths = {
  wasm: process.env.PRECALL_WASM ?? at('build/wasm/precall-core.wasm'),
  author: process.env.PRECALL_AUTHOR ?? at('build/wasm/precall-author.wasm'),
  verify: at('build/wasm/precall-verify.wasm'),
  bulk: at('build/wasm/precall-bulk.wasm'),
  policy: at('shared/policy/choixanh.policy.json'),
  policySchema: at('shared/policy/policy.schema.json'),
  submissionSchema: at('shared/submission/submission.schema.json'),
  receiptSchema: at('shared/submission/receipt.schema.json'),
  loader: at('web/widget/core.ts'),
};

export const tool = process.env.PRECALL_TOOL ?? at('build/native/shared/precall');

export const policyText = readFileSync(paths.policy, 'utf8');
export const wasmBytes = readFileSync(paths.wasm);

export const compileModule = () => WebAssembly.compile(wasmBytes);

export async function loadCore(): Promise<Core> {
  return instantiate(await compileModule(), sha256);
}

/** What the native tool prints, line by line; its failure is the test's. */
export function precall(...parameters: string[]): string[] {
  const text = execFileSync(tool, parameters, { encoding: 'utf8', maxBuffer: 64 << 20 });
  return text.trimEnd().split('\n');
}
