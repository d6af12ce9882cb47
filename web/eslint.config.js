// What the linter holds in web/ and tests/: typescript-eslint's strict type-checked rules and the
// project's sizes.
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export const strict = (folder) =>
  tseslint.config(
    { ignores: ['node_modules/', '*.config.js'] },
    eslint.configs.recommended,
    tseslint.configs.strictTypeChecked,
    tseslint.configs.stylisticTypeChecked,
    {
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules: {
        'max-lines': ['error', 400],
        'max-lines-per-function': ['error', 50],
        eqeqeq: 'error',
        '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      },
    },
  );

export default strict(import.meta.dirname);
