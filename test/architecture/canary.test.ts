/** Plants forbidden code in a copy of the tree and expects each guard to call it out by name. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, cruise, lint } from './guards.ts';
import type { Complaint } from './guards.ts';
import { PLANTS, TARGET_TEXT, TARGETS } from './plants.ts';
import type { Guard } from './plants.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'package.json',
  'tsconfig.json',
  'eslint.config.js',
  'engine',
  'electron',
  'renderer',
  'test/tsconfig.json',
  'test/support',
  'test/architecture',
];

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'canary-'));
  for (const path of COPIED) {
    cpSync(join(PROJECT_ROOT, path), join(root, path), { recursive: true });
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

/** Plants that the guard said nothing about, or something else. */
function overlooked(guard: Guard, complaints: readonly Complaint[]): readonly Complaint[] {
  return plantsFor(guard).filter(
    ({ file, rule }) => !complaints.some((said) => said.file === file && said.rule === rule),
  );
}

describe('forbidden code is called out', () => {
  test('by the compiler projects', async () => {
    expect(overlooked('compiler', await compile(root))).toEqual([]);
  });

  test('by dependency-cruiser', async () => {
    const { complaints } = await cruise(root);
    expect(overlooked('dependency-cruiser', complaints)).toEqual([]);
  });

  test('by ESLint', async () => {
    const files = plantsFor('eslint').map(({ file }) => file);
    expect(overlooked('eslint', await lint(root, files))).toEqual([]);
  });
});
