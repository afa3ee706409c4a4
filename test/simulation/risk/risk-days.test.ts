import { expect, test } from 'vitest';
import { propertyFactor } from '../../support/property-runs.ts';
import { playRiskDay } from './risk-day.ts';
import type { RiskDayReport } from './risk-day.ts';

const FIRST_SEED = 20_261_122;
const DAYS = 12 * propertyFactor();
const COMMANDS = 2_500;

/** The day of a seed; what it throws says which, so that it can be played again. */
function dayOf(seed: number): RiskDayReport {
  try {
    return playRiskDay(seed, COMMANDS);
  } catch (error) {
    throw new Error(`The day of seed ${String(seed)}`, { cause: error });
  }
}

const RULE =
  'no order that is accepted breaks a limit, under a lock positions only shrink, and both survive crashes';

test(RULE, { timeout: 60_000 * propertyFactor() }, () => {
  const reports = Array.from({ length: DAYS }, (_, i) => dayOf(FIRST_SEED + i));
  const sum = (key: keyof RiskDayReport): number =>
    reports.reduce((total, report) => total + report[key], 0);
  const keys = Object.keys(reports[0] ?? {}) as (keyof RiskDayReport)[];
  console.info('risk days:', Object.fromEntries(keys.map((key) => [key, sum(key)])));
  // A run that has not tried enough proves nothing.
  expect(keys.filter((key) => sum(key) < DAYS)).toEqual([]);
});
