import { expect, test } from 'vitest';
import { inPairs } from '../../support/in-pairs.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { runSuiteMutant } from './run-suite-mutants.ts';
import { SUITE_MUTANTS } from './suite-mutants.ts';

/** Each variant starts a test run of its own, some seconds; the long proof plays all of them. */
const USUAL_EVERY = 5;
const TIMEOUT_MS = 600_000;

test(
  'every broken rule of groups and fill models is noticed, and the rules as they are pass',
  { timeout: TIMEOUT_MS },
  async () => {
    const every = propertyFactor() > 1 ? 1 : USUAL_EVERY;
    const mutants = SUITE_MUTANTS.filter((_, i) => i % every === 0);
    const results = await inPairs(['groups', 'fills', ...mutants] as const, runSuiteMutant);
    const passing = results.filter((one) => !one.isCaught).map((one) => one.name);
    expect(passing.toSorted()).toEqual(['fills as they are', 'groups as they are']);
  },
);
