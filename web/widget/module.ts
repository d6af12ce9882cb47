// The calling convention of the WebAssembly modules: texts in, one text out, over their memory.
// Knows nothing of what the texts say.
import type { Sha256 } from './digest.ts';

export interface ModuleExports {
  memory: Pick<WebAssembly.Memory, 'buffer'>;
  malloc(size: number): number;
  free(address: number): void;
  _initialize?(): void;
}

/** Functions that a module imports, given what reads its memory. */
export type More = (
  bytes: (address: number, size: number) => Uint8Array,
) => WebAssembly.ModuleImports;

/** What a module asks of its host: cryptography, so that it carries none. */
export interface Host {
  sha256: Sha256;
  /** What it asks beyond that. */
  more?: More;
}

/** Strings in, one string out: `run` is called with where each string lies. */
export type Call = (texts: readonly string[], run: (...addresses: number[]) => number) => string;

export interface Opened<Exports extends ModuleExports> {
  exports: Exports;
  call: Call;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Every import of a module: the host's are real, and the rest is never reached in a sound one. */
function imports(module: WebAssembly.Module, host: Host, memory: () => ArrayBuffer) {
  const env: Record<string, WebAssembly.ImportValue> = {};
  const given: Record<string, Record<string, WebAssembly.ImportValue>> = { env };
  // All of them functions; of anything else the browser says itself that it is not given.
  for (const { module: space, name } of WebAssembly.Module.imports(module)) {
    (given[space] ??= {})[name] = () => {
      throw new Error(`core: unexpected call of ${space}.${name}`);
    };
  }
  const bytes = (address: number, size: number) => new Uint8Array(memory(), address, size);
  env.host_sha256 = (address: number, length: number, out: number) => {
    bytes(out, 32).set(host.sha256(bytes(address, length)));
  };
  Object.assign(env, host.more?.(bytes));
  env.emscripten_notify_memory_growth = () => undefined;
  return given;
}

function write(exports: ModuleExports, text: string): number {
  const bytes = encoder.encode(text);
  const address = exports.malloc(bytes.length + 1);
  if (address === 0) throw new Error('core: out of memory');
  const target = new Uint8Array(exports.memory.buffer, address, bytes.length + 1);
  target.set(bytes);
  target[bytes.length] = 0;
  return address;
}

function read(exports: ModuleExports, address: number): string {
  const bytes = new Uint8Array(exports.memory.buffer);
  return decoder.decode(bytes.subarray(address, bytes.indexOf(0, address)));
}

/** Calls a module's functions with texts. */
export function caller(exports: ModuleExports): Call {
  return (texts, run) => {
    const addresses = texts.map((text) => write(exports, text));
    try {
      return read(exports, run(...addresses));
    } finally {
      for (const address of addresses) exports.free(address);
    }
  };
}

export async function openModule<Exports extends ModuleExports>(
  module: WebAssembly.Module,
  host: Host,
): Promise<Opened<Exports>> {
  const ready: { memory?: ModuleExports['memory'] } = {};
  const given = imports(module, host, () => {
    if (ready.memory === undefined) throw new Error('core: called before it was ready');
    return ready.memory.buffer;
  });
  const instance = await WebAssembly.instantiate(module, given);
  const exports = instance.exports as unknown as Exports;
  ready.memory = exports.memory;
  exports._initialize?.();
  return { exports, call: caller(exports) };
}
