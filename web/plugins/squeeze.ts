// Takes the indentation out of the widget's templates: it is for their authors, and is downloaded
// by everyone. Nothing else in minified code has line breaks.
import type { Plugin } from 'vite';

export function squeeze(): Plugin {
  return {
    name: 'precall-squeeze',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') file.code = file.code.trim().replace(/\n\s*/g, ' ');
        }
      },
    },
  };
}
