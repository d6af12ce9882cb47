// The typefaces: the painter needs the files, and the inputs above it are set in the very same ones.
import regular from '@fonts/be-vietnam-pro-400.ttf?url&no-inline';
import semibold from '@fonts/be-vietnam-pro-600.ttf?url&no-inline';

const FAMILY = 'Precall Canvas';

/** The file, once the browser has read a typeface in it: what it cannot read nobody can paint with. */
async function load(url: string, weight: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`typeface: ${url} answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  try {
    document.fonts.add(await new FontFace(FAMILY, bytes, { weight }).load());
  } catch (cause) {
    throw new Error(`typeface: ${url} is none`, { cause });
  }
  return bytes;
}

let loaded: Promise<ArrayBuffer[]> | undefined;

/** Regular and semibold, once for all cards of a page. A failed load may be tried again. */
export function loadTypefaces(): Promise<ArrayBuffer[]> {
  loaded ??= Promise.all([load(regular, '400'), load(semibold, '600')]);
  loaded.catch(() => (loaded = undefined));
  return loaded;
}
