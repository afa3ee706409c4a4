import { expect, test } from 'vitest';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { newOrder } from '../../../engine/orders/new-order.ts';
import type { SizedRequest, SubmitRequest } from '../../../engine/orders/new-order.ts';
import { GATEWAY_TIMES } from '../../../engine/venues/gateway-options.ts';
import { changeRequest, orderRequest } from '../../../engine/venues/wire-orders.ts';
import { HUNDRED, MORNING, orderOf } from '../../support/test-core.ts';

const SHARE = usEquity('AAPL', 'Apple Inc.', 2);

function sentAs(
  fields: Partial<SubmitRequest>,
  isClosing = false,
  instrument = SHARE,
): Readonly<Record<string, unknown>> {
  // Tests give a quantity.
  const request = orderOf({ clientOrderId: 'a', qtyLots: 250, ...fields }) as SizedRequest;
  const order: Order = newOrder(request, {
    orderId: 1,
    prioritySeq: 1,
    clientName: 'test',
    venue: 'alpaca-paper',
    calendar: alwaysOpenCalendar(instrument.zone),
    nowUs: MORNING,
  });
  return orderRequest(order, request, instrument, isClosing);
}

const ALL = { symbol: 'AAPL', qty: '2.5', side: 'buy', client_order_id: 'a' };

test('a limit order is sent with its price, a market order without one', () => {
  expect(sentAs({})).toEqual({ ...ALL, type: 'limit', time_in_force: 'day', limit_price: '100' });
  expect(sentAs({ orderType: 'market' })).toEqual({ ...ALL, type: 'market', time_in_force: 'day' });
});

test('an order that closes shares says so, one that closes coins does not', () => {
  const sale = { orderType: 'market', side: 'sell' } as const;
  expect(sentAs(sale, true)).toMatchObject({ position_intent: 'sell_to_close' });
  expect(sentAs({ ...sale, side: 'buy' }, true)).toMatchObject({ position_intent: 'buy_to_close' });
  expect(sentAs(sale)).not.toHaveProperty('position_intent');
  const coin = { ...SHARE, assetClass: 'crypto' } as const;
  expect(sentAs(sale, true, coin)).not.toHaveProperty('position_intent');
});

test('an order for extended hours says so', () => {
  expect(sentAs({ extendedHours: true })).toMatchObject({ extended_hours: true });
});

test('stops are sent with the prices that they wait for', () => {
  const stop = { orderType: 'stop_limit', stopPriceTicks: 99 * (HUNDRED / 100) } as const;
  expect(sentAs(stop)).toMatchObject({ stop_price: '99', limit_price: '100' });
  const trailing = { orderType: 'trailing_stop', trailBasisPoints: 150 } as const;
  expect(sentAs(trailing)).toEqual({
    ...ALL,
    type: 'trailing_stop',
    time_in_force: 'day',
    trail_percent: '1.5',
  });
  const inPrice = { orderType: 'trailing_stop', trailTicks: 5_000 } as const;
  expect(sentAs(inPrice)).toMatchObject({ trail_price: '0.5' });
});

test('a bracket names both exits, an oco its limit as that of its take profit', () => {
  const exits = {
    takeProfit: { limitPriceTicks: 110 * (HUNDRED / 100) },
    stopLoss: { stopPriceTicks: 90 * (HUNDRED / 100), limitPriceTicks: 89 * (HUNDRED / 100) },
  };
  const sent = {
    take_profit: { limit_price: '110' },
    stop_loss: { stop_price: '90', limit_price: '89' },
  };
  expect(sentAs({ orderClass: 'bracket', ...exits })).toEqual({
    ...ALL,
    ...sent,
    type: 'limit',
    time_in_force: 'day',
    limit_price: '100',
    order_class: 'bracket',
  });
  expect(sentAs({ orderClass: 'oco', ...exits })).toEqual({
    ...ALL,
    ...sent,
    type: 'limit',
    time_in_force: 'day',
    order_class: 'oco',
  });
});

test('a change names what changes and nothing else', () => {
  const before = {
    qtyLots: 100,
    limitPriceTicks: HUNDRED,
    stopPriceTicks: null,
    trailTicks: null,
    trailBasisPoints: null,
    displayQtyLots: null,
  };
  expect(changeRequest(before, { ...before, qtyLots: 300 }, SHARE)).toEqual({ qty: '3' });
  expect(changeRequest(before, { ...before, limitPriceTicks: 990_000 }, SHARE)).toEqual({
    limit_price: '99',
  });
});

test('nothing is unknown for longer than the time between two comparisons', () => {
  const { graceMs, resolveMaxMs, reconcileMs } = GATEWAY_TIMES;
  expect(graceMs + 2 * resolveMaxMs).toBeLessThan(reconcileMs);
});
