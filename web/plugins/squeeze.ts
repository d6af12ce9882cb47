// Takes out of the widget's modules what is downloaded by everyone and is of use to nobody: the
// indentation of templates, which nothing else in minified code has, down to the end of a tag that
// stands on a line of its own, and Vite's calls around imports, whose work is switched off (see
// quiet.ts).
import type { Plugin } from 'vite';

const WRAPPED_IMPORT =
  /\b\w+\((?:async)?\(\)=>(?:\{let\{\w+:\w+\}=await )?(import\(`[^`]+`\))[^)]*,(?:\[\]|__VITE_PRELOAD__),import\.meta\.url\)/g;

export function squeeze(): Plugin {
  return {
    name: 'precall-squeeze',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') {
            file.code = file.code
              .trim()
              .replace(/\n\s*(?=>)/g, '')
              .replace(/\n\s*/g, ' ')
              .replace(WRAPPED_IMPORT, '$1');
          }
        }
      },
    },
  };
}
