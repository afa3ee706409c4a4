import { expect, test } from 'vitest';
import type { OrderTrace } from '../../../../../engine/contract/telemetry.ts';
import { tracesOf, waterfallOf } from '../../../../../renderer/panels/performance/waterfall.ts';

const TRACE: OrderTrace = {
  command: 'order.submit',
  orderId: 7,
  orders: 1,
  atUs: 0,
  receivedUs: 10_000,
  matchedUs: 10_050,
  beganUs: 10_090,
  syncedUs: 10_500,
  toldUs: 10_600,
};
/** The window's clock is 5 ms behind the engine's. */
const toEngineUs = (ms: number): number => ms * 1_000 + 5_000;

test('stages of an own order follow each other from key press to paint without a gap', () => {
  const timing = { receivedUs: 10_000, keyMs: 3.5, sentMs: 4.8, answeredMs: 5.9, paintedMs: 9 };
  const steps = waterfallOf(TRACE, timing, toEngineUs);
  expect(steps.map(({ id }) => id)).toEqual([
    'key',
    'sent',
    'match',
    'queue',
    'write',
    'ack',
    'back',
    'paint',
  ]);
  for (const [at, step] of steps.entries()) {
    expect(step.fromUs).toBeCloseTo(steps[at - 1]?.toUs ?? 0, 6);
  }
  expect(steps.at(-1)?.toUs).toBeCloseTo(5_500, 6);
});

test('of an order that this window did not send only the engine tells', () => {
  const steps = waterfallOf(TRACE, null, toEngineUs);
  expect(steps.map(({ id }) => id)).toEqual(['match', 'queue', 'write', 'ack']);
  expect(steps.at(-1)?.toUs).toBe(600);
});

test('a command that wrote nothing has no time of the disk', () => {
  const steps = waterfallOf({ ...TRACE, beganUs: null, syncedUs: null }, null, toEngineUs);
  expect(steps.map(({ id }) => id)).toEqual(['match', 'unwritten']);
});

test('an order is found by the first digits of its number', () => {
  const traces = [7, 71, 17].map((orderId) => ({ ...TRACE, orderId }));
  const found = (number: string) => tracesOf(traces, number).map(({ orderId }) => orderId);
  expect(found(' 7 ')).toEqual([7, 71]);
  expect(found('')).toEqual([7, 71, 17]);
  expect(found('AAPL')).toEqual([]);
});

test('an answer that seems to come before it was sent took no time', () => {
  const timing = { receivedUs: 10_000, keyMs: null, sentMs: 5.2, answeredMs: 5.5, paintedMs: null };
  const steps = waterfallOf(TRACE, timing, toEngineUs);
  for (const { fromUs, toUs } of steps) expect(toUs).toBeGreaterThanOrEqual(fromUs);
});
