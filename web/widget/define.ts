// Registers <precall-checker>. This is the module that a page loads.
import { PrecallChecker } from './checker.ts';
import type { PrecallChecker as Public } from './element.ts';

if (customElements.get('precall-checker') === undefined) {
  customElements.define('precall-checker', PrecallChecker satisfies typeof Public);
}

export { PrecallChecker };
