// Cuts Be Vietnam Pro down to what Vietnamese and English need.
// Uses fonttools from Debian's python3; a file that is newer than its sources is kept.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FAMILY = new URL('../node_modules/@expo-google-fonts/be-vietnam-pro/', import.meta.url);

const WEIGHTS = {
  400: '400Regular/BeVietnamPro_400Regular.ttf',
  600: '600SemiBold/BeVietnamPro_600SemiBold.ttf',
};

// ASCII; Latin-1 marks and letters of Vietnamese; ă đ ĩ ũ ơ ư; ạ to ỹ; dashes, quotes, bullet,
// ellipsis; dong sign; minus and comparisons.
const CHARACTERS = [
  'U+0020-007E',
  'U+00A0,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7',
  'U+00C0-00C3,U+00C8-00CA,U+00CC-00CD,U+00D2-00D5,U+00D9-00DA,U+00DD',
  'U+00E0-00E3,U+00E8-00EA,U+00EC-00ED,U+00F2-00F5,U+00F9-00FA,U+00FD',
  'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0',
  'U+1EA0-1EF9',
  'U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026',
  'U+20AB,U+2212,U+2264-2265',
].join(',');

function python(): string {
  return process.env.PRECALL_PYTHON ?? '/usr/bin/python3';
}

function newer(file: string, sources: readonly string[]): boolean {
  if (!existsSync(file)) return false;
  const made = statSync(file).mtimeMs;
  return sources.every((source) => statSync(source).mtimeMs <= made);
}

// Pages get woff2 with its layout features; the painter of the canvas reads bare outlines.
const FORMS = {
  woff2: ['--flavor=woff2', '--layout-features=kern,mark,mkmk,ccmp,locl,tnum'],
  ttf: ['--layout-features=', '--no-glyph-names', '--drop-tables+=GPOS,GSUB,GDEF,gasp,STAT,prep'],
};

export function subsetFonts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [weight, name] of Object.entries(WEIGHTS)) {
    const source = fileURLToPath(new URL(name, FAMILY));
    for (const [form, options] of Object.entries(FORMS)) {
      const target = `${folder}/be-vietnam-pro-${weight}.${form}`;
      if (newer(target, [source, fileURLToPath(import.meta.url)])) continue;
      execFileSync(python(), [
        '-m',
        'fontTools.subset',
        source,
        `--unicodes=${CHARACTERS}`,
        `--output-file=${target}`,
        ...options,
        '--no-hinting',
        '--desubroutinize',
        '--name-IDs=1,2',
      ]);
    }
  }
}
