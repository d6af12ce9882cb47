// The linter's rules of the tests, for the benches: they need packages that the tests do not.
import { strict } from '../../web/eslint.config.js';

export default strict(import.meta.dirname);
