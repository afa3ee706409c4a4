/**
 * Forbidden code for the canary: what is planted where, and which guard must call it out by which
 * rule. `TARGETS` are harmless files that the plants import.
 */

/** The guard that must complain. */
export type Guard = 'compiler' | 'dependency-cruiser' | 'eslint';

/** One forbidden file. */
export interface Plant {
  readonly guard: Guard;
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

/** Imported by plants; one in each folder that something must not see. */
export const TARGETS: readonly string[] = [
  'engine/domain',
  'engine/book',
  'engine/matching',
  'engine/risk',
  'engine/bars',
  'engine/remote',
  'engine/supervision',
  'engine/store',
  'engine/csv',
  'engine/keys',
  'engine/host',
  'electron',
  'renderer',
  'test/support',
].map((folder) => `${folder}/canary-target.ts`);

/** Content of every target. */
export const TARGET_TEXT = 'export const CANARY_TARGET = 1;\n';

/** A plant that imports the target of `folder`, given as a path from the planted file. */
function importing(guard: Guard, rule: string, file: string, folder: string): Plant {
  const text = `export { CANARY_TARGET as PLANTED } from '${folder}/canary-target.ts';\n`;
  return { guard, file, text, rule };
}

function containing(guard: Guard, rule: string, file: string, text: string): Plant {
  return { guard, file, text: `${text}\n`, rule };
}

const COMPILER_PLANTS: readonly Plant[] = [
  containing('compiler', 'TS2591', 'engine/book/canary-node.ts', "export * from 'node:fs';"),
  containing('compiler', 'TS2584', 'engine/bars/canary-page.ts', 'export const PAGE = document;'),
  containing('compiler', 'TS2304', 'engine/risk/canary-timer.ts', 'setTimeout(() => 0, 1);'),
  importing('compiler', 'TS6307', 'engine/matching/canary-edge.ts', '../store'),
  importing('compiler', 'TS6307', 'engine/csv/canary-test.ts', '../../test/support'),
  importing('compiler', 'TS6307', 'renderer/canary-engine.ts', '../engine/store'),
  importing('compiler', 'TS6307', 'electron/canary-engine.ts', '../engine/host'),
  containing('compiler', 'TS1294', 'engine/domain/canary-enum.ts', 'export enum Planted { A }'),
];

const CRUISER = 'dependency-cruiser';

const CRUISER_PLANTS: readonly Plant[] = [
  importing(CRUISER, 'domain-sees-nothing', 'engine/domain/canary-book.ts', '../book'),
  importing(CRUISER, 'contract-sees-domain-and-zod', 'engine/contract/canary-book.ts', '../book'),
  containing(
    CRUISER,
    'pure-core-touches-no-platform',
    'engine/book/canary-package.ts',
    "export { z } from 'zod';",
  ),
  containing(
    CRUISER,
    'pure-core-touches-no-platform',
    'engine/simulator/canary-node.ts',
    "export { readFileSync } from 'node:fs';",
  ),
  importing(CRUISER, 'pure-core-sees-no-edge', 'engine/risk/canary-edge.ts', '../store'),
  importing(CRUISER, 'calendar-sees-domain-only', 'engine/calendar/canary-up.ts', '../book'),
  importing(
    CRUISER,
    'local-core-knows-no-remote-venue',
    'engine/orders/canary-far.ts',
    '../remote',
  ),
  importing(CRUISER, 'indicators-stand-alone', 'engine/indicators/canary-up.ts', '../bars'),
  importing(CRUISER, 'alerts-see-indicators-only', 'engine/alerts/canary-up.ts', '../book'),
  importing(CRUISER, 'book-is-below-the-rest', 'engine/book/canary-up.ts', '../matching'),
  importing(CRUISER, 'matching-sees-the-book-only', 'engine/matching/canary-up.ts', '../risk'),
  importing(CRUISER, 'parts-stand-side-by-side', 'engine/risk/canary-side.ts', '../bars'),
  importing(
    CRUISER,
    'supervision-knows-no-trading',
    'engine/supervision/canary-book.ts',
    '../book',
  ),
  importing(CRUISER, 'advisor-knows-no-trading', 'engine/advisor/canary-book.ts', '../book'),
  importing(CRUISER, 'edges-stand-side-by-side', 'engine/csv/canary-side.ts', '../store'),
  importing(CRUISER, 'edges-stand-side-by-side', 'engine/store/canary-up.ts', '../host'),
  importing(CRUISER, 'keys-are-kept-beside-the-engine', 'engine/keys/canary-store.ts', '../store'),
  importing(CRUISER, 'only-hosts-see-keys', 'engine/store/canary-keys.ts', '../keys'),
  importing(CRUISER, 'engine-sees-no-screen', 'engine/host/canary-page.ts', '../../renderer'),
  importing(CRUISER, 'renderer-sees-contract-only', 'renderer/canary-host.ts', '../engine/host'),
  importing(CRUISER, 'renderer-sees-contract-only', 'renderer/canary-main.ts', '../electron'),
  containing(
    CRUISER,
    'renderer-touches-no-node',
    'renderer/canary-node.ts',
    "export { readFileSync } from 'node:fs';",
  ),
  importing(
    CRUISER,
    'electron-starts-the-engine-by-path',
    'electron/canary-host.ts',
    '../engine/host',
  ),
  importing(CRUISER, 'nobody-sees-test', 'engine/host/canary-test.ts', '../../test/support'),
  containing(
    CRUISER,
    'shipped-code-uses-shipped-packages',
    'engine/host/canary-development.ts',
    "export { Parse } from 'yauzl';",
  ),
  containing(
    CRUISER,
    'no-cycles',
    'engine/host/canary-cycle.ts',
    "export { PLANTED } from './canary-cycle.ts';",
  ),
  containing(
    CRUISER,
    'everything-resolves',
    'engine/host/canary-lost.ts',
    "export * from './canary-nowhere.ts';",
  ),
];

const LINT_PLANTS: readonly Plant[] = [
  ['no-restricted-properties', 'book/canary-clock', 'export const NOW = Date.now();'],
  ['no-restricted-properties', 'simulator/canary-chance', 'export const CHANCE = Math.random();'],
  ['no-restricted-syntax', 'domain/canary-date', 'export const TODAY = new Date();'],
  ['no-restricted-syntax', 'host/canary-default', 'export default 1;'],
  ['@typescript-eslint/no-explicit-any', 'host/canary-any', 'export const ANY: any = 1;'],
  [
    '@typescript-eslint/no-non-null-assertion',
    'host/canary-bang',
    'export const at = (list: readonly number[]): number => list[0]!;',
  ],
  [
    '@typescript-eslint/no-floating-promises',
    'host/canary-float',
    'export const start = (): void => {\n  Promise.resolve(1);\n};',
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'host/canary-switch',
    "export const code = (side: 'buy' | 'sell'): number => {\n" +
      "  switch (side) {\n    case 'buy':\n      return 0;\n  }\n  return 1;\n};",
  ],
  ['no-empty', 'host/canary-catch', 'try {\n  JSON.parse("{");\n} catch {}'],
].map(([rule = '', name = '', text = '']) => containing('eslint', rule, `engine/${name}.ts`, text));

/** Everything that is planted. */
export const PLANTS: readonly Plant[] = [...COMPILER_PLANTS, ...CRUISER_PLANTS, ...LINT_PLANTS];
