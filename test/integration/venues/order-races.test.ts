/**
 * Requests at a remote venue that cross: what is asked for while something else is on its way, and what
 * Alpaca refuses after it was taken. No comparison mends anything here, as one comes once an hour.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../../engine/domain/order.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { PATIENT, QUICK_TIMES, RemoteRig } from '../../support/remote-rig.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

let fake: FakeAlpaca;
let rig: RemoteRig;

beforeEach(async () => {
  fake = await FakeAlpaca.start();
  fake.trading.market.set('AAPL', { bid: 100, ask: 100.02, last: 100.01 });
  rig = new RemoteRig(fake, {
    patience: PATIENT,
    times: { ...QUICK_TIMES, reconcileMs: 3_600_000, graceMs: 200 },
  });
  await rig.begin();
});

afterEach(async () => {
  rig.kill();
  await fake.close();
});

/** An order that works at Alpaca and does not fill. */
async function resting(): Promise<Order> {
  const { orderId } = rig.submit({ limitPriceTicks: HUNDRED - 100 * CENT, timeInForce: 'gtc' });
  return rig.becomes(orderId, 'new');
}

function change(id: number): void {
  const request = {
    orderId: id,
    qtyLots: 7,
    limitPriceTicks: null,
    stopPriceTicks: null,
    trailTicks: null,
    trailBasisPoints: null,
    displayQtyLots: null,
  };
  rig.do(() => rig.core.replace(request, 'test'));
}

test('a cancel that comes while an order is being sent goes out with the answer', async () => {
  let answer = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  fake.rest.faults.push({ match: 'POST /v2/orders', kind: { until } });
  const { orderId: id } = rig.submit({ limitPriceTicks: HUNDRED - 100 * CENT });
  // The stream is sooner.
  await rig.becomes(id, 'new');
  rig.do(() => rig.core.cancel(id));
  answer();
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', cumQtyLots: 0 });
});

test('a cancel that waits for a change goes out when the change is refused', async () => {
  const { orderId: id } = await resting();
  fake.rest.faults.push({ match: 'PATCH /v2/orders', kind: { status: 403 } });
  change(id);
  rig.do(() => rig.core.cancel(id));
  expect(rig.stored(id).status).toBe('pending_replace');
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', qtyLots: 10 });
});

test('a cancel that waits for a change without an answer goes out when that is known', async () => {
  const { orderId: id } = await resting();
  fake.rest.faults.push({ match: 'PATCH /v2/orders', kind: 'cut' });
  change(id);
  rig.do(() => rig.core.cancel(id));
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', qtyLots: 10 });
});
