import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

const rawSqlMessage =
  'SQL from strings is allowed in server/src/db/migrate.service.ts only; use the sql template or Kysely.'

export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/build/',
      '**/build-embed/',
      '.tools/',
      '**/.svelte-kit/',
      '.data/',
      '.generated/',
      'web/src/paraglide/',
      'web/project.inlang/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='sql'][property.name='raw']", message: rawSqlMessage },
      ],
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['scripts/**', 'server/src/cli/**', '**/*.test.ts', '.ci/**'], rules: { 'no-console': 'off' } },
)
