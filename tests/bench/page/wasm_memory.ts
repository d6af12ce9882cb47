// Counts, in the page, the memory of every WebAssembly module that it instantiates.

/** From now on. Gives what asks for the bytes that all of them have. */
export function watchWebAssembly(): () => number {
  const memories = new Set<WebAssembly.Memory>();
  const keep = (result: WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource) => {
    const { exports } = 'instance' in result ? result.instance : result;
    for (const value of Object.values(exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return result;
  };
  for (const name of ['instantiate', 'instantiateStreaming'] as const) {
    const original = WebAssembly[name] as (...given: unknown[]) => Promise<WebAssembly.Instance>;
    const listening = async (...given: unknown[]) => keep(await original(...given));
    Object.assign(WebAssembly, { [name]: listening });
  }
  return () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
