// SHA-256 for the core, which asks in the middle of a call and cannot wait for an answer. What can be
// foreseen the browser digests beforehand; for all else, and where a page has no WebCrypto (plain
// http), there is the library, which a first answer need not wait for.

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const same = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, place) => byte === other[place]);

export class Digest {
  private library: Sha256 | undefined;
  private foreseen: { bytes: Uint8Array; digest: Uint8Array } | undefined;

  /** Whether every question can be answered. */
  get complete(): boolean {
    return this.library !== undefined;
  }

  async load(): Promise<void> {
    this.library = (await import('./sha256.ts')).sha256;
  }

  /** Has the digest of these bytes ready. */
  async foresee(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // Only secure pages have it, whatever the types say.
    const { subtle } = crypto as { subtle?: SubtleCrypto };
    if (subtle === undefined) return this.load();
    this.foreseen = { bytes, digest: new Uint8Array(await subtle.digest('SHA-256', bytes)) };
  }

  readonly of: Sha256 = (bytes) => {
    if (this.library !== undefined) return this.library(bytes);
    if (this.foreseen !== undefined && same(this.foreseen.bytes, bytes)) {
      return this.foreseen.digest;
    }
    throw new Error('digest: the library is not there yet; load it and try again');
  };
}
