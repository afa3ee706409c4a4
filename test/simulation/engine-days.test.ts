import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepSeed, keptSeeds } from '../support/proof/kept-seeds.ts';
import { noteProof } from '../support/proof/proof-log.ts';
import { integerOf, propertyFactor, seedAsked } from '../support/property-runs.ts';
import { playDay } from './engine-day.ts';
import type { DayReport } from './engine-day.ts';

const FIRST_SEED = seedAsked() ?? 20_261_100;
/** `STP_SIM_DAYS` days of `STP_SIM_HOURS` hours of market each; hours in seconds. */
const DAYS = integerOf('STP_SIM_DAYS', 1, 100_000) ?? 4 * propertyFactor();
const HOURS = integerOf('STP_SIM_HOURS', 1, 24) ?? 4;
/** Far beyond what an hour takes on the slowest machine; a day that hangs still ends. */
const TIMEOUT_MS_PER_HOUR = 10_000;

/** The process's own clock: the one that tests see stands still. */
const { hrtime } = process;

const kept = keptSeeds('simulation');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

async function dayOf(seed: number, hours: number): Promise<DayReport> {
  const sinceNs = hrtime.bigint();
  const note = (failed: boolean): void => {
    const seconds = Number(hrtime.bigint() - sinceNs) / 1e9;
    noteProof({ kind: 'day', suite: 'engine days', seed, count: hours, failed, seconds });
  };
  try {
    const report = await playDay(seed, hours);
    note(false);
    return report;
  } catch (error) {
    note(true);
    const { currentTestName = '', testPath = '' } = expect.getState();
    const found = { file: testPath, test: currentTestName, seed, size: hours };
    throw new Error(`A simulated day: ${keepSeed('simulation', found)}`, { cause: error });
  }
}

test(
  'in days of late commits, failed writes, kills and restless clients nothing is told before its commit, and each event once',
  { timeout: TIMEOUT_MS_PER_HOUR * (DAYS * HOURS + 24 * kept.length) },
  async () => {
    const reports: DayReport[] = [];
    for (const { seed, size } of kept) await dayOf(seed, size);
    for (let day = 0; day < DAYS; day += 1) reports.push(await dayOf(FIRST_SEED + day, HOURS));
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
    // A run that has not tried enough proves nothing; a single hour cannot.
    if (HOURS >= 4) expect(Object.entries(tried).filter(([, enough]) => !enough)).toEqual([]);
  },
);
