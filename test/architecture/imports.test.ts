import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cruise } from './guards.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** Far below what there is: dependency-cruiser under a compiler it can't read sees one module. */
const MIN_MODULES = 100;

test('every import goes in an allowed direction', async () => {
  const report = await cruise(PROJECT_ROOT);
  expect(report.complaints).toEqual([]);
  expect(report.moduleCount).toBeGreaterThan(MIN_MODULES);
});
