import { expect, it } from 'vitest';
import { TRACES_KEPT } from '../../../engine/contract/telemetry.ts';
import { OrderTraces } from '../../../engine/telemetry/order-traces.ts';

it('keeps the newest commands, newest first, and their wall times', () => {
  const traces = new OrderTraces();
  for (let id = 1; id <= TRACES_KEPT + 5; id += 1) {
    const commit = id % 2 === 0 ? null : { beganUs: id + 0.3, syncedUs: id + 0.4 };
    traces.push('order.submit', id, id, id + 0.2, commit, id + 0.5);
  }
  expect(traces.length).toBe(TRACES_KEPT);
  const all = traces.newest(TRACES_KEPT, 1_000_000, 1_000);
  expect(all).toHaveLength(TRACES_KEPT);
  expect(all.at(-1)?.orderId).toBe(6);
  expect(all[0]).toEqual({
    command: 'order.submit',
    orderId: TRACES_KEPT + 5,
    atUs: 1_000_000 - 1_000 + TRACES_KEPT + 5,
    receivedUs: TRACES_KEPT + 5,
    matchedUs: TRACES_KEPT + 5.2,
    beganUs: TRACES_KEPT + 5.3,
    syncedUs: TRACES_KEPT + 5.4,
    toldUs: TRACES_KEPT + 5.5,
  });
  expect(all[1]).toMatchObject({ beganUs: null, syncedUs: null });
  expect(traces.newest(3, 0, 0)).toHaveLength(3);
});
