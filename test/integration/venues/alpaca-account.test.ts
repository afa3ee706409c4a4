/** An account at Alpaca that is not as simple as what is traded here. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderId } from '../../../engine/domain/ids.ts';
import { cryptoPair, usEquity } from '../../../engine/domain/instrument.ts';
import { US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { FAKE_LIVE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { ONE } from '../../support/fake-alpaca/trading/decimals.ts';
import type { FakeOrder } from '../../support/fake-alpaca/trading/order.ts';
import { multiLegOrder } from '../../support/fake-alpaca/trading/multi-leg.ts';
import { PATIENT, QUICK_TIMES, RemoteRig, until } from '../../support/remote-rig.ts';
import { CENT, HUNDRED, orderOf } from '../../support/test-core.ts';

let fake: FakeAlpaca;
let rig: RemoteRig;

beforeEach(async () => {
  fake = await FakeAlpaca.start();
  for (const symbol of ['AAPL', 'MSFT']) {
    fake.trading.market.set(symbol, { bid: 100, ask: 100.02, last: 100.01 });
  }
  rig = new RemoteRig(fake, { patience: PATIENT });
});

afterEach(async () => {
  rig.kill();
  await fake.close();
});

async function begun(): Promise<void> {
  rig.gateway.start();
  await until('takes orders', () => rig.gateway.takesOrders);
}

const BY_PHONE = {
  symbol: 'AAPL',
  qty: '5',
  side: 'buy',
  type: 'limit',
  limit_price: '99',
  time_in_force: 'day',
} as const;

test('an order of several option legs is told once and keeps nobody from trading', async () => {
  fake.account.multiLegs.push(multiLegOrder('m1', Date.now()));
  fake.account.submit(BY_PHONE);
  await begun();
  expect(rig.core.working()).toMatchObject([{ order: { symbol: 'AAPL', qtyLots: 5 } }]);
  await rig.gateway.reconcile();
  await rig.gateway.reconcile();
  expect(rig.notices).toEqual(['venue.other_orders']);
  expect(rig.gateway.status().differences).toEqual([]);
});

test('an order of our kinds that is not as documented is no order of another kind', async () => {
  const { legs: _legs, ...order } = multiLegOrder('m1', Date.now());
  fake.account.multiLegs.push({ ...order, order_class: 'simple' });
  rig.gateway.start();
  await rig.gateway.reconcile();
  expect(rig.gateway.takesOrders).toBe(false);
  expect(rig.gateway.status().reconcileProblem).toContain('[0].side');
});

/** An order that rests there, as the account has it before it loses it. */
async function resting(): Promise<OrderId> {
  const request = orderOf({ limitPriceTicks: HUNDRED / 2 });
  const outcome = rig.do(() => rig.core.submit(request, 'test'));
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  await until('it works', () => rig.core.working()[0]?.order.status === 'new');
  return outcome.order.orderId;
}

test.each(['new', 'pending_cancel'])(
  'a %s order that the account has lost ends after a while and is told',
  async (status) => {
    rig = new RemoteRig(fake, {
      patience: PATIENT,
      times: { ...QUICK_TIMES, reconcileMs: 20, graceMs: 60 },
    });
    await begun();
    const id = await resting();
    fake.account.orders.length = 0;
    if (status === 'pending_cancel') rig.do(() => rig.core.cancel(id));
    await until('it has ended', () => rig.core.working().length === 0);
    expect(rig.disk.byOrderId(id)).toMatchObject({ status: 'canceled' });
    expect(rig.notices).toEqual(['venue.order_gone']);
  },
);

test('an order that Alpaca does not find for a moment works on', async () => {
  rig = new RemoteRig(fake, {
    patience: PATIENT,
    times: { ...QUICK_TIMES, graceMs: 3_600_000 },
  });
  await begun();
  await resting();
  const kept = fake.account.orders.splice(0);
  await rig.gateway.reconcile();
  await rig.gateway.reconcile();
  fake.account.orders.push(...kept);
  await rig.gateway.reconcile();
  expect(rig.core.working()).toMatchObject([{ order: { status: 'new' } }]);
  expect(rig.notices).toEqual([]);
});

/** Starts again on the same store with keys of another account, which has an order of its own. */
async function otherAccount(): Promise<void> {
  rig.kill();
  fake.trading.account(FAKE_LIVE_KEYS.keyId).submit(BY_PHONE);
  rig = new RemoteRig(fake, { patience: PATIENT, disk: rig.disk, keys: FAKE_LIVE_KEYS }, rig.sent);
  rig.gateway.start();
  await until('it is told', () => rig.gateway.status().isOtherAccount);
  await rig.gateway.reconcile();
}

test('keys of another account neither trade nor touch what is kept, until a new store begins', async () => {
  await begun();
  const id = await resting();
  expect(rig.gateway.begin()).toMatchObject({ code: 'venue.same_account' });
  const before = rig.disk.events.length;
  await otherAccount();
  for (const type of ['order.submit', 'positions.flatten', 'risk.kill'] as const) {
    const why = rig.gateway.refusalOf(type);
    expect(why).toMatchObject({ code: 'venue.not_ready' });
    expect(why?.value).toContain('another account');
  }
  expect(rig.gateway.refusalOf('order.cancel')).toMatchObject({ code: 'venue.other_account' });
  expect(rig.gateway.takesOrders).toBe(false);
  expect(rig.core.working().map(({ order }) => order.orderId)).toEqual([id]);
  expect(rig.disk.events).toHaveLength(before);
  expect(rig.gateway.begin()).toBeNull();
  expect(rig.notices).toEqual(['begins anew']);
});

test('a store that was begun without naming its account is of the first that answers', async () => {
  await begun();
  const openedUs = rig.disk.recovered().remote.openedUs;
  const value = JSON.stringify({ openedUs, accountId: null });
  rig.disk.write([{ kind: 'setting', key: 'venue', value }]);
  rig.kill();
  rig = new RemoteRig(fake, { patience: PATIENT, disk: rig.disk }, rig.sent);
  await begun();
  const { remote } = rig.disk.recovered();
  expect(remote.openedUs).toBe(openedUs);
  expect(remote.accountId).not.toBeNull();
  await otherAccount();
});

const DOLLAR = 1_000_000;
const DAY_MS = 86_400_000;

/** The day's result, in dollars, after the risk guard has looked at it. */
function dayPnl(): number {
  rig.do(() => {
    rig.core.risk.look(rig.core.exchange.nowUs);
  });
  return rig.core.accounts.state().dayPnlMicros / DOLLAR;
}

function limitLoss(dollars: number): void {
  rig.core.setLimits({ ...rig.core.limits, dailyLossMicrosMax: dollars * DOLLAR });
}

test('what an account lost before it was taken over is none of today’s loss', async () => {
  limitLoss(2_000);
  const lastDayPrice = 101n * ONE;
  fake.account.positions.set('MSFT', { qty: 100n * ONE, averagePrice: 150n * ONE, lastDayPrice });
  await begun();
  expect(dayPnl()).toBe(-99);
  expect(rig.core.risk.isLocked).toBe(false);
  rig.kill();
  rig = new RemoteRig(fake, { patience: PATIENT, disk: rig.disk });
  expect(dayPnl()).toBe(-99);
});

test('of what was bought today before it was taken over, today’s loss is all of it', async () => {
  fake.account.positions.set('MSFT', { qty: 100n * ONE, averagePrice: 110n * ONE });
  await begun();
  expect(dayPnl()).toBe(-999);
});

const MARK = HUNDRED + CENT;

test.each([
  ['the close that the venue names', MARK - CENT, 100],
  ['the last price, where no close is known', null, 0],
])('without a result of the venue’s own, the day begins at %s', (_what, closeTicks, dollars) => {
  const carried = { worthMicros: null, closeTicks };
  const held = [{ symbol: 'AAPL', qtyLots: 10_000, priceTicks: 2 * HUNDRED, carried }];
  rig.core.ledger.open(0, held, timeUs(Date.now() * 1_000));
  expect(rig.core.accounts.state().dayPnlMicros / DOLLAR).toBe(dollars);
});

test('what is booked when figures are accepted makes no result of today', () => {
  const { ledger } = rig.core;
  ledger.open(0, [], timeUs(Date.now() * 1_000));
  // Shares that were bought long ago come from another account, and go there again.
  const carried = { worthMicros: 10_001 * DOLLAR, closeTicks: null };
  ledger.adjust(0, [{ symbol: 'AAPL', qtyLots: 100, priceTicks: MARK + 5_000 * CENT, carried }]);
  expect(rig.core.accounts.state().dayPnlMicros).toBe(0);
  ledger.adjust(0, []);
  expect(rig.core.accounts.state().dayPnlMicros).toBe(0);
  expect(rig.core.positionOf('AAPL')).toMatchObject({ qtyLots: 0, realisedMicros: 0 });
});

test('a fill of yesterday that is heard of today made its loss yesterday', async () => {
  fake.skewMs = -2 * DAY_MS;
  fake.account.fillsByItself = false;
  await begun();
  const id = await resting();
  rig.kill();
  fake.skewMs = -DAY_MS;
  const [order] = fake.account.orders;
  if (order === undefined) throw new Error('it was sent');
  fake.account.fill(order, 4n * ONE, 150n * ONE);
  fake.skewMs = 0;
  rig = new RemoteRig(fake, { patience: PATIENT, disk: rig.disk });
  await begun();
  expect(rig.disk.byOrderId(id)).toMatchObject({ cumQtyLots: 4 });
  expect(dayPnl()).toBe(0);
  // What it fills today counts from its price.
  fake.account.fill(order, 6n * ONE, 101n * ONE);
  await until('it fills', () => rig.core.positionOf('AAPL')?.qtyLots === 10);
  expect(dayPnl()).toBeCloseTo(-6 * 0.99, 6);
});

/** As a split of two for one shows before anybody has accepted it: more shares there, half the price. */
async function splitMsft(): Promise<void> {
  const held = { qty: 100n * ONE, averagePrice: 100n * ONE };
  fake.account.positions.set('MSFT', held);
  fake.account.positions.set('AAPL', { qty: 50n * ONE, averagePrice: 100n * ONE });
  await begun();
  held.qty *= 2n;
  held.averagePrice /= 2n;
  await rig.gateway.reconcile();
  rig.do(() => rig.core.house.quoted?.quote(1, HUNDRED / 2, 100, HUNDRED / 2 + 2 * CENT, 100));
}

test('a split that is not accepted yet is no loss, and nothing of it is sold', async () => {
  limitLoss(500);
  await splitMsft();
  expect(dayPnl()).toBeLessThan(-4_000);
  expect(rig.core.risk.isLocked).toBe(false);
  await until('it is told', () => rig.gateway.status().differences.length > 0);
  expect(rig.notices).toEqual(['venue.differences', 'venue.loss_unwatched']);
  // Once it is settled, the limit holds again.
  expect(await rig.gateway.accept(rig.gateway.status().differencesNumber)).toBeNull();
  expect(rig.gateway.doubtful.size).toBe(0);
  expect(rig.core.positionOf('MSFT')?.qtyLots).toBe(200);
  expect(dayPnl()).toBe(2.5);
  rig.do(() => rig.core.house.quoted?.quote(1, 4_500 * CENT, 100, 4_501 * CENT, 100));
  expect(dayPnl()).toBeLessThan(-500);
  expect(rig.core.risk.state.lockedBy).toBe('daily_loss');
});

test('what else is lost meanwhile locks, and closes all but what is in doubt', async () => {
  limitLoss(500);
  await splitMsft();
  rig.do(() => rig.core.house.quoted?.quote(0, 8_000 * CENT, 100, 8_001 * CENT, 100));
  dayPnl();
  expect(rig.core.risk.state.lockedBy).toBe('daily_loss');
  await until('it is closed', () => rig.core.positionOf('AAPL')?.qtyLots === 0);
  // When the lock closes what it could not close before.
  rig.do(() => {
    rig.core.risk.look(timeUs(rig.core.exchange.nowUs + 60 * US_PER_SECOND));
  });
  await rig.gateway.reconcile();
  expect(fake.account.orders.map(({ form: { symbol } }) => symbol)).toEqual(['AAPL']);
});

test('the kill switch closes what is in doubt too', async () => {
  await splitMsft();
  rig.do(() => rig.core.risk.kill('stop', 'test'));
  await until('both are sent', () => fake.account.orders.length === 2);
  const symbols = fake.account.orders.map(({ form: { symbol } }) => symbol);
  expect(symbols.sort()).toEqual(['AAPL', 'MSFT']);
});

/** An order in a symbol that is not followed here, as it is told. */
async function stranger(): Promise<FakeOrder> {
  await begun();
  const order = fake.account.submit({ ...BY_PHONE, symbol: 'NVDA' });
  await rig.gateway.reconcile();
  await until('it is told', () => rig.gateway.status().differences.length > 0);
  const { differences } = rig.gateway.status();
  expect(differences).toEqual([{ kind: 'order', symbol: 'NVDA', text: 'buy limit' }]);
  return order;
}

test('an order in what is not followed is no difference once it has ended', async () => {
  const order = await stranger();
  // Its end is not heard of.
  order.status = 'canceled';
  await rig.gateway.reconcile();
  expect(rig.gateway.status().differences).toEqual([]);
});

test('an order in what was not followed is one of ours once it is', async () => {
  const order = await stranger();
  rig.core.addInstrument(usEquity('NVDA', 'NVIDIA Corporation'), HUNDRED);
  await rig.gateway.reconcile();
  expect(rig.core.working()).toMatchObject([{ remoteId: order.id }]);
  // The account was not at rest in that one.
  await rig.gateway.reconcile();
  expect(rig.gateway.status().differences).toEqual([]);
});

test('a coin that is followed in a run turns its day at midnight UTC', async () => {
  await begun();
  const { accounts, exchange } = rig.core;
  const dayUs = 86_400_000_000;
  const midnightUs = (Math.floor(exchange.nowUs / dayUs) + 1) * dayUs;
  expect(accounts.nextTurnUs).not.toBe(midnightUs);
  rig.core.addInstrument(cryptoPair('BTC/USD', 'Bitcoin', 100), HUNDRED);
  expect(accounts.nextTurnUs).toBe(midnightUs);
});
