// The linter's rules of web/, for the tests.
import { strict } from '../web/eslint.config.js';

export default [
  // The benches have packages of their own, and are linted with them.
  { ignores: ['bench/'] },
  ...strict(import.meta.dirname),
  {
    // The runner itself waits for what describe() and it() return.
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' },
          ],
        },
      ],
    },
  },
];
