import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, orderOf, placed, refusalIn } from '../../support/test-core.ts';

const HUNDREDTHS = usEquity('AAPL', 'Apple Inc.', 2);
/** One share. */
const SHARE = 100;

/** Bids of 50 shares at 99.99, asks of 50 at 100.01. */
function quoted(): TradingCore {
  const startPrices = new Map([['AAPL', HUNDRED]]);
  const core = openCore(new StoreModel(), { instruments: [HUNDREDTHS], startPrices });
  core.house.limit(0, SELL, HUNDRED + CENT, 50 * SHARE);
  core.house.limit(0, BUY, HUNDRED - CENT, 50 * SHARE);
  return core;
}

const market = { orderType: 'market' } as const;
const refusedOf = (core: TradingCore, fields: Partial<SubmitRequest>) =>
  refusalIn(core.submit(orderOf(fields), 'test'));

describe('a part of a share', () => {
  test('costs its part of the price', () => {
    const core = quoted();
    placed(core, { ...market, qtyLots: 125 });
    // 1.25 x 100.01
    expect(core.snapshot().positions[0]).toMatchObject({ qtyLots: 125, costMicros: 125_012_500 });
  });

  test.each([
    ['market', {}],
    ['limit', { limitPriceTicks: HUNDRED }],
    ['stop', { stopPriceTicks: HUNDRED + 5 * CENT }],
    ['stop_limit', { stopPriceTicks: HUNDRED + 5 * CENT, limitPriceTicks: HUNDRED + 5 * CENT }],
  ] as const)('can be bought by a %s order, day only', (orderType, prices) => {
    const fields = { orderType, qtyLots: 125, ...prices };
    placed(quoted(), fields);
    expect(refusedOf(quoted(), { ...fields, timeInForce: 'gtc' })).toEqual({
      code: 'contract.fractional',
      field: 'timeInForce',
      value: 'gtc',
      rule: 'an order for 1.25 shares is day',
    });
    placed(quoted(), { ...fields, timeInForce: 'gtc', qtyLots: 2 * SHARE });
  });

  test('has no trail and no exits', () => {
    const core = quoted();
    const trailing = { orderType: 'trailing_stop', trailTicks: CENT, qtyLots: 125 } as const;
    expect(refusedOf(core, trailing)).toMatchObject({
      code: 'contract.fractional',
      field: 'orderType',
    });
    const bracket = {
      orderClass: 'bracket',
      takeProfit: { limitPriceTicks: HUNDRED + 50 * CENT },
      stopLoss: { stopPriceTicks: HUNDRED - 50 * CENT, limitPriceTicks: null },
    } as const;
    expect(refusedOf(core, { ...bracket, qtyLots: 125 })).toMatchObject({
      code: 'contract.fractional',
      field: 'qtyLots',
    });
    placed(core, { ...bracket, qtyLots: SHARE });
  });

  test.each(['day', 'ioc'] as const)('is what a sum of money buys, %s', (timeInForce) => {
    const sum = { ...market, timeInForce, qtyLots: null, notionalMicros: 150_000_000 };
    expect(placed(quoted(), sum).qtyLots).toBe(149);
  });

  test('is never sold short, nor what is left of a share', () => {
    const core = quoted();
    expect(refusedOf(core, { ...market, side: 'sell', qtyLots: 50 })).toEqual({
      code: 'book.fractional_short',
      field: 'qtyLots',
      value: '50',
      rule: 'a short of whole shares; this would make one of 0.50',
    });
    placed(core, { ...market, qtyLots: 150 });
    expect(refusedOf(core, { ...market, side: 'sell', qtyLots: 2 * SHARE }).code).toBe(
      'book.fractional_short',
    );
    placed(core, { ...market, side: 'sell', qtyLots: 250 });
    expect(core.snapshot().positions[0]?.qtyLots).toBe(-SHARE);
  });

  test('is closed by a reversal that cannot open the same short', () => {
    const core = quoted();
    placed(core, { ...market, qtyLots: 150 });
    const request = { clientOrderId: 'r', symbol: 'AAPL', cancelOrders: false };
    expect(core.desk.reverse(request, 'test')).toMatchObject({
      closing: { status: 'filled' },
      opening: { status: 'rejected', refusal: { code: 'book.fractional_short' } },
    });
  });

  test('keeps its quantity when its order is replaced', () => {
    const core = quoted();
    const { orderId } = placed(core, { limitPriceTicks: HUNDRED - 5 * CENT, qtyLots: 150 });
    const change = { orderId, qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
    expect(refusalIn(core.replace({ ...change, qtyLots: 100 }))).toMatchObject({
      code: 'contract.fractional',
      field: 'qtyLots',
    });
    const limitPriceTicks = HUNDRED - 4 * CENT;
    expect(core.replace({ ...change, limitPriceTicks })).toMatchObject({
      ok: true,
      order: { qtyLots: 150, limitPriceTicks },
    });
  });
});
