import { expect, test } from 'vitest';
import { TelemetryHistory } from '../../../engine/host/telemetry-history.ts';
import type { Chore } from '../../../engine/store/chores.ts';
import { StageRecorders } from '../../../engine/telemetry/stage-recorders.ts';

const DONE = { done: 1, left: 0, tookUs: 1, problem: '' };

/** A history on a disk that takes everything, and what it was given. */
function historyOf() {
  const stages = new StageRecorders();
  const stored: { resolutionS: number; atUs: number; values: object }[] = [];
  const history = new TelemetryHistory(
    {
      queue: () => ({ length: 0, bound: 100 }),
      trouble: () => null,
      chore: (chore: Chore) => {
        if (chore.name !== 'telemetry.add') throw new RangeError(chore.name);
        for (const { resolutionS, sample } of chore.samples)
          stored.push({ resolutionS, ...sample });
        return Promise.resolve(DONE);
      },
    },
    stages,
  );
  let atS = 0;
  /** Lets seconds pass, in each of which a transaction takes as many microseconds. */
  const pass = (seconds: number, us: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      atS += 1;
      stages.record('store.commit', us);
      stages.tick();
      history.add({ sample: { atUs: atS * 1_000_000, values: { 'market.events': us } } });
    }
  };
  return { history, stored, pass };
}

test('what has begun when the engine ends is stored, of its own seconds alone', async () => {
  const { history, stored, pass } = historyOf();
  pass(900, 9_000);
  pass(130, 500);
  stored.length = 0;
  await history.stop();
  // 1,030 s: whole stretches of ten seconds, ten seconds of a minute, and 130 of a quarter of an hour.
  expect(stored.map(({ resolutionS, atUs }) => [resolutionS, atUs])).toEqual([
    [60, 1_030_000_000],
    [900, 1_030_000_000],
  ]);
  const figures = { 'store.commit.max': 500, 'store.commit.rate': 1, 'market.events': 500 };
  for (const { values } of stored) expect(values).toMatchObject(figures);
});

test('nothing is stored twice', async () => {
  const { history, stored, pass } = historyOf();
  pass(60, 700);
  expect(stored.map(({ resolutionS }) => resolutionS)).toEqual([10, 10, 10, 10, 10, 10, 60]);
  stored.length = 0;
  await history.stop();
  expect(stored.map(({ resolutionS }) => resolutionS)).toEqual([900]);
});
