// Lets a late part of the widget be asked for again. A browser keeps what became of a module's address
// for as long as the page lives: until lately also that it did not arrive (HTML issue 6768; Firefox
// before 154, Chromium before 156, Safari), and then never asks the network again. Under another
// address it does, but where an import map may pin the addresses by digests: what is under another one
// would not be checked. A part must not import another late part: that address would be kept, too.
import type { Plugin } from 'vite';

const AGAIN =
  'function _again(e){return import(e).catch(()=>' +
  'import(e+(document.querySelector(`[type=importmap]`)?``:`?`+Date.now())))}';

/** As it was: a bundler has to see what a module imports, and loads parts its own way. */
export const imported = (code: string) =>
  code.replace(AGAIN, '').replaceAll('_again(`', 'import(`');

export function again(): Plugin {
  return {
    name: 'precall-again',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || !file.code.includes('import(`')) continue;
          if (file.code.includes('_again')) this.error(`${file.fileName}: "_again" has a meaning`);
          file.code = AGAIN + file.code.replaceAll('import(`', '_again(`');
        }
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || !file.isDynamicEntry) continue;
          const nested = file.imports
            .filter((each) => bundle[each]?.type === 'chunk')
            .filter((each) => !(bundle[each] as { isEntry?: boolean }).isEntry);
          if (nested.length > 0) this.error(`${file.fileName} imports ${nested.join(', ')}`);
        }
      },
    },
  };
}
