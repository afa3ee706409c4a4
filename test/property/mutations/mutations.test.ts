import { expect, test } from 'vitest';
import { inPairs } from '../../support/in-pairs.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { MUTANTS } from './mutants.ts';
import { runMutant } from './run-mutants.ts';

/** Enough for every variant with this seed, and quick enough for each run of the suite. */
const SHARE = 0.25;
const SEED = 7;
const TIMEOUT_MS = 180_000;

test(
  'every broken matching rule is noticed, and the rules as they are pass',
  { timeout: TIMEOUT_MS },
  async () => {
    const share = Math.min(1, SHARE * propertyFactor());
    const results = await inPairs([null, ...MUTANTS], (mutant) => runMutant(mutant, share, SEED));
    const passing = results.filter((one) => !one.isCaught).map((one) => one.name);
    expect(passing).toEqual(['the engine as it is']);
  },
);
