import { describe, expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { checkReplace, replacedTerms } from '../../../engine/orders/replace-checks.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { moneyMicros } from '../../../engine/domain/price.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  AAPL,
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  timeAt,
  told,
} from '../../support/test-core.ts';

const DOLLAR = 1_000_000;

/** Offers of 4 at 100.01 and 4 at 100.03, bids of 5 at 99.99 and 5 at 99.90. */
function quoted(core: TradingCore = openCore()): TradingCore {
  core.house.limit(0, SELL, HUNDRED + CENT, 4);
  core.house.limit(0, SELL, HUNDRED + 3 * CENT, 4);
  core.house.limit(0, BUY, HUNDRED - CENT, 5);
  core.house.limit(0, BUY, HUNDRED - 10 * CENT, 5);
  return core;
}

const sumOf = (dollars: number, fields: Partial<SubmitRequest> = {}): Partial<SubmitRequest> => ({
  orderType: 'market',
  qtyLots: null,
  notionalMicros: Math.round(dollars * DOLLAR),
  ...fields,
});

describe('an order for a sum of money', () => {
  test.each([
    ['one share exactly', 100.01, 1],
    ['less than two', 200.01, 1],
    ['the first level exactly', 400.04, 4],
    ['a cent less than a fifth at the next level', 500.06, 4],
    ['a fifth at the next level', 500.07, 5],
    ['all that is offered', 800.16, 8],
    ['more than is offered', 100_000, 8],
  ])('buys what it pays for: %s', (_, dollars, lots) => {
    const core = quoted();
    const order = placed(core, sumOf(dollars));
    expect(order).toMatchObject({ status: 'filled', qtyLots: lots, cumQtyLots: lots });
    expect(order.notionalMicros).toBe(Math.round(dollars * DOLLAR));
    expect(order.cumTickLots * 100).toBeLessThanOrEqual(dollars * DOLLAR);
  });

  test('sells what the best bid would pay, and so never for more', () => {
    const core = quoted();
    const order = placed(core, sumOf(700, { side: 'sell' }));
    expect(order).toMatchObject({ status: 'filled', qtyLots: 7 });
    expect(order.cumTickLots).toBe(5 * (HUNDRED - CENT) + 2 * (HUNDRED - 10 * CENT));
  });

  test('buys within the price collar only', () => {
    const core = quoted();
    core.setLimits({ ...core.limits, priceCollarBasisPoints: 2 });
    expect(placed(core, sumOf(800.16)).qtyLots).toBe(4);
  });

  test('is previewed with its quantity, and its value is never more than the sum', () => {
    const draft = orderOf(sumOf(500.07));
    expect(quoted().preview(draft)).toMatchObject({
      qtyLots: 5,
      takeQtyLots: 5,
      valueMicros: 500_070_000,
      refusal: null,
    });
  });

  test('keeps its sum over a restart and a repetition', () => {
    const store = new StoreModel();
    const core = quoted(openCore(store));
    const request = orderOf(sumOf(250));
    core.submit(request, 'test');
    store.fold(core.takeEvents());
    expect(openCore(store).submit(request, 'test')).toMatchObject({
      ok: true,
      duplicate: true,
      order: { qtyLots: 2, notionalMicros: 250 * DOLLAR },
    });
  });

  test.each([
    ['both a sum and a quantity', { qtyLots: 1 }, 'contract.size_not_allowed', 'notionalMicros'],
    ['neither', { notionalMicros: null }, 'contract.qty_missing', 'qtyLots'],
    [
      'a limit order',
      { orderType: 'limit', limitPriceTicks: HUNDRED },
      'contract.notional',
      'orderType',
    ],
    ['gtc', { timeInForce: 'gtc' }, 'contract.notional', 'timeInForce'],
    ['fok', { timeInForce: 'fok' }, 'contract.notional', 'timeInForce'],
    [
      'a bracket',
      {
        orderClass: 'bracket',
        takeProfit: { limitPriceTicks: HUNDRED + 500 * CENT },
        stopLoss: { stopPriceTicks: HUNDRED - 500 * CENT, limitPriceTicks: null },
      },
      'contract.notional',
      'orderClass',
    ],
    [
      'less than a share',
      { notionalMicros: 100_009_999 },
      'book.notional_too_small',
      'notionalMicros',
    ],
    [
      'less than a share to sell',
      { side: 'sell', notionalMicros: 99_989_999 },
      'book.notional_too_small',
      'notionalMicros',
    ],
    ['a symbol that nobody offers', { symbol: 'MSFT' }, 'book.no_quote', 'notionalMicros'],
  ] as const)('is refused with %s, and nothing happens', (_, fields, code, field) => {
    const core = quoted();
    const why = refusalIn(core.submit(orderOf({ ...sumOf(500), ...fields }), 'test'));
    expect(why).toMatchObject({ code, field });
    expect(told(core)).toEqual([]);
  });

  test('names the least sum when it is too small', () => {
    const why = refusalIn(quoted().submit(orderOf(sumOf(50)), 'test'));
    expect(why).toEqual({
      code: 'book.notional_too_small',
      field: 'notionalMicros',
      value: '50000000',
      rule: 'at least $100.01, the price of the smallest quantity, 1',
    });
  });

  test('is refused when all offers are beyond the collar', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 1);
    core.house.take(0, BUY, HUNDRED, 1);
    core.house.limit(0, SELL, 2 * HUNDRED, 5);
    expect(refusalIn(core.submit(orderOf(sumOf(500)), 'test')).code).toBe('book.no_quote');
  });

  test('is refused outside the regular session, where its price would be unknown', () => {
    const core = quoted(
      openCore(new StoreModel(), {
        calendarOf: usEquityCalendar,
        nowUs: timeAt('2026-03-11T08:00:00-04:00'),
      }),
    );
    const why = refusalIn(core.submit(orderOf(sumOf(500)), 'test'));
    expect(why).toMatchObject({ code: 'book.notional_closed', field: 'notionalMicros' });
  });

  test('cannot be replaced while it waits', () => {
    const order = { ...placed(openCore()), notionalMicros: moneyMicros(500 * DOLLAR) };
    const request = { orderId: order.orderId, qtyLots: 5, limitPriceTicks: null, ...PLAIN_CHANGES };
    const terms = replacedTerms(order, request);
    expect(checkReplace(AAPL, order, request, terms)).toMatchObject({ code: 'book.notional' });
  });
});
