// What Emscripten's glue of the client module is to us; the build makes it in build/wasm/.
declare module '@client' {
  export interface ClientModule {
    /** Grows with the module's memory: to be read anew each time. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    /** Elements by names of our own, since selectors do not reach into a shadow root. */
    readonly specialHTMLTargets: Record<string, Element>;
    readonly [name: `_${string}`]: (...values: number[]) => number;
  }

  export interface ClientOptions {
    sha256: (bytes: Uint8Array) => Uint8Array;
    instantiateWasm: (
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance) => void,
    ) => object;
  }

  export default function open(options: ClientOptions): Promise<ClientModule>;
}
