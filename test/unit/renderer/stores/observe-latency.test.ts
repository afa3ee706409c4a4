import { expect, it } from 'vitest';
import { engineClock } from '../../../../renderer/stores/clock-alignment.ts';
import { latencySnapshot, resetLatency } from '../../../../renderer/stores/latency.ts';
import { latencyObserver } from '../../../../renderer/stores/observe-latency.ts';
import { ORDER_REPLY, SUBMIT } from '../client/fake-engine.ts';
import { FakeEnvironment } from '../client/fake-environment.ts';

it('measures how long a frame of data was on its way, once the clocks are aligned', () => {
  resetLatency();
  engineClock.reset();
  const observer = latencyObserver(new FakeEnvironment());
  observer.frameArrived(5_000_000, 100);
  expect(latencySnapshot('market.transit').count).toBe(0);
  // The engine's clock is 5 s ahead of the window's; each way of the ping takes 1 ms.
  engineClock.add({ sentMs: 100, receivedUs: 5_101_000, answeredUs: 5_101_000, heardMs: 102 });
  observer.frameArrived(5_200_000, 203);
  expect(latencySnapshot('market.transit')).toMatchObject({ count: 1 });
  const { maxUs } = latencySnapshot('market.transit');
  expect(maxUs).toBeCloseTo(3_000, 3);
  // By the ping alone it came before it was sent: the clocks are less apart.
  observer.frameArrived(5_300_000, 299.5);
  expect(latencySnapshot('market.transit')).toMatchObject({ count: 2, maxUs });
  expect(latencySnapshot('market.transit').sumUs - maxUs).toBeCloseTo(250, 3);
  engineClock.reset();
});

it('measures until an answer is painted where somebody can see it', async () => {
  resetLatency();
  const environment = new FakeEnvironment();
  const observer = latencyObserver(environment);
  const answer = async (): Promise<void> => {
    observer.answered(SUBMIT, environment.timeMs - 4, environment.timeMs, ORDER_REPLY);
    await environment.pass(6);
    environment.paint();
    await environment.pass(3);
  };
  await answer();
  environment.isHidden = true;
  await answer();
  expect(latencySnapshot('order.round_trip')).toMatchObject({ count: 2, maxUs: 4_000 });
  expect(latencySnapshot('ack.paint')).toMatchObject({ count: 1, maxUs: 6_000 });
});
