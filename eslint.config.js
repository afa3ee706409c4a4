/**
 * Lint rules. Type-aware checks are typescript-eslint's strict set; what is added on top keeps the
 * engine's pure core free of clocks and chance, and the code free of escape hatches from the types.
 */
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What touches the world. All else in the engine is its pure core: no clock, no chance, no I/O. */
const EDGES = 'engine/{keys,feed,venues,store,csv,api,telemetry,host}/**';

const CLOCK_AND_CHANCE = [
  { object: 'Date', property: 'now', message: 'Time comes in through ports.ts (Clock).' },
  { object: 'Math', property: 'random', message: 'Chance comes in through ports.ts (Random).' },
  { object: 'performance', property: 'now', message: 'Time comes in through ports.ts (Clock).' },
];

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name, so that a thing has one name everywhere.',
};

const BARE_DATE = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Reads the clock: time comes in through ports.ts (Clock).',
};

const DATE_AS_FUNCTION = {
  selector: 'CallExpression[callee.name="Date"]',
  message: 'Reads the clock: time comes in through ports.ts (Clock).',
};

export default defineConfig(
  {
    ignores: ['out/', 'dist/', 'coverage/', 'test-results/', '.tsbuild/', '.cache/'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `while (true)` with a break inside reads better than a flag in parsers and loops.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Arrow functions that return what a void callback ignores are everywhere in event wiring.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Takes no branded number (`-priceTicks`), which is what our numbers are.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      eqeqeq: 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
    },
  },
  {
    files: ['engine/**/*.ts'],
    ignores: [EDGES],
    rules: {
      'no-restricted-properties': ['error', ...CLOCK_AND_CHANCE],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT, BARE_DATE, DATE_AS_FUNCTION],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: {
      // Test doubles implement asynchronous interfaces without waiting for anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.config.ts', '**/*.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
