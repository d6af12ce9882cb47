// Loads the client module, core and painter in one, and gives its calls types. One instance paints
// one card; the module is compiled once for all of them.
import openGlue, { type ClientModule, type ClientOptions } from '@client';
import type { Conversation } from '../conversation.ts';
import { compile, CoreError, parse, typed, type CoreExports, type Engine } from '../core.ts';
import { Digest, type Sha256 } from '../digest.ts';
import { caller, type Call } from '../module.ts';
import { beside } from '../opening.ts';
import type { Session } from '../types.ts';
import type { Live } from './live.ts';
import type { View } from './view.ts';

/** Where a leaf of the HTML face lies, in device pixels of the card. */
export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
  text: string;
  kind: 'text' | 'field' | 'html' | 'slot' | 'slider' | 'button' | 'box' | 'shade';
}

export interface Laid {
  /** Something of it cannot be painted: the typeface lacks letters that no leaf alone can show. */
  foreign: boolean;
  height: number;
  /** Size of the body text in thousandths of a CSS pixel. */
  font: number;
  places: Place[];
}

/** What is to be shown: a session of a policy, in a language, at a time. */
export interface Subject {
  policy: number;
  session: Session;
  language: string;
  now: string;
}

// Put in by the build: the digest of the client module, as CORE_INTEGRITY is of the core.
declare const CLIENT_INTEGRITY: string;

let compiled: Promise<WebAssembly.Module> | undefined;

/** A failed load may be tried again. */
function compileOnce(): Promise<WebAssembly.Module> {
  const url = beside('./precall-client.wasm');
  compiled ??= compile(url, url.origin === location.origin ? '' : CLIENT_INTEGRITY);
  compiled.catch(() => (compiled = undefined));
  return compiled;
}

/** No policy has this handle. */
const NONE = -1;

const CORE_CALLS = ['load', 'start', 'apply', 'screen', 'submission'] as const;

/** The glue's names are the exports' with a line before them. */
function coreExports(module: ClientModule): CoreExports {
  const memory = {
    get buffer() {
      return module.HEAPU8.buffer;
    },
  };
  const named = CORE_CALLS.map((name) => [`precall_${name}`, module[`_precall_${name}`]] as const);
  const calls: unknown = Object.fromEntries(named);
  const { _malloc: malloc, _free: free } = module;
  return { memory, malloc, free, ...(calls as object) } as unknown as CoreExports;
}

/** The glue alone would wait for ever for a module that it cannot run. */
function instantiate(wasm: WebAssembly.Module, sha256: Sha256): Promise<ClientModule> {
  return new Promise((resolve, reject) => {
    const instantiateWasm: ClientOptions['instantiateWasm'] = (imports, ready) => {
      WebAssembly.instantiate(wasm, imports).then(ready).catch(reject);
      return {};
    };
    openGlue({ sha256, instantiateWasm }).then(resolve, reject);
  });
}

/** Once nothing else is to be done; soon, where the browser cannot tell. */
function atRest(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 200);
}

export class Client {
  readonly engine: Engine;
  private readonly module: ClientModule;
  private readonly call: Call;

  private constructor(module: ClientModule, digest: Digest) {
    const exports = coreExports(module);
    this.module = module;
    this.call = caller(exports);
    this.engine = { core: typed({ exports, call: this.call }), digest };
  }

  static async load(): Promise<Client> {
    const wasm = await compileOnce();
    const sha256: Sha256 = (bytes) => client.engine.digest.of(bytes);
    const client = new Client(await instantiate(wasm, sha256), new Digest());
    client.prove();
    return client;
  }

  /** A conversation goes on over this engine, which asks the same digest. */
  takeOver(conversation: Conversation): void {
    const { engine } = this;
    if (conversation.core === engine.core) return;
    engine.digest = conversation.digest;
    conversation.policy = engine.core.load(conversation.policyText);
    conversation.core = engine.core;
  }

  /** Takes the canvas; false where it cannot be painted on. */
  open(canvas: HTMLCanvasElement, typefaces: readonly ArrayBuffer[]): boolean {
    this.module.specialHTMLTargets['#precall-canvas'] = canvas;
    const held = typefaces.flatMap((file) => [this.keep(new Uint8Array(file)), file.byteLength]);
    return this.run('canvas_open', ...held) !== 0;
  }

  /** Makes the letters of a text that later screens will need, which takes long enough to be felt. */
  want(text: string): void {
    atRest(() => {
      this.call([text], (at = 0) => {
        this.run('canvas_want', at);
        return at;
      });
    });
  }

  show({ policy, session, language, now }: Subject, view: View): Laid {
    const texts = [JSON.stringify(session), language, now, JSON.stringify(view)];
    const run = (...at: number[]) => this.run('canvas_show', policy, ...at);
    return parse(this.call(texts, run)) as Laid;
  }

  live({ policy, session, language, now }: Subject, trial: string): Live {
    const texts = [JSON.stringify(session), language, now, trial];
    const run = (...at: number[]) => this.run('live', policy, ...at);
    return (parse(this.call(texts, run)) as { live: Live }).live;
  }

  focus(place: number, visible: boolean): void {
    this.run('canvas_focus', place, Number(visible));
  }

  point(place: number): void {
    this.run('canvas_point', place);
  }

  /** The canvas has lost its context. */
  lose(): void {
    this.run('canvas_lose');
  }

  /** It has one again. */
  restore(): void {
    this.run('canvas_restore');
  }

  window(top: number, height: number): void {
    this.run('canvas_window', top, height);
  }

  /** What is written in each place, for tests. */
  get drawn(): string[] {
    return parse(this.call([], () => this.run('canvas_drawn'))) as string[];
  }

  /** How many frames were drawn; for tests, which must see that none is without need. */
  get frames(): number {
    return this.run('canvas_frames');
  }

  /**
   * A glue and a module of two builds may fit by their names alone: a sound one takes a text, and says
   * what it misses.
   */
  private prove(): void {
    try {
      parse(this.call([''], () => this.run('start', NONE)));
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
    }
  }

  private run(name: string, ...values: number[]): number {
    const call = this.module[`_precall_${name}`];
    if (call === undefined) throw new Error(`client: the module has no ${name}`);
    return call(...values);
  }

  /** Copies bytes into the module for good. */
  private keep(bytes: Uint8Array): number {
    const at = this.module._malloc?.(bytes.length) ?? 0;
    if (at === 0) throw new Error('client: out of memory');
    this.module.HEAPU8.set(bytes, at);
    return at;
  }
}
