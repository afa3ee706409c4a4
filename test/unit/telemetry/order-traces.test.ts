import { expect, it } from 'vitest';
import { SLOWEST_KEPT, TRACES_KEPT, TRACES_MAX } from '../../../engine/contract/telemetry.ts';
import { OrderTraces } from '../../../engine/telemetry/order-traces.ts';

it('keeps the newest commands, newest first, and their wall times', () => {
  const traces = new OrderTraces();
  for (let id = 1; id <= TRACES_KEPT + 5; id += 1) {
    const commit = id % 2 === 0 ? null : { beganUs: id + 0.3, syncedUs: id + 0.4 };
    traces.push('order.submit', id, 1, id, id + 0.2, commit, id + 0.5);
  }
  expect(traces.length).toBe(TRACES_KEPT);
  const all = traces.told(TRACES_KEPT, 1_000_000, 1_000);
  expect(all).toHaveLength(TRACES_KEPT);
  expect(all.at(-1)?.orderId).toBe(6);
  expect(all[0]).toEqual({
    command: 'order.submit',
    orderId: TRACES_KEPT + 5,
    orders: 1,
    atUs: 1_000_000 - 1_000 + TRACES_KEPT + 5,
    receivedUs: TRACES_KEPT + 5,
    matchedUs: TRACES_KEPT + 5.2,
    beganUs: TRACES_KEPT + 5.3,
    syncedUs: TRACES_KEPT + 5.4,
    toldUs: TRACES_KEPT + 5.5,
  });
  expect(all[1]).toMatchObject({ beganUs: null, syncedUs: null });
  expect(traces.told(3, 0, 0)).toHaveLength(3);
});

it('keeps the slowest of the run beside the newest, each once', () => {
  const traces = new OrderTraces();
  const push = (atUs: number, tookUs: number): void => {
    traces.push('positions.flatten', atUs, 3, atUs, atUs + 1, null, atUs + tookUs);
  };
  // Two in a hundred are slow, the later ones slower.
  const sent = 100 * SLOWEST_KEPT;
  const isSlow = (at: number): boolean => at % 50 === 0;
  for (let at = 1; at <= sent; at += 1) push(at * 1_000, isSlow(at) ? 100 + at / 100 : 10);
  const told = traces.told(TRACES_MAX, 0, 0);
  const newest = told.slice(0, TRACES_KEPT);
  expect(newest.map(({ orderId }) => orderId / 1_000)).toEqual(
    Array.from({ length: TRACES_KEPT }, (_, i) => sent - i),
  );
  // The slowest are the later half of the slow ones, of which some are among the newest.
  const older = Array.from({ length: sent - TRACES_KEPT }, (_, i) => sent - TRACES_KEPT - i);
  const slow = older.filter((at) => isSlow(at) && at > sent / 2);
  expect(told.slice(TRACES_KEPT).map(({ orderId }) => orderId / 1_000)).toEqual(slow);
  expect(told[0]).toMatchObject({ command: 'positions.flatten', orders: 3 });
});
