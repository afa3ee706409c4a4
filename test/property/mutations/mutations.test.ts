import { rm } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { inPairs } from '../../support/in-pairs.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { MUTANTS } from './mutants.ts';
import { engineCopy, runMutant } from './run-mutants.ts';

/** Enough for every variant with this seed, and quick enough for each run of the suite. */
const SHARE = 0.25;
const SEED = 7;
const TIMEOUT_MS = 180_000;

const copies: string[] = [];
afterAll(async () => {
  for (const folder of copies) await rm(folder, { recursive: true, force: true });
});

test(
  'every broken matching rule is noticed, and the rules as they are pass',
  { timeout: TIMEOUT_MS },
  async () => {
    const share = Math.min(1, SHARE * propertyFactor());
    copies.push(await engineCopy(), await engineCopy());
    // The engine as it is comes last: by then its copy has been broken and mended many times.
    const results = await inPairs([...MUTANTS, null], async (mutant) => {
      // As many copies as are worked on at a time.
      const folder = copies.shift();
      if (folder === undefined) throw new Error('a copy for each of a pair');
      try {
        return await runMutant(folder, mutant, share, SEED);
      } finally {
        copies.push(folder);
      }
    });
    const passing = results.filter((one) => !one.isCaught).map((one) => one.name);
    expect(passing).toEqual(['the engine as it is']);
  },
);
