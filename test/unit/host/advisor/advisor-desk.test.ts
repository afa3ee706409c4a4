import { afterEach, beforeEach, expect, it } from 'vitest';
import { Baseline } from '../../../../engine/advisor/baseline.ts';
import type { Incident, Knowledge } from '../../../../engine/contract/advisor.ts';
import type { Telemetry } from '../../../../engine/contract/telemetry.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { AdvisorDesk } from '../../../../engine/host/advisor/advisor-desk.ts';
import { CureHands } from '../../../../engine/host/advisor/cure-hands.ts';
import type { Chore, ChoreResult } from '../../../../engine/store/chores.ts';
import type { TelemetryCollector } from '../../../../engine/telemetry/telemetry-collector.ts';
import { quietTelemetry } from '../../../support/test-engine.ts';

const US_PER_S = 1_000_000;
/** More than the advisor takes to find something, and to see that it is over. */
const SECONDS_MAX = 600;

let nowS = 0;
let problem = '';
let stored: Incident[] = [];
let collector: TelemetryCollector;
let quiet: Telemetry;
let desk: AdvisorDesk;

beforeEach(() => {
  nowS = 0;
  problem = '';
  stored = [];
  collector = quietTelemetry();
  quiet = collector.report();
  desk = openDesk();
});
afterEach(() => {
  collector.close();
});

function openDesk(): AdvisorDesk {
  return new AdvisorDesk({
    clock: { wallUs: () => timeUs(nowS * US_PER_S), monotonicUs: () => nowS * US_PER_S },
    machine: 'here',
    productVersion: '1.0.0',
    baseline: new Baseline(),
    incidents: [],
    hands: new CureHands({
      engine: () => ({ paceMsMin: 0, totals: { open: new Set() } }),
      journal: { chore, checkpoint: () => undefined },
      readers: { restart: () => Promise.resolve() },
      wallUs: () => 0,
      busiest: () => null,
      trim: () => Promise.resolve(''),
    }),
    faults: null,
    chore,
    lookAtStore: () => undefined,
    samplesPerS: 1,
    tell: () => undefined,
    log: () => undefined,
  });
}

function chore(given: Chore): Promise<ChoreResult> {
  if (problem === '' && given.name === 'incidents.add') stored.push(...given.incidents);
  return Promise.resolve({ done: 0, left: 0, tookUs: 0, problem });
}

/** A second in which nothing is measured but by how far the clock was set. */
function pass(clockStepS = 0): void {
  nowS += 1;
  const values = { 'clock.step': clockStepS * US_PER_S };
  desk.observe({ ...quiet, sample: { atUs: nowS * US_PER_S, values } });
}

it('what was found while the store takes nothing is stored when it takes it again', async () => {
  for (let second = 0; second < 60; second += 1) pass();
  problem = 'an import is running';
  pass(60);
  for (let second = 0; second < SECONDS_MAX && desk.status().incidents === 0; second += 1) pass();
  expect(desk.status().incidents).toBe(1);
  expect(stored).toEqual([]);
  problem = '';
  const storedByNow = (): readonly Incident[] => {
    pass();
    return stored;
  };
  await expect.poll(storedByNow).toMatchObject([{ cause: 'clock_step' }]);
});

it('a file that could not be stored is not known, and is learned the next time', async () => {
  const incident: Incident = {
    machine: 'elsewhere',
    productVersion: '1.0.0',
    startedUs: 1,
    lastedS: 10,
    cause: 'slow_disk',
    confidence: 0.9,
    fingerprint: { 'store.commit above': 1 },
    cure: null,
    outcome: null,
  };
  const format = 'securetrade-advisor-incidents';
  const text = JSON.stringify({ format, version: 1, incidents: [incident] } satisfies Knowledge);
  problem = 'the disk is full';
  expect(await desk.learn(text)).toMatchObject({
    code: 'store.cannot_write',
    rule: 'the disk is full',
  });
  expect(desk.status().incidents).toBe(0);
  problem = '';
  expect(await desk.learn(text)).toEqual({ added: 1, known: 0, skipped: 0, noRoom: 0 });
  expect(stored).toEqual([incident]);
  expect(await desk.learn(text)).toEqual({ added: 0, known: 1, skipped: 0, noRoom: 0 });
});
