// Loads the C++ core (a standalone WebAssembly module) and gives its JSON calls types.
// Knows the calling convention and nothing about screens, pages or networks.
import { sha256 } from '@noble/hashes/sha2.js';
import type { Action, CoreFault, PolicyHandle, Screen, Session } from './types.ts';

export interface Core {
  load(policyText: string): PolicyHandle;
  start(policy: number): Session;
  apply(policy: number, session: Session, action: Action): Session;
  screen(policy: number, session: Session, language: string, now: string): Screen;
  submission(policy: number, session: Session): string;
  check(policy: number, answers: unknown, language: string, now: string): unknown;
}

/** What the core refused, in the core's own words. */
export class CoreError extends Error {
  readonly fault: CoreFault;

  constructor(fault: CoreFault) {
    super(`${fault.place}: ${fault.problem} ${fault.remedy}`);
    this.name = 'CoreError';
    this.fault = fault;
  }
}

interface Exports {
  memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(address: number): void;
  _initialize?(): void;
  precall_load(policyText: number): number;
  precall_start(policy: number): number;
  precall_apply(policy: number, session: number, action: number): number;
  precall_screen(policy: number, session: number, language: number, now: number): number;
  precall_submission(policy: number, session: number): number;
  precall_check(policy: number, answers: number, language: number, now: number): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Strings in, one string out, over the module's memory. */
class Memory {
  private readonly exports: Exports;

  constructor(exports: Exports) {
    this.exports = exports;
  }

  call(texts: readonly string[], run: (...addresses: number[]) => number): string {
    const addresses = texts.map((text) => this.write(text));
    try {
      return this.read(run(...addresses));
    } finally {
      for (const address of addresses) this.exports.free(address);
    }
  }

  private write(text: string): number {
    const bytes = encoder.encode(text);
    const address = this.exports.malloc(bytes.length + 1);
    if (address === 0) throw new Error('core: out of memory');
    const target = new Uint8Array(this.exports.memory.buffer, address, bytes.length + 1);
    target.set(bytes);
    target[bytes.length] = 0;
    return address;
  }

  private read(address: number): string {
    const bytes = new Uint8Array(this.exports.memory.buffer);
    return decoder.decode(bytes.subarray(address, bytes.indexOf(0, address)));
  }
}

/** Every import of the module: the digest is real, and the rest is never reached in a sound core. */
function imports(module: WebAssembly.Module, memory: () => ArrayBuffer) {
  const env: Record<string, WebAssembly.ImportValue> = {};
  const given: Record<string, Record<string, WebAssembly.ImportValue>> = { env };
  for (const { module: space, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') throw new Error(`core: cannot provide ${kind} ${space}.${name}`);
    (given[space] ??= {})[name] = () => {
      throw new Error(`core: unexpected call of ${space}.${name}`);
    };
  }
  env.host_sha256 = (address: number, length: number, out: number) => {
    const buffer = memory();
    new Uint8Array(buffer, out, 32).set(sha256(new Uint8Array(buffer, address, length)));
  };
  env.emscripten_notify_memory_growth = () => undefined;
  return given;
}

function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'error' in value) {
    throw new CoreError(value.error as CoreFault);
  }
  return value;
}

function typed(exports: Exports): Core {
  const memory = new Memory(exports);
  const json = JSON.stringify;
  const call = (texts: string[], run: (...addresses: number[]) => number) =>
    parse(memory.call(texts, run));
  return {
    load: (text) => call([text], (a = 0) => exports.precall_load(a)) as PolicyHandle,
    start: (policy) =>
      (call([], () => exports.precall_start(policy)) as { session: Session }).session,
    apply: (policy, session, action) => {
      const run = (a = 0, b = 0) => exports.precall_apply(policy, a, b);
      return (call([json(session), json(action)], run) as { session: Session }).session;
    },
    screen: (policy, session, language, now) => {
      const run = (a = 0, b = 0, c = 0) => exports.precall_screen(policy, a, b, c);
      return (call([json(session), language, now], run) as { screen: Screen }).screen;
    },
    submission: (policy, session) => {
      const text = memory.call([json(session)], (a = 0) => exports.precall_submission(policy, a));
      // The bytes come as they are, but a fault comes as JSON all the same.
      if (text.startsWith('{"error":')) parse(text);
      return text;
    },
    check: (policy, answers, language, now) =>
      call([json(answers), language, now], (a = 0, b = 0, c = 0) =>
        exports.precall_check(policy, a, b, c),
      ),
  };
}

export async function instantiate(module: WebAssembly.Module): Promise<Core> {
  const ready: { memory?: WebAssembly.Memory } = {};
  const given = imports(module, () => {
    if (ready.memory === undefined) throw new Error('core: called before it was ready');
    return ready.memory.buffer;
  });
  const instance = await WebAssembly.instantiate(module, given);
  const exports = instance.exports as unknown as Exports;
  ready.memory = exports.memory;
  exports._initialize?.();
  return typed(exports);
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`core: ${url.href} answered ${response.status}`);
  // Old company servers do not know the type of .wasm, and streaming insists on it.
  if (response.headers.get('content-type')?.startsWith('application/wasm') === true) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

const loaded = new Map<string, Promise<Core>>();

/** One core for all widgets of a page; a failed load may be tried again. */
export function loadCore(url: URL): Promise<Core> {
  let core = loaded.get(url.href);
  if (core === undefined) {
    core = compile(url).then(instantiate);
    loaded.set(url.href, core);
    core.catch(() => loaded.delete(url.href));
  }
  return core;
}
