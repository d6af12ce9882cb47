// The module's bare exports, called with bytes that the loader would never write.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { CoreFault } from '../../web/widget/types.ts';
import { readFileSync } from 'node:fs';
import { paths } from './module.ts';

interface Exports {
  memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(address: number): void;
  _initialize(): void;
  precall_load(text: number): number;
  precall_start(policy: number): number;
  precall_apply(policy: number, session: number, action: number): number;
  precall_screen(policy: number, session: number, language: number, now: number): number;
  precall_submission(policy: number, session: number): number;
  precall_check(policy: number, answers: number, language: number, now: number): number;
}

export class Abi {
  private readonly exports: Exports;

  private constructor(exports: Exports) {
    this.exports = exports;
  }

  /** The page's module, or the author's, which checks answers too. */
  static async make(file = paths.wasm): Promise<Abi> {
    const module = await WebAssembly.compile(readFileSync(file));
    const space: { exports?: Exports } = {};
    const env = {
      host_sha256(address: number, length: number, out: number) {
        const buffer = space.exports?.memory.buffer ?? new ArrayBuffer(0);
        const digest = createHash('sha256').update(new Uint8Array(buffer, address, length));
        new Uint8Array(buffer, out, 32).set(digest.digest());
      },
      emscripten_notify_memory_growth: () => undefined,
    };
    // The rest stands for a system that the module has no business with: a call of it throws.
    const rest = new Proxy({}, { get: () => () => assert.fail('a system call') });
    const imports = new Proxy({ env }, { get: (own, name) => (name === 'env' ? own.env : rest) });
    const instance = await WebAssembly.instantiate(module, imports);
    space.exports = instance.exports as unknown as Exports;
    space.exports._initialize();
    return new Abi(space.exports);
  }

  get memoryBytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** Where a large block would go now: what is leaked lies before it and pushes it on. */
  get freeAddress(): number {
    const address = this.exports.malloc(1 << 20);
    this.exports.free(address);
    return address;
  }

  load(policy: string | Uint8Array): string {
    return this.call([policy], (a) => this.exports.precall_load(a));
  }

  start(policy: number): string {
    return this.call([], () => this.exports.precall_start(policy));
  }

  apply(policy: number, session: string | Uint8Array, action: string | Uint8Array): string {
    return this.call([session, action], (a, b) => this.exports.precall_apply(policy, a, b));
  }

  screen(policy: number, session: string, language: string, now: string): string {
    const run = (a: number, b: number, c: number) => this.exports.precall_screen(policy, a, b, c);
    return this.call([session, language, now], run);
  }

  submission(policy: number, session: string): string {
    return this.call([session], (a) => this.exports.precall_submission(policy, a));
  }

  check(policy: number, answers: string, language: string, now: string): string {
    const run = (a: number, b: number, c: number) => this.exports.precall_check(policy, a, b, c);
    return this.call([answers, language, now], run);
  }

  private call(
    texts: readonly (string | Uint8Array)[],
    run: (a: number, b: number, c: number) => number,
  ): string {
    const addresses = texts.map((text) => this.write(text));
    const [a = 0, b = 0, c = 0] = addresses;
    const address = run(a, b, c);
    const memory = new Uint8Array(this.exports.memory.buffer);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      memory.subarray(address, memory.indexOf(0, address)),
    );
    for (const each of addresses) this.exports.free(each);
    return text;
  }

  private write(text: string | Uint8Array): number {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const address = this.exports.malloc(bytes.length + 1);
    new Uint8Array(this.exports.memory.buffer).set([...bytes, 0], address);
    return address;
  }
}

/** The fault in a reply, whose three parts have to say something. */
export function faultOf(reply: string): CoreFault | undefined {
  return (JSON.parse(reply) as { error?: CoreFault }).error;
}
