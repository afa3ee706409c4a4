/**
 * Plants forbidden code beside harmless files in a tree with this one's folders and configuration, and expects
 * each guard to call it out by name and nothing else. What the guards say of the real files is `tsc -b`,
 * `eslint` and imports.test.ts; reading all of those here once more took half a minute and proved no rule.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, cruise, lint } from './guards.ts';
import type { Complaint } from './guards.ts';
import { PLANTS, TARGET_TEXT, TARGETS } from './plants.ts';
import type { Guard } from './plants.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
/** What the guards go by. */
const CONFIGURATION = [
  'package.json',
  'tsconfig.json',
  'eslint.config.js',
  'engine/tsconfig.json',
  'engine/tsconfig.keys.json',
  'engine/tsconfig.node.json',
  'renderer/tsconfig.json',
  'electron/tsconfig.json',
  'test/tsconfig.json',
  'test/architecture/dependency-cruiser.cjs',
];

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'canary-'));
  for (const path of CONFIGURATION) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(PROJECT_ROOT, path), join(root, path));
  }
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'), 'dir');
  for (const file of TARGETS) write(file, TARGET_TEXT);
  for (const { file, text } of PLANTS) write(file, text);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function plantsFor(guard: Guard): readonly Complaint[] {
  return PLANTS.filter((plant) => plant.guard === guard).map(({ file, rule }) => ({ file, rule }));
}

/** Plants that the guard said nothing about, or something else; and harmless files that it complained of. */
function mistaken(guard: Guard, complaints: readonly Complaint[]): readonly Complaint[] {
  const overlooked = plantsFor(guard).filter(
    ({ file, rule }) => !complaints.some((said) => said.file === file && said.rule === rule),
  );
  return [...overlooked, ...complaints.filter(({ file }) => TARGETS.includes(file))];
}

describe('forbidden code is called out, and nothing else', () => {
  test('by the compiler projects', async () => {
    expect(mistaken('compiler', await compile(root))).toEqual([]);
  });

  test('by dependency-cruiser', async () => {
    const { complaints } = await cruise(root);
    expect(mistaken('dependency-cruiser', complaints)).toEqual([]);
  });

  test('by ESLint', async () => {
    const files = plantsFor('eslint').map(({ file }) => file);
    expect(mistaken('eslint', await lint(root, [...files, ...TARGETS]))).toEqual([]);
  });
});
