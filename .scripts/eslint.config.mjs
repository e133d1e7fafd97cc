/** What the compiler does not see. The walls between the rooms of `src` are held here and by `test/architecture.test.ts`. */
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { root } from './process/project.mjs';

const git = { name: 'simple-git', message: 'Only src/git runs git.' };
const processes = ['child_process', 'node:child_process'].map((name) => ({
  name,
  message: 'Only src/git runs programs.',
}));
const vscode = { name: 'vscode', message: 'Only src/editor and the entry know the editor.' };
const outside = (/** @type {string[]} */ rooms) => ({
  group: rooms.map((room) => `**/${room}/**`),
  message: 'Imports run one way: see src/README.md.',
});

/**
 * @param {string} room
 * @param {readonly object[]} paths
 * @param {readonly object[]} patterns
 */
const wall = (room, paths, patterns = []) => ({
  files: [`src/${room}/**/*.ts`],
  rules: /** @type {import('eslint').Linter.RulesRecord} */ ({
    'no-restricted-imports': ['error', { paths, patterns }],
  }),
});

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', '.vscode-test/**', 'test/fixtures/**', 'docs/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-control-regex': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.recommended],
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      // A test reads JSON that it has just written.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },

  wall('*', [git, ...processes]),
  wall('editor', [git, ...processes]),
  wall('store', [git, ...processes, vscode], [outside(['editor', 'git'])]),
  wall('git', [vscode], [outside(['editor', 'store'])]),
  wall(
    'core',
    [git, vscode, ...builtinModules.map((name) => ({ name, message: 'src/core runs anywhere.' }))],
    [outside(['editor', 'git', 'store', 'processes']), { group: ['node:*'], message: 'src/core runs anywhere.' }],
  ),
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'performance', 'globalThis'],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
          message: 'The clock is read at the edge: an instant is a parameter.',
        },
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
          message: 'The clock is read at the edge: an instant is a parameter.',
        },
        {
          selector: 'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(now|local)$/]',
          message: 'The clock and the zone are parameters.',
        },
        {
          selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
          message: 'src/core gives the same answer twice.',
        },
      ],
    },
  },
);
