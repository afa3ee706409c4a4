/**
 * Runs before every property file: gives each check a seed that is known, notes what it has tried
 * and keeps the seed of one that fails, whichever way the check itself was written.
 */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { propertyFactor, propertySeed } from '../property-runs.ts';
import { keepSeed } from './kept-seeds.ts';
import { noteProof } from './proof-log.ts';

/** Seed of the checks, which moves on with the factor. */
const USUAL_SEED = 20_260_300;
const MS_PER_S = 1_000;

// Sequences become as long as their tests allow; by default few are longer than ten.
fc.configureGlobal({ seed: propertySeed(USUAL_SEED), defaultSizeToMaxWhenMaxSpecified: true });

fc.installGlobalPlugin(() => {
  const sinceMs = performance.now();
  return {
    onAllRunsComplete: (details) => {
      report(details, (performance.now() - sinceMs) / MS_PER_S);
    },
  };
});

function report(details: fc.RunDetails<unknown>, seconds: number): void {
  const { currentTestName: test = '', testPath: file = '' } = expect.getState();
  const { seed, numRuns: count, failed } = details;
  noteProof({ kind: 'property', suite: test, seed, count, failed, seconds });
  if (!failed) return;
  const kept = keepSeed('property', { file, test, seed, size: propertyFactor() });
  const cause: unknown = details.errorInstance;
  throw new Error(`${fc.defaultReportMessage(details)}\n${kept}`, { cause });
}
