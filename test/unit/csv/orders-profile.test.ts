import { expect, test } from 'vitest';
import { ORDERS_COLUMNS, ordersProfile } from '../../../engine/csv/orders-profile.ts';
import { parseDecimal } from '../../../engine/domain/decimal.ts';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import { eminiFuture } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { moneyMicros, qtyLots } from '../../../engine/domain/price.ts';
import { refusal } from '../../../engine/domain/refusal.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { EVERYTHING, rowTerms } from '../../support/export-selection.ts';
import { AAPL, FILLED_ORDER } from '../../support/sample-fill.ts';

const ES = eminiFuture('ESH4', 'E-mini S&P 500');

function profile(selection = EVERYTHING) {
  return ordersProfile(rowTerms([AAPL, ES], selection));
}

function rowOf(changes: Partial<Order>): Record<string, string> {
  const [cells = []] = profile().rows([{ ...FILLED_ORDER, ...changes }]);
  expect(cells).toHaveLength(ORDERS_COLUMNS.length);
  return Object.fromEntries(ORDERS_COLUMNS.map((column, i) => [column, cells[i] ?? '']));
}

test('what does not apply to an order is empty', () => {
  const row = rowOf({
    limitPriceTicks: null,
    expiresUs: null,
    cumQtyLots: qtyLots(0),
    cumTickLots: 0,
  });
  for (const column of [
    'limit_price',
    'stop_price',
    'trail_percent',
    'notional',
    'reason',
  ] as const) {
    expect(row[column]).toBe('');
  }
  expect(row['avg_price']).toBe('');
  expect(row['gross']).toBe('0.00');
});

test('an average price is rounded half up, two decimals below the tick', () => {
  const thirds = { cumQtyLots: qtyLots(3), cumTickLots: 5_617_550 };
  expect(rowOf(thirds)).toMatchObject({ avg_price: '187.251667', gross: '561.755' });
  const future = { symbol: 'ESH4', cumQtyLots: qtyLots(2), cumTickLots: 38_401 };
  expect(rowOf(future)).toMatchObject({ avg_price: '4800.1250', gross: '480012.50' });
});

test('an order in money, a member of a group and a rejected one say so', () => {
  expect(
    rowOf({
      notionalMicros: moneyMicros(5_000_000_000),
      orderClass: 'bracket',
      parentOrderId: orderId(5),
      legRole: 'stop_loss',
      extendedHours: true,
      postOnly: true,
      status: 'rejected',
      reason: 'refused',
      refusal: refusal('risk.max_order_value', 'qtyLots', 100, 'at most 5,000 dollars'),
    }),
  ).toMatchObject({
    notional: '5000.00',
    order_class: 'bracket',
    parent_order_id: '5',
    leg_role: 'stop_loss',
    extended_hours: 'true',
    post_only: 'true',
    status: 'rejected',
    reason: 'refused',
    refusal_code: 'risk.max_order_value',
  });
});

test('text that a spreadsheet would run is neutralised', () => {
  const row = rowOf({ tag: '=1+1', clientName: '@x', clientOrderId: clientOrderId('+1') });
  expect(row).toMatchObject({ tag: `'=1+1`, client_name: `'@x`, client_order_id: `'+1` });
});

test('symbol, side, tag and the time of acceptance choose the rows', () => {
  const us = FILLED_ORDER.createdUs;
  const orders: Order[] = [
    FILLED_ORDER,
    { ...FILLED_ORDER, orderId: orderId(2), side: 'sell' },
    { ...FILLED_ORDER, orderId: orderId(3), tag: '' },
    { ...FILLED_ORDER, orderId: orderId(4), createdUs: timeUs(us + 1) },
    { ...FILLED_ORDER, orderId: orderId(5), symbol: 'ESH4' },
  ];
  const chosen = (selection: Partial<typeof EVERYTHING>): string[] =>
    profile({ ...EVERYTHING, ...selection })
      .rows(orders)
      .map(([id = '']) => id);
  expect(chosen({ side: 'sell' })).toEqual(['2']);
  expect(chosen({ tag: '' })).toEqual(['3']);
  expect(chosen({ fromUs: us + 1 })).toEqual(['4']);
  expect(chosen({ toUs: us + 1 })).toEqual(['17', '2', '3', '5']);
  expect(chosen({ symbol: 'ESH4' })).toEqual(['5']);
});

test('the total is the sum of the column, exact beyond what a number holds', () => {
  const maker = profile();
  const large = { ...FILLED_ORDER, cumTickLots: 80_000_000_000_001 };
  const rows = maker.rows([large, large, large]);
  const gross = rows.map((cells) => parseDecimal(cells[32] ?? '', 6, 'gross'));
  expect(gross).toEqual([8_000_000_000_000_100, 8_000_000_000_000_100, 8_000_000_000_000_100]);
  expect(maker.totals()).toEqual({ gross: '24000000000000300' });
});
