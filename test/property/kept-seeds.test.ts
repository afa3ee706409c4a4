/** Repeats what has failed once: each kept seed in a test run of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { keptSeeds } from '../support/proof/kept-seeds.ts';
import type { KeptSeed } from '../support/proof/kept-seeds.ts';

const ROOT = join(import.meta.dirname, '../..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const RUN_TIMEOUT_MS = 300_000;

/** Throws with the run's output when the check fails again. */
async function repeat({ file, test: name, seed, size }: KeptSeed): Promise<void> {
  const pattern = `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  const args = [VITEST, 'run', '--config', 'test/vitest.config.ts', '--project', 'property'];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, file, '-t', pattern], {
    cwd: ROOT,
    env: { ...process.env, STP_SEED: String(seed), STP_PROPERTY_FACTOR: String(size) },
  });
  // A check that has gone or has another name now would prove nothing.
  if (!stdout.includes('1 passed, 0 failed')) throw new Error(`not found in ${file}`);
}

test('every seed that has found a fault once passes now', { timeout: RUN_TIMEOUT_MS }, async () => {
  const failing: string[] = [];
  for (const kept of keptSeeds('property')) {
    await repeat(kept).catch((error: unknown) => failing.push(`${kept.test}: ${String(error)}`));
  }
  expect(failing).toEqual([]);
});
