/**
 * Requests at a remote venue that cross: what is asked for while something else is on its way, and what
 * Alpaca refuses after it was taken. No comparison mends anything here, as one comes once an hour.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../../engine/domain/order.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import type { GatewayTimes } from '../../../engine/venues/gateway-options.ts';
import { ONE } from '../../support/fake-alpaca/trading/decimals.ts';
import type { FakeOrder } from '../../support/fake-alpaca/trading/order.ts';
import { FakeTimers } from '../../support/fake-timers.ts';
import type { RigOptions } from '../../support/remote-rig.ts';
import { PATIENT, QUICK_TIMES, RemoteRig, until } from '../../support/remote-rig.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

let fake: FakeAlpaca;
let rig: RemoteRig;

/** Cancels are waited for as long as it takes. */
const TIMES: GatewayTimes = {
  ...QUICK_TIMES,
  reconcileMs: 3_600_000,
  graceMs: 200,
  cancelWaitMs: 60_000,
};

async function begun(times = TIMES, more: Pick<RigOptions, 'budgetTimers'> = {}): Promise<void> {
  rig = new RemoteRig(fake, { patience: PATIENT, times, ...more });
  await rig.begin();
}

beforeEach(async () => {
  fake = await FakeAlpaca.start();
  fake.trading.market.set('AAPL', { bid: 100, ask: 100.02, last: 100.01 });
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
  await begun();
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  fake.rest.faults.push({ match: 'POST /v2/orders', kind: { until: answered } });
  const { orderId: id } = rig.submit({ limitPriceTicks: HUNDRED - 100 * CENT });
  // The stream is sooner.
  await rig.becomes(id, 'new');
  rig.do(() => rig.core.cancel(id));
  answer();
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', cumQtyLots: 0 });
});

test('a cancel that waits for a change goes out when the change is refused', async () => {
  await begun();
  const { orderId: id } = await resting();
  fake.rest.faults.push({ match: 'PATCH /v2/orders', kind: { status: 403 } });
  change(id);
  rig.do(() => rig.core.cancel(id));
  expect(rig.stored(id).status).toBe('pending_replace');
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', qtyLots: 10 });
});

test('a cancel that waits for a change without an answer goes out when that is known', async () => {
  await begun();
  const { orderId: id } = await resting();
  fake.rest.faults.push({ match: 'PATCH /v2/orders', kind: 'cut' });
  change(id);
  rig.do(() => rig.core.cancel(id));
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', qtyLots: 10 });
});

test('a change that Alpaca has taken and refuses later leaves the order as it was', async () => {
  await begun();
  fake.account.refusesChanges = true;
  const { orderId: id } = await resting();
  change(id);
  expect(await rig.becomes(id, 'new')).toMatchObject({ qtyLots: 10, leavesQtyLots: 10 });
  expect(rig.notices).toEqual(['venue.replace_refused']);
});

test('a cancel that waits for a change goes out when the change is refused later', async () => {
  await begun();
  fake.account.refusesChanges = true;
  const { orderId: id } = await resting();
  fake.account.hold();
  change(id);
  await until('Alpaca has it', () => fake.account.orders.length === 2);
  rig.do(() => rig.core.cancel(id));
  fake.account.release();
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', qtyLots: 10 });
});

test('a cancel that Alpaca has taken and refuses later is asked for again', async () => {
  await begun();
  fake.account.refusesCancels = true;
  const { orderId: id } = await resting();
  rig.do(() => rig.core.cancel(id));
  await until('it is asked for', () => fake.rest.seen.includes(`GET /v2/orders/${theirs(id).id}`));
  fake.account.refusesCancels = false;
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user' });
});

test('an order whose cancel is refused again and again works on, and that is told', async () => {
  await begun();
  fake.account.refusesCancels = true;
  const { orderId: id } = await resting();
  rig.do(() => rig.core.cancel(id));
  expect(await rig.becomes(id, 'new')).toMatchObject({ leavesQtyLots: 10 });
  expect(rig.notices).toEqual(['venue.cancel_refused']);
});

/** Takes a position, positive: long, and lets an order work that would close it. */
async function held(lots: number): Promise<FakeOrder> {
  const [side, other] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  const qtyLots = Math.abs(lots);
  await rig.becomes(rig.submit({ side, orderType: 'market', qtyLots }).orderId, 'filled');
  const limitPriceTicks = HUNDRED + Math.sign(lots) * 1_000 * CENT;
  const exit = rig.submit({ side: other, qtyLots, limitPriceTicks, timeInForce: 'gtc' });
  await rig.becomes(exit.orderId, 'new');
  return theirs(exit.orderId);
}

/** What an order of ours is at Alpaca. */
function theirs(id: number): FakeOrder {
  return fake.account.byClientId(rig.stored(id).clientOrderId);
}

/** Cancels the symbol's orders and closes its position, as the command does; the closing order's number. */
function flatten(prefix: string): number {
  return rig.do(() => {
    rig.core.cancelAll('AAPL', null, 'flatten');
    const [closing] = rig.core.closePositions(prefix, 'AAPL', 'test');
    if (closing === undefined) throw new Error('nothing to close');
    return closing.orderId;
  });
}

/** Has an order fill while its cancel is on its way. */
async function fillsDuringCancel(exit: FakeOrder, lots: bigint): Promise<void> {
  await until('Alpaca is to cancel it', () => exit.status === 'pending_cancel');
  fake.account.fill(exit, lots * ONE, 100n * ONE);
  fake.account.release();
}

const positionThere = (): bigint => (fake.account.positions.get('AAPL')?.qty ?? 0n) / ONE;

test.each([
  ['long', 10, 'sell_to_close'],
  ['short', -10, 'buy_to_close'],
] as const)(
  'what an exit fills while it is cancelled is not closed again: %s',
  async (_word, lots, intent) => {
    await begun();
    const exit = await held(lots);
    fake.account.hold();
    const id = flatten('flat');
    await fillsDuringCancel(exit, 4n);
    expect(await rig.becomes(id, 'filled')).toMatchObject({ qtyLots: 6, cumQtyLots: 6 });
    expect(theirs(id).form).toMatchObject({ qty: 6n * ONE, intent });
    expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(0);
    expect(positionThere()).toBe(0n);
  },
);

test('a closing order whose position an exit has closed meanwhile is not sent', async () => {
  await begun();
  const exit = await held(10);
  fake.account.hold();
  const id = flatten('flat');
  await fillsDuringCancel(exit, 10n);
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'flatten', cumQtyLots: 0 });
  expect(fake.account.orders).toHaveLength(2);
  expect(positionThere()).toBe(0n);
});

test.each([
  ['in part: the rest is reversed', 4n, -6, []],
  ['whole: nothing is opened, and that is told', 10n, 0, ['venue.not_reversed']],
] as const)(
  'a reversal whose position an exit has closed meanwhile %s',
  async (_word, filled, lots, told) => {
    await begun();
    const exit = await held(10);
    fake.account.hold();
    const request = { clientOrderId: 'turn', symbol: 'AAPL', cancelOrders: true };
    rig.do(() => rig.core.desk.reverse(request, 'test'));
    await fillsDuringCancel(exit, filled);
    await until('it is done', () => rig.disk.recovered().remote.reversals.length === 0);
    await until('it is there', () => rig.core.positionOf('AAPL')?.qtyLots === lots);
    expect(rig.notices).toEqual(told);
    expect(Number(positionThere())).toBe(lots);
  },
);

test('a closing order goes on waiting for cancels that take longer, and is sent once', async () => {
  await begun({ ...TIMES, cancelWaitMs: 10 });
  const exit = await held(10);
  fake.account.hold();
  const id = flatten('flat');
  // Asked for after the first wait.
  await until('it is asked for', () => fake.rest.seen.includes(`GET /v2/orders/${exit.id}`));
  fake.account.release();
  expect(await rig.becomes(id, 'filled')).toMatchObject({ cumQtyLots: 10 });
  expect(fake.rest.seen.filter((line) => line === 'POST /v2/orders')).toHaveLength(3);
});

test('a closing order is not sent beside orders that are never cancelled, and says so', async () => {
  await begun({ ...TIMES, cancelWaitMs: 10 });
  await held(10);
  fake.account.hold();
  const id = flatten('flat');
  const { refusal } = await rig.becomes(id, 'rejected');
  expect(refusal).toMatchObject({ code: 'venue.canceling' });
  expect(fake.account.orders).toHaveLength(2);
});

const HELD_BY_ORDERS = {
  status: 403,
  message: 'insufficient qty available for order (requested: 10, available: 0)',
  fields: { existing_qty: '10', available: '0', held_for_orders: '10' },
} as const;

test('a closing order is sent again while Alpaca still holds what was cancelled for it', async () => {
  await begun();
  await held(10);
  fake.rest.faults.push({ match: 'POST /v2/orders', kind: HELD_BY_ORDERS });
  fake.account.hold();
  const id = flatten('flat');
  await until('it waits', () => fake.account.orders[1]?.status === 'pending_cancel');
  fake.account.release();
  expect(await rig.becomes(id, 'filled')).toMatchObject({ cumQtyLots: 10 });
  expect(positionThere()).toBe(0n);
});

test('a closing order beside orders that stay is refused at once', async () => {
  await begun();
  await held(10);
  const { orderId: id } = rig.do(() => {
    const [order] = rig.core.closePositions('close', 'AAPL', 'test');
    if (order === undefined) throw new Error('nothing to close');
    return order;
  });
  const { refusal } = await rig.becomes(id, 'rejected');
  expect(refusal).toMatchObject({ code: 'venue.qty_available' });
  expect(fake.rest.seen.filter((line) => line === 'POST /v2/orders')).toHaveLength(3);
});

test('a closing order opens nothing where Alpaca has closed the position already', async () => {
  await begun();
  await rig.becomes(rig.submit({ orderType: 'market' }).orderId, 'filled');
  fake.account.positions.delete('AAPL');
  const id = flatten('flat');
  const { refusal } = await rig.becomes(id, 'rejected');
  expect(refusal).toMatchObject({ code: 'venue.not_held' });
  expect(positionThere()).toBe(0n);
});

test('a second flatten, which cancels the closing order of the first, closes the position', async () => {
  await begun();
  await held(10);
  fake.account.hold();
  const first = flatten('flat');
  const second = flatten('again');
  fake.account.release();
  expect(await rig.becomes(second, 'filled')).toMatchObject({ cumQtyLots: 10 });
  expect(rig.stored(first)).toMatchObject({ status: 'canceled', cumQtyLots: 0 });
  expect(positionThere()).toBe(0n);
});

test.each([
  ['its closing order goes instead', 0n, 'filled', 10],
  ['what the first has still closed is not closed again', 10n, 'canceled', 0],
] as const)(
  'where the closing order of a first flatten works at Alpaca, a second cancels it: %s',
  async (_word, filled, status, lots) => {
    await begun();
    await rig.becomes(rig.submit({ side: 'sell', orderType: 'market' }).orderId, 'filled');
    fake.account.fillsByItself = false;
    const first = flatten('flat');
    await rig.becomes(first, 'new');
    fake.account.hold();
    const second = flatten('again');
    await until('it is to be cancelled', () => theirs(first).status === 'pending_cancel');
    if (filled > 0n) fake.account.fill(theirs(first), filled * ONE, 100n * ONE);
    fake.account.fillsByItself = true;
    fake.account.release();
    expect(await rig.becomes(second, status)).toMatchObject({ cumQtyLots: lots });
    expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(0);
    expect(positionThere()).toBe(0n);
  },
);

/** Has the next request wait for the budget; lets it go. */
async function outOfBudget(): Promise<() => Promise<void>> {
  const budgetTimers = new FakeTimers();
  await begun(TIMES, { budgetTimers });
  return () => budgetTimers.run(1_000);
}

test('an order that is cancelled while it waits for the request budget is not sent', async () => {
  const goOn = await outOfBudget();
  rig.budget.block(1_000);
  const { orderId: id } = rig.submit();
  await until('it waits', () => rig.budget.state.waiting === 1);
  rig.do(() => rig.core.cancel(id));
  await goOn();
  expect(await rig.becomes(id, 'canceled')).toMatchObject({ reason: 'user', cumQtyLots: 0 });
  expect(fake.rest.seen).not.toContain('POST /v2/orders');
});

test('a closing order that has waited for the request budget closes what is held then', async () => {
  const goOn = await outOfBudget();
  const exit = await held(-10);
  rig.budget.block(1_000);
  const [closing] = rig.do(() => rig.core.closePositions('close', 'AAPL', 'test'));
  await until('it waits', () => rig.budget.state.waiting === 1);
  fake.account.fill(exit, 4n * ONE, 100n * ONE);
  await until('it is known', () => rig.core.positionOf('AAPL')?.qtyLots === -6);
  await goOn();
  expect(await rig.becomes(closing?.orderId ?? 0, 'filled')).toMatchObject({ cumQtyLots: 6 });
  expect(positionThere()).toBe(0n);
});
