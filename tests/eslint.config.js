import { fileURLToPath } from 'node:url'
import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Few rules, all errors, none that a comment could switch off.

const unsafeSql = ['$queryRawUnsafe', '$executeRawUnsafe'].map((name) => ({
  selector: `MemberExpression[property.name='${name}']`,
  message: 'Write the statement as a template or as named prepared SQL.',
}))
const randomness = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Guessable: take node:crypto; or the page differs from what the server sent.',
}
const ownClock = ["NewExpression[callee.name='Date'][arguments.length=0]", "MemberExpression[object.name='Date'][property.name='now']"].map(
  (selector) => ({ selector, message: 'The time is an argument: business time from #app/infra/clock.server.ts.' }),
)
const styleAttribute = {
  selector: "JSXAttribute[name.name='style']",
  message: 'The content policy blocks style attributes: use a class.',
}

const ownSettings = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are parsed once, in #app/infra/env.server.ts.',
}

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', '.data/', '.cache/', 'app/infra/generated/', 'playwright-report/', 'test-results/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [js.configs.recommended, tseslint.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)) },
    },
    rules: {
      // TypeScript itself looks after these two.
      'no-undef': 'off',
      'no-unused-vars': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Playwright reads from the pattern which fixtures a fixture wants.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'prefer-const': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // Handing an async handler to Express is how Remix itself does it.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { returns: false } }],
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', ...unsafeSql, randomness, styleAttribute],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['app/domain/**/*.ts', 'app/services/**/*.ts', 'app/jobs/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...unsafeSql, randomness, ...ownClock, ownSettings],
      'no-console': 'error',
    },
  },
  {
    files: ['app/http/**/*.ts', 'app/routes/**/*.{ts,tsx}', 'app/components/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...unsafeSql, randomness, styleAttribute, ownSettings],
      'no-console': 'error',
    },
  },
)
