/** A remote venue over a fake Alpaca: what a trader asks for, what Alpaca does, and what is known here. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import type { Outcome } from '../../../engine/orders/outcome.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { ONE } from '../../support/fake-alpaca/trading/decimals.ts';
import { PATIENT, RemoteRig, until } from '../../support/remote-rig.ts';
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

const begun = (): Promise<void> => rig.begin();
const submit = (fields: Partial<SubmitRequest> = {}): Order => rig.submit(fields);
const stored = (id: number): Order => rig.stored(id);
const becomes = (id: number, status: Order['status']): Promise<Order> => rig.becomes(id, status);

const NOTHING = {
  qtyLots: null,
  limitPriceTicks: null,
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  displayQtyLots: null,
};

test('an order is on the disk as pending before Alpaca hears of it', async () => {
  await begun();
  const seen: (Order | null)[] = [];
  fake.rest.routes.push(({ method, body }) => {
    if (method === 'POST') {
      seen.push(rig.disk.byClientOrderId(clientOrderId(String(body['client_order_id']))));
    }
    return null;
  });
  const { orderId: id } = submit({ orderType: 'market' });
  await becomes(id, 'filled');
  expect(seen).toMatchObject([{ status: 'pending_new' }]);
  expect(rig.core.positionOf('AAPL')).toMatchObject({ qtyLots: 10, costMicros: 1_000_200_000 });
});

test('what Alpaca refuses is rejected with the reason in our words', async () => {
  await begun();
  const { orderId: id } = submit({ qtyLots: 9_000, limitPriceTicks: HUNDRED });
  expect(await becomes(id, 'rejected')).toMatchObject({ refusal: { code: 'venue.buying_power' } });
});

test('an order whose answer is lost is asked for by its name and sent once', async () => {
  rig.kill();
  rig = new RemoteRig(fake);
  await begun();
  fake.rest.faults.push({ match: 'POST /v2/orders', kind: 'lost_answer' });
  fake.trading.updates.faults.push('drop');
  const { orderId: id, clientOrderId: name } = submit({ limitPriceTicks: 99 * (HUNDRED / 100) });
  await becomes(id, 'new');
  expect(rig.sent.get(name)).toBe(1);
  await until('nothing is unknown', () => rig.gateway.status().unresolved === 0);
});

test('an order that never reached Alpaca is rejected and not sent again', async () => {
  await begun();
  fake.rest.faults.push({ match: 'POST /v2/orders', kind: 'cut' });
  const { orderId: id, clientOrderId: name } = submit();
  expect(await becomes(id, 'rejected')).toMatchObject({ refusal: { code: 'venue.not_received' } });
  expect(rig.sent.get(name)).toBe(1);
});

test('an engine that dies between sending and hearing finds out what became of the order', async () => {
  await begun();
  fake.account.hold();
  const { orderId: id, clientOrderId: name } = submit({ orderType: 'market' });
  await until('Alpaca has it', () => fake.account.orders.length === 1);
  rig.kill();
  fake.account.release();
  await until('it fills', () => fake.account.orders[0]?.status === 'filled');
  rig = new RemoteRig(fake, { disk: rig.disk, patience: PATIENT }, rig.sent);
  await begun();
  await becomes(id, 'filled');
  expect(rig.sent.get(name)).toBe(1);
  expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(10);
});

test('a replaced order keeps its number, whatever Alpaca calls it', async () => {
  await begun();
  const { orderId: id } = submit({ limitPriceTicks: 99 * (HUNDRED / 100), timeInForce: 'gtc' });
  await becomes(id, 'new');
  const change = { ...NOTHING, orderId: id, qtyLots: 7, limitPriceTicks: 98 * (HUNDRED / 100) };
  rig.do(() => rig.core.replace(change, 'test'));
  expect(stored(id).status).toBe('pending_replace');
  await until('it is replaced', () => stored(id).qtyLots === 7 && stored(id).status === 'new');
  fake.trading.market.set('AAPL', { bid: 97, ask: 97.5, last: 97.5 });
  expect(await becomes(id, 'filled')).toMatchObject({ cumQtyLots: 7 });
});

test.each([true, false])(
  'a part that fills before a replace counts once: carried %s',
  async (carried) => {
    fake.account.replaceCarriesFills = carried;
    fake.account.fillsByItself = false;
    await begun();
    const { orderId: id } = submit({ limitPriceTicks: HUNDRED, timeInForce: 'gtc' });
    await becomes(id, 'new');
    const [first] = fake.account.orders;
    if (first === undefined) throw new Error('no order');
    fake.account.fill(first, 4n * ONE, 100n * ONE);
    await until('the part is here', () => stored(id).cumQtyLots === 4);
    rig.do(() => rig.core.replace({ ...NOTHING, orderId: id, qtyLots: 20 }, 'test'));
    await until('it is replaced', () => stored(id).qtyLots === 20);
    const second = fake.account.orders[1];
    if (second === undefined) throw new Error('no successor');
    fake.account.fill(second, 16n * ONE, 100n * ONE);
    expect(await becomes(id, 'filled')).toMatchObject({ cumQtyLots: 20, leavesQtyLots: 0 });
    expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(20);
  },
);

test('a bracket is one request, and its exits are orders of their own', async () => {
  await begun();
  const { orderId: id } = submit({
    orderType: 'market',
    timeInForce: 'gtc',
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: 110 * (HUNDRED / 100) },
    stopLoss: { stopPriceTicks: 90 * (HUNDRED / 100), limitPriceTicks: null },
  });
  await becomes(id, 'filled');
  await until('an exit works', () =>
    rig.core.working().some(({ order }) => order.status === 'new'),
  );
  const exits = rig.core.working().map(({ order }) => order);
  expect(exits).toMatchObject([
    { legRole: 'take_profit', parentOrderId: id, type: 'limit', side: 'sell' },
    { legRole: 'stop_loss', parentOrderId: id, type: 'stop', side: 'sell' },
  ]);
  fake.trading.market.set('AAPL', { bid: 111, ask: 111.02, last: 111 });
  await until('both are over', () => rig.core.working().length === 0);
  expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(0);
});

test('what the account held before is taken over, and what it holds otherwise is told', async () => {
  fake.account.submit({
    symbol: 'MSFT',
    qty: '3',
    side: 'buy',
    type: 'market',
    time_in_force: 'day',
  });
  await until('it is held', () => fake.account.positions.size === 1);
  await begun();
  const cash = rig.core.cashMicros;
  expect(rig.core.positionOf('MSFT')).toMatchObject({ qtyLots: 3, costMicros: 300_060_000 });
  expect(cash).toBe(100_000_000_000 - 300_060_000);
  // A fee that no fill tells of.
  fake.account.cash -= ONE;
  await until('it is told', () => rig.gateway.status().differences.length > 0);
  expect(rig.gateway.status().differences).toEqual([
    { kind: 'cash', here: '99699.94', there: '99698.94' },
  ]);
  expect(rig.notices).toEqual(['venue.differences']);
  expect(rig.core.cashMicros).toBe(cash);
});

test('what it holds otherwise is booked when it is accepted, marked and to the cent', async () => {
  await begun();
  await becomes(submit({ orderType: 'market' }).orderId, 'filled');
  // A split, a fee and a transfer, none of which is a fill.
  const held = fake.account.positions.get('AAPL');
  if (held === undefined) throw new Error('it is held');
  held.qty *= 2n;
  fake.account.cash -= ONE;
  await until('it is told', () => rig.gateway.status().differences.length === 2);
  const { differencesNumber } = rig.gateway.status();
  expect(await rig.gateway.accept(differencesNumber - 1)).toMatchObject({
    code: 'venue.other_differences',
  });
  expect(await rig.gateway.accept(differencesNumber)).toBeNull();
  expect(rig.gateway.status().differences).toEqual([]);
  const own = rig.core.positionOf('AAPL');
  expect(own?.qtyLots).toBe(20);
  // Alpaca's average is of the price before the split here: twice the cost.
  expect(own?.costMicros).toBe(2_000_400_000);
  const { recentFills, cashMicros } = rig.disk.recovered();
  expect(recentFills[0]).toMatchObject({ symbol: 'AAPL', side: 'buy', lastQtyLots: 10 });
  expect(stored(recentFills[0]?.orderId ?? 0)).toMatchObject({ tag: 'venue adjustment' });
  expect(cashMicros).toBe(rig.core.cashMicros);
  expect(rig.sent.size).toBe(1);
  const again = new RemoteRig(fake, { disk: rig.disk, patience: PATIENT }, rig.sent);
  expect(again.core.cashMicros).toBe(cashMicros);
  again.kill();
});

test('an order of another program appears, and its fills count', async () => {
  await begun();
  fake.account.submit({
    symbol: 'AAPL',
    qty: '5',
    side: 'buy',
    type: 'limit',
    limit_price: '99',
    time_in_force: 'day',
    client_order_id: 'by phone',
  });
  await until('it appears', () => rig.core.working().length === 1);
  expect(rig.core.working()[0]?.order).toMatchObject({ clientName: 'elsewhere', qtyLots: 5 });
  fake.trading.market.set('AAPL', { bid: 98, ask: 98.5, last: 98.5 });
  await until('it fills', () => rig.core.positionOf('AAPL')?.qtyLots === 5);
});

test('a position is reversed when its closing order has filled', async () => {
  await begun();
  await becomes(submit({ orderType: 'market' }).orderId, 'filled');
  const request = { clientOrderId: 'turn', symbol: 'AAPL', cancelOrders: true };
  const reversed = rig.do(() => rig.core.desk.reverse(request, 'test'));
  expect(reversed).toMatchObject({ closing: { status: 'pending_new' }, opening: null });
  await until('it is short', () => rig.core.positionOf('AAPL')?.qtyLots === -10);
});

test('an order there is explained by what is known: venue, its word, quote against limit', async () => {
  await begun();
  const { orderId: id } = submit({ limitPriceTicks: HUNDRED - 10 * CENT });
  await becomes(id, 'new');
  expect(rig.core.explain(id)).toMatchObject({
    rule: 'venue',
    toOppositeTicks: 12 * CENT,
    queue: null,
    venue: { venue: 'alpaca-paper', status: 'new', filledLots: 0 },
  });
  expect(rig.core.explain(orderId(99))).toMatchObject({ code: 'book.unknown_order' });
});

test('a reversal that an end of the engine cuts goes on at the next start', async () => {
  await begun();
  await becomes(submit({ orderType: 'market' }).orderId, 'filled');
  fake.trading.market.set('AAPL', { bid: 0, ask: 0, last: 100 });
  const request = { clientOrderId: 'turn', symbol: 'AAPL', cancelOrders: true };
  rig.do(() => rig.core.desk.reverse(request, 'test'));
  await until('the closing order works', () => fake.account.orders.length === 2);
  rig.gateway.stop();
  fake.trading.market.set('AAPL', { bid: 99.99, ask: 100, last: 100 });
  rig = new RemoteRig(fake, { disk: rig.disk, patience: PATIENT }, rig.sent);
  rig.gateway.start();
  await until('it is short', () => rig.core.positionOf('AAPL')?.qtyLots === -10);
  expect(rig.disk.recovered().remote.reversals).toEqual([]);
  expect([...rig.sent.values()]).toEqual([1, 1, 1]);
});

test('on a live account that is not confirmed again it is told, and nothing is opened', async () => {
  rig = new RemoteRig(fake, { venue: 'alpaca-live', patience: PATIENT });
  rig.gateway.start();
  await until('it is compared', () => rig.gateway.status().reconciledUs !== null);
  rig.gateway.confirm('TRADE LIVE');
  await becomes(submit({ orderType: 'market' }).orderId, 'filled');
  fake.trading.market.set('AAPL', { bid: 0, ask: 0, last: 100 });
  const request = { clientOrderId: 'turn', symbol: 'AAPL', cancelOrders: true };
  rig.do(() => rig.core.desk.reverse(request, 'test'));
  await until('the closing order works', () => fake.account.orders.length === 2);
  rig.gateway.stop();
  fake.trading.market.set('AAPL', { bid: 99.99, ask: 100, last: 100 });
  rig = new RemoteRig(fake, { venue: 'alpaca-live', disk: rig.disk, patience: PATIENT }, rig.sent);
  rig.gateway.start();
  await until('it is told', () => rig.notices.includes('venue.not_reversed'));
  expect(rig.core.positionOf('AAPL')?.qtyLots).toBe(0);
  expect(fake.account.orders).toHaveLength(2);
});

test('the kill switch cancels, waits for what is held by orders, closes and locks', async () => {
  await begun();
  await becomes(submit({ orderType: 'market' }).orderId, 'filled');
  await becomes(submit({ side: 'sell', limitPriceTicks: 110 * (HUNDRED / 100) }).orderId, 'new');
  rig.do(() => rig.core.risk.kill('stop', 'test'));
  await until('all is closed', () => rig.core.positionOf('AAPL')?.qtyLots === 0);
  const locked: Outcome = rig.do(() => rig.core.submit(orderOf(), 'test'));
  expect(locked).toMatchObject({ ok: false, refusal: { code: 'risk.locked' } });
  expect(fake.account.orders.map(({ status }) => status)).toEqual(['filled', 'canceled', 'filled']);
});

test('a live account takes orders after the text has been typed, and cancels before', async () => {
  rig = new RemoteRig(fake, { venue: 'alpaca-live', patience: PATIENT });
  rig.gateway.start();
  await until('it is compared', () => rig.gateway.status().reconciledUs !== null);
  const send = () => rig.command('order.submit', () => rig.core.submit(orderOf(), 'test'));
  expect(send()).toMatchObject({ code: 'venue.not_confirmed' });
  expect(rig.gateway.refusalOf('order.cancel')).toBeNull();
  expect(rig.gateway.confirm('trade live')).toMatchObject({ code: 'venue.wrong_confirmation' });
  expect(send()).toMatchObject({ code: 'venue.not_confirmed' });
  expect(rig.gateway.confirm('TRADE LIVE')).toBeNull();
  expect(send()).toMatchObject({ ok: true });
});

test('an account that is blocked takes no orders and says why', async () => {
  fake.account.flags.trading_blocked = true;
  rig.gateway.start();
  await until('it is compared', () => rig.gateway.status().account !== null);
  expect(rig.gateway.refusalOf('order.submit')).toMatchObject({
    code: 'venue.not_ready',
    value: 'Alpaca has blocked the account.',
  });
});

test('keys that Alpaca does not take are said to be wrong', async () => {
  fake.rest.removeKeys('PKFAKE00000000000000');
  rig.gateway.start();
  await until('it stops', () => rig.gateway.status().stream.state === 'stopped');
  expect(rig.gateway.status().problem).toContain('does not accept these keys');
});

test('a fill at a price between two ticks is taken at the nearest', async () => {
  fake.account.fillsByItself = false;
  await begun();
  const { orderId: id } = submit();
  await becomes(id, 'new');
  const [order] = fake.account.orders;
  if (order === undefined) throw new Error('no order');
  fake.account.fill(order, 10n * ONE, 99_999_960_000n);
  expect(await becomes(id, 'filled')).toMatchObject({ cumTickLots: 10 * HUNDRED });
});
