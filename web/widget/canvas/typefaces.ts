// The typefaces: the painter needs the files, and the inputs above it are set in the very same ones.
import regular from '@fonts/be-vietnam-pro-400.ttf?url&no-inline';
import semibold from '@fonts/be-vietnam-pro-600.ttf?url&no-inline';

const FAMILY = 'Precall Canvas';
const WEIGHTS = ['400', '600'];

async function file(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`typeface: ${url} answered ${response.status}`);
  return response.arrayBuffer();
}

let loaded: Promise<ArrayBuffer[]> | undefined;

/** Regular and semibold, once for all cards of a page. A failed load may be tried again. */
export function loadTypefaces(): Promise<ArrayBuffer[]> {
  loaded ??= Promise.all([file(regular), file(semibold)]).then((files) => {
    for (const [index, bytes] of files.entries()) {
      document.fonts.add(new FontFace(FAMILY, bytes, { weight: WEIGHTS[index] ?? '400' }));
    }
    return files;
  });
  loaded.catch(() => (loaded = undefined));
  return loaded;
}
