// Loads the C++ core (a standalone WebAssembly module) and gives its JSON calls types.
// Knows nothing about screens or pages.
import { Digest, type Sha256 } from './digest.ts';
import { openModule, type ModuleExports, type Opened } from './module.ts';
import type { Action, CoreFault, PolicyHandle, Screen, Session } from './types.ts';

export interface Core {
  load(policyText: string): PolicyHandle;
  start(policy: number): Session;
  apply(policy: number, session: Session, action: Action): Session;
  screen(policy: number, session: Session, language: string, now: string): Screen;
  submission(policy: number, session: Session): string;
}

/** What the core refused, in the core's own words. */
export class CoreError extends Error {
  readonly fault: CoreFault;

  constructor(fault: CoreFault) {
    super(`${fault.place}: ${fault.problem}; ${fault.remedy}`);
    this.name = 'CoreError';
    this.fault = fault;
  }
}

export interface CoreExports extends ModuleExports {
  precall_load(policyText: number): number;
  precall_start(policy: number): number;
  precall_apply(policy: number, session: number, action: number): number;
  precall_screen(policy: number, session: number, language: number, now: number): number;
  precall_submission(policy: number, session: number): number;
}

/** A reply as a value, or the fault that it is. */
export function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'error' in value) {
    throw new CoreError(value.error as CoreFault);
  }
  return value;
}

export function typed({ exports, call: callText }: Opened<CoreExports>): Core {
  const json = JSON.stringify;
  const call = (texts: string[], run: (...addresses: number[]) => number) =>
    parse(callText(texts, run));
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
      const text = callText([json(session)], (a = 0) => exports.precall_submission(policy, a));
      // The bytes come as they are, but a fault comes as JSON all the same.
      if (text.startsWith('{"error":')) parse(text);
      return text;
    },
  };
}

export async function instantiate(module: WebAssembly.Module, sha256: Sha256): Promise<Core> {
  return typed(await openModule<CoreExports>(module, { sha256 }));
}

/** Compiles while it arrives, where the server knows what it sends. */
export async function compile(url: URL, integrity: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, { integrity });
  if (!response.ok) throw new Error(`core: ${url.href} answered ${response.status}`);
  // Old company servers do not know the type of .wasm, and streaming insists on it.
  if (response.headers.get('content-type')?.startsWith('application/wasm') === true) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** A core, and what it is to be told of digests. */
export interface Engine {
  core: Core;
  digest: Digest;
}

async function start(url: URL, integrity: string): Promise<Engine> {
  const digest = new Digest();
  return { core: await instantiate(await compile(url, integrity), digest.of), digest };
}

const loaded = new Map<string, Promise<Engine>>();

/** One core for all widgets of a page; a failed load may be tried again. Of other bytes than those
 *  of the digest (as in Subresource Integrity) nothing is run. */
export function loadCore(url: URL, integrity: string): Promise<Engine> {
  let engine = loaded.get(url.href);
  if (engine === undefined) {
    engine = start(url, integrity);
    loaded.set(url.href, engine);
    engine.catch(() => loaded.delete(url.href));
  }
  return engine;
}
