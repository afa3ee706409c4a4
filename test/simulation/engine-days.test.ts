import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { propertyFactor } from '../support/property-runs.ts';
import { playDay } from './engine-day.ts';
import type { DayReport } from './engine-day.ts';

/** Seeds that have found something once; every run repeats them. */
const KEPT_SEEDS: readonly number[] = [];
const FIRST_SEED = 20_261_100;
const DAYS = 4 * propertyFactor();
const HOURS = 4;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

async function dayOf(seed: number): Promise<DayReport> {
  try {
    return await playDay(seed, HOURS);
  } catch (error) {
    throw new Error(`Day of seed ${String(seed)} (add it to KEPT_SEEDS)`, { cause: error });
  }
}

test(
  'in days of late commits, failed writes, kills and restless clients nothing is told before its commit, and each event once',
  { timeout: 60_000 * propertyFactor() },
  async () => {
    const reports: DayReport[] = [];
    const seeds = Array.from({ length: DAYS }, (_, i) => FIRST_SEED + i);
    for (const seed of [...KEPT_SEEDS, ...seeds]) reports.push(await dayOf(seed));
    const sum = (key: keyof DayReport): number =>
      reports.reduce((total, report) => total + report[key], 0);
    const tried = {
      events: sum('events') > 2_000 * DAYS,
      replies: sum('replies') > 1_000 * DAYS,
      fills: sum('fillsOnDisk') > 300 * DAYS,
      prints: sum('prints') > 1_000 * DAYS,
      resumed: sum('resumed') > DAYS,
      failures: sum('failures') > DAYS,
      kills: sum('kills') > DAYS,
      market: sum('marketEvents') > 100_000 * DAYS,
    };
    console.info(
      'engine days:',
      Object.fromEntries(
        Object.keys(reports[0] ?? {}).map((key) => [key, sum(key as keyof DayReport)]),
      ),
    );
    // A run that has not tried enough proves nothing.
    expect(Object.entries(tried).filter(([, enough]) => !enough)).toEqual([]);
  },
);
