// The impure things a face takes from around it: the clock, randomness, the page it stands on.
// Works on plain-http pages: no WebCrypto, no randomUUID.

/** RFC 3339, whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Lets the page draw and listen between two long pieces of work, or for a while. */
export const breathe = (ms?: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Once what has been shown so far is painted. */
export const afterFrame = (work: () => void) => {
  requestAnimationFrame(() => {
    setTimeout(work);
  });
};

function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('');
}

export function nonce(): string {
  return randomHex(16);
}

/** A version 4 UUID (RFC 9562). */
export function uuid(): string {
  const hex = randomHex(16);
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

/** The first of the offered languages that the element, or the page around it, speaks. */
export function chooseLanguage(wanted: readonly string[], offered: readonly string[]): string {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = offered.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return offered[0] ?? 'vi';
}

/** The fragment of an address on the page itself, whatever name the page was opened by. */
export function fragmentHere(url: string): string | undefined {
  if (typeof document === 'undefined') return undefined; // at build time there is no page yet
  const folder = (path: string) => path.replace(/\/index\.html$/, '/');
  const target = new URL(url, document.baseURI);
  const here =
    target.origin === location.origin && folder(target.pathname) === folder(location.pathname);
  return here && target.hash !== '' ? target.hash : undefined;
}
