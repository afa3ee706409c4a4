import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_MAINTENANCE } from '../../../engine/contract/defaults.ts';
import { MAINTENANCE_JOBS } from '../../../engine/contract/maintenance.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../../../engine/domain/time.ts';
import { nextRunUs } from '../../../engine/host/maintenance-schedule.ts';
import { MORNING } from '../../support/test-core.ts';

const settings = DEFAULT_MAINTENANCE;
const ranAt = (startedUs: number, result: 'done' | 'failed' | 'canceled' = 'done') =>
  ({ job: 'backup', startedUs, tookUs: 5, result, detail: '' }) as const;

test('a job that has never run is due some minutes after the start', () => {
  const facts = { settings, lastRun: null, startedUs: MORNING, nowUs: MORNING };
  expect(nextRunUs('backup', facts)).toBe(MORNING + 5 * US_PER_MINUTE);
  expect(nextRunUs('ticks', facts)).toBe(MORNING + US_PER_MINUTE);
  expect(nextRunUs('checkpoint', facts)).toBeNull();
});

test('a job is due again a pause after its last run, over restarts too', () => {
  const lastRun = ranAt(MORNING - 20 * US_PER_HOUR);
  const facts = { settings, lastRun, startedUs: MORNING, nowUs: MORNING };
  expect(nextRunUs('backup', facts)).toBe(MORNING + 4 * US_PER_HOUR);
  expect(nextRunUs('backup', { ...facts, settings: { ...settings, backupEveryHours: 0 } })).toBe(
    null,
  );
});

test('what failed or was put off is tried again sooner', () => {
  for (const result of ['failed', 'canceled'] as const) {
    const nowUs = MORNING + US_PER_HOUR;
    const facts = { settings, lastRun: ranAt(nowUs, result), startedUs: MORNING, nowUs };
    expect(nextRunUs('backup', facts)).toBe(nowUs + 30 * US_PER_MINUTE);
    expect(nextRunUs('ticks', facts)).toBe(nowUs + 10 * US_PER_MINUTE);
  }
});

test('however the clock is set, no job is further away than its pause', () => {
  const us = fc.integer({ min: 0, max: 4e15 });
  const job = fc.constantFrom(...MAINTENANCE_JOBS.filter((one) => one !== 'checkpoint'));
  fc.assert(
    fc.property(job, us, us, us, (one, lastUs, startedUs, nowUs) => {
      const next = nextRunUs(one, { settings, lastRun: ranAt(lastUs), startedUs, nowUs }) ?? -1;
      expect(next).toBeLessThanOrEqual(nowUs + 24 * US_PER_HOUR);
    }),
  );
});
