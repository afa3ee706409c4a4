import { expect, test } from 'vitest';
import { PacedTurns } from '../../../../renderer/client/paced-turns.ts';
import { FakeEnvironment } from './fake-environment.ts';

function paced(waitMs = () => 0) {
  const environment = new FakeEnvironment();
  const tookMs: number[] = [];
  const startMs = environment.timeMs;
  const take = (): void => void tookMs.push(environment.timeMs - startMs);
  const turns = new PacedTurns(take, environment.after, waitMs);
  return { environment, turns, tookMs };
}

test('takes its turns with what comes every few milliseconds, ten times a second', async () => {
  const { environment, turns, tookMs } = paced();
  for (let tick = 0; tick < 10; tick += 1) {
    turns.ask();
    await environment.pass(33);
  }
  expect(tookMs).toEqual([0, 132, 264]);
});

test('waits for company no longer than half a rest, and takes no turn that nobody has asked for', async () => {
  const { environment, turns, tookMs } = paced();
  turns.ask();
  await environment.pass(10);
  turns.ask();
  await environment.pass(1_000);
  expect(tookMs).toEqual([0, 150]);
  turns.ask();
  expect(tookMs).toEqual([0, 150, 1_010]);
});

test('lets what a key was pressed for go before a turn without company, once', async () => {
  const { environment, turns, tookMs } = paced(() => 40);
  turns.ask();
  await environment.pass(10);
  turns.ask();
  await environment.pass(1_000);
  expect(tookMs).toEqual([0, 190]);
});

test('leaves no timer behind when it is disposed of', () => {
  const { environment, turns } = paced();
  turns.ask();
  turns.ask();
  turns.dispose();
  expect(environment.timers).toBe(0);
});
