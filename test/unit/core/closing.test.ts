import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { CENT, HUNDRED, openCore, placed, told } from '../../support/test-core.ts';

/** Long 10 AAPL and short 4 MSFT, with a market on both sides of each. */
function withPositions(): TradingCore {
  const core = openCore();
  for (const i of [0, 1]) {
    core.house.limit(i, SELL, HUNDRED + CENT, 100);
    core.house.limit(i, BUY, HUNDRED - CENT, 100);
  }
  placed(core, { symbol: 'AAPL', side: 'buy', orderType: 'market', qtyLots: 10 });
  placed(core, { symbol: 'MSFT', side: 'sell', orderType: 'market', qtyLots: 4 });
  told(core);
  return core;
}

const held = (core: TradingCore): readonly [string, number][] =>
  core.snapshot().positions.map(({ symbol, qtyLots }) => [symbol, qtyLots]);

describe('cancel all', () => {
  test.each([
    ['everything', null, null, [1, 2, 3, 4]],
    ['one symbol', 'AAPL', null, [1, 2]],
    ['one side', null, 'sell', [2, 4]],
    ['one side of one symbol', 'MSFT', 'buy', [3]],
  ] as const)('of %s cancels just these', (_, symbol, side, wanted) => {
    const core = openCore();
    for (const one of ['AAPL', 'MSFT']) {
      placed(core, { symbol: one, side: 'buy', limitPriceTicks: HUNDRED - CENT });
      placed(core, { symbol: one, side: 'sell' });
    }
    told(core);
    expect(core.cancelAll(symbol, side, 'cancel_all')).toEqual(wanted);
    expect(told(core)).toEqual(
      wanted.map((id) => `canceled ${String(id)}: cancel_all, 0 of 10 left, canceled`),
    );
    expect(core.snapshot().workingOrders).toHaveLength(4 - wanted.length);
  });
});

describe('flatten', () => {
  test('closes long and short at the market, each under an id of its own', () => {
    const core = withPositions();
    const orders = core.closePositions('flat', null, 'test');
    expect(
      orders.map(({ clientOrderId, side, qtyLots }) => [clientOrderId, side, qtyLots]),
    ).toEqual([
      ['flat-AAPL', 'sell', 10],
      ['flat-MSFT', 'buy', 4],
    ]);
    expect(held(core)).toEqual([
      ['AAPL', 0],
      ['MSFT', 0],
    ]);
  });

  test('of one symbol leaves the others', () => {
    const core = withPositions();
    core.closePositions('flat', 'MSFT', 'test');
    expect(held(core)).toEqual([
      ['AAPL', 10],
      ['MSFT', 0],
    ]);
  });

  test('sent twice under one id closes once', () => {
    const core = withPositions();
    const first = core.closePositions('flat', null, 'test');
    placed(core, { symbol: 'AAPL', side: 'buy', orderType: 'market', qtyLots: 3 });
    expect(core.closePositions('flat', null, 'test')).toEqual(first);
    expect(held(core)).toEqual([
      ['AAPL', 3],
      ['MSFT', 0],
    ]);
  });

  test('gets out of more than an order may have', () => {
    const core = withPositions();
    core.setLimits({ ...core.limits, orderUnitsMax: 1, orderValueMicrosMax: 1 });
    core.closePositions('flat', null, 'test');
    expect(held(core).map(([, lots]) => lots)).toEqual([0, 0]);
  });

  test('says what the market within the collar could not take', () => {
    const core = withPositions();
    const [order] = (() => {
      core.house.take(0, SELL, 0, 93);
      return core.closePositions('flat', 'AAPL', 'test');
    })();
    expect(order).toMatchObject({ status: 'canceled', reason: 'no_liquidity', cumQtyLots: 7 });
    expect(held(core)[0]).toEqual(['AAPL', 3]);
  });

  test('of flat positions and unknown symbols sends nothing', () => {
    const core = openCore();
    expect(core.closePositions('flat', null, 'test')).toEqual([]);
    expect(core.closePositions('flat', 'NOPE', 'test')).toEqual([]);
    expect(told(core)).toEqual([]);
  });
});
