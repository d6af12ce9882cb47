// Registers <precall-checker>. This is the module that a page loads.
import { PrecallChecker } from './checker.ts';

declare global {
  interface HTMLElementTagNameMap {
    'precall-checker': PrecallChecker;
  }
}

if (customElements.get('precall-checker') === undefined) {
  customElements.define('precall-checker', PrecallChecker);
}

export { PrecallChecker };
