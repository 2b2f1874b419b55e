// @ts-check
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import storybook from 'eslint-plugin-storybook';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import ts from 'typescript-eslint';

const noMarkup = 'A payload is text: render it with a template of lit.';

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'storybook-static/',
    'site-static/',
    'custom-elements.json',
    'examples/rails/public/',
    'examples/frameworks/*/{dist,vendor}/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    ignores: ['examples/frameworks/**'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Allows `error: (error) => subscriber.error(error)`, and `return leave();` as an early return.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Our objects are closures, and lit binds our elements' listeners, so unbound methods are safe.
      '@typescript-eslint/unbound-method': 'off',
      // The types declare all globals of a page, but Node and limited browsers lack some.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // ws passes Buffers, although its types allow more.
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Error', 'RegExp', 'URL', 'URLSearchParams', 'ArrayBuffer'] }],
      // --isolatedDeclarations requires explicit types on exports.
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `body['value']` marks a key that no type declares, and `void` before a call marks an unused result.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // It requires `!`, which our style forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A method that implements an asynchronous interface may have nothing to await.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'components/**/*.ts'],
    rules: {
      'no-console': ['error', { allow: ['warn'] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/directives/unsafe-*', '**/static-html.js', '**/static.js'], message: noMarkup },
            {
              group: ['**/directives/style-map.js'],
              message: 'An inline style is refused under a strict CSP: use a part, a class or a custom state.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', { name: 'DOMParser', message: noMarkup }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc|createContextualFragment|parseFromString)$/]',
          message: noMarkup,
        },
        { selector: "MemberExpression[object.name='document'][property.name=/^write(ln)?$/]", message: noMarkup },
        {
          selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
          message: 'An inline style is refused under a strict CSP: use a part, a class or a custom state.',
        },
      ],
    },
  },
  {
    files: ['components/**/*.ts', 'stories/**/*.ts', 'test/components/**/*.ts', 'test/stories/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
    settings: { wc: { elementBaseClasses: ['LitElement'] }, litHtmlSources: true },
  },
  { files: ['stories/**/*.ts'], extends: [storybook.configs['flat/recommended']] },
  {
    files: ['test/**/*.ts'],
    languageOptions: { globals: globals.mocha },
    rules: {
      // In tests, a wrong assumption fails at once, which is fine.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test states the type of a value that it looks up.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Test doubles may be incomplete, and marble strings are spread into letters.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // `expect(list).to.be.empty` of chai.
      '@typescript-eslint/no-unused-expressions': 'off',
      // suite() and test() of node:test return promises, and chai's assertions look like promises since chai-a11y-axe types them so.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  // The types of these are not installed here. The checker of each framework checks them: npm run test:frameworks
  { files: ['examples/frameworks/**/*.{ts,tsx}'], extends: [ts.configs.strict, ts.configs.stylistic] },
  { files: ['examples/frameworks/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['examples/rails/app/javascript/*.js'], languageOptions: { globals: globals.browser } },
);
