// The linter's rules of web/, for the tests.
import { strict } from '../web/eslint.config.js';

export default [
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
