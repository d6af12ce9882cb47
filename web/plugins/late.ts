// Leaves import() as it is. Vite would wrap it in a helper that adds links to the head of the page
// and fires events on its window: half a kilobyte, and no business of a widget.
import type { Plugin } from 'vite';

const HELPER = /^\0vite\/preload-helper/;

export function late(): Plugin {
  return {
    name: 'precall-late',
    enforce: 'pre',
    load: {
      filter: { id: HELPER },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
