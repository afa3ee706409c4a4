/** The core where only quotes and prints are known: one way of an order, filled by the model. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { CENT, HUNDRED, openCore, placed, told } from '../../support/test-core.ts';

/** 300 bid at 100.00, 200 offered at 100.02. */
function quoted(fillModel: 'touch' | 'through' | 'queue' = 'queue'): TradingCore {
  const core = openCore(undefined, { fillModel });
  core.house.quoted?.quote(0, HUNDRED, 300, HUNDRED + 2 * CENT, 200);
  return core;
}

function print(core: TradingCore, ticks: number, lots: number, aggressor: SideCode = SELL): void {
  core.house.quoted?.print(0, ticks, lots, aggressor);
}

describe('an order in a market known by quotes and prints', () => {
  test('waits for those ahead of it and fills as a maker', () => {
    const core = quoted();
    placed(core);
    print(core, HUNDRED, 295);
    expect(told(core)).toEqual(['accepted 1: buy 10 @ 100.00, 10 of 10 left, new']);
    print(core, HUNDRED, 9);
    expect(told(core)).toEqual(['filled 1: 4 @ 100.00 maker, 6 of 10 left, partially_filled']);
  });

  test('takes the quote, and its own trades are no prints', () => {
    const core = quoted();
    placed(core, { orderType: 'market', qtyLots: 250 });
    expect(told(core).slice(1)).toEqual([
      'filled 1: 200 @ 100.02 taker, 50 of 250 left, partially_filled',
      'filled 1: 50 @ 100.03 taker, 0 of 250 left, filled',
    ]);
    const market = core.exchange.at(0);
    expect(market.tape.lastNumber).toBe(0);
    expect(market.lastTradeTicks()).toBe(0);
    print(core, HUNDRED, 5);
    expect(market.quote()).toMatchObject({ lastTicks: HUNDRED, lastLots: 5, dayVolumeLots: 5 });
  });

  test('shows the quote as the whole book', () => {
    const core = quoted();
    placed(core, { limitPriceTicks: HUNDRED + CENT });
    const market = core.exchange.at(0);
    expect(market.depth(BUY, 5)).toEqual([{ priceTicks: HUNDRED, qtyLots: 300, orders: 0 }]);
    expect(market.depth(SELL, 5)).toEqual([
      { priceTicks: HUNDRED + 2 * CENT, qtyLots: 200, orders: 0 },
    ]);
  });

  test('is triggered by a print and then takes the quote', () => {
    const core = quoted();
    print(core, HUNDRED, 5);
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - CENT });
    told(core);
    core.house.quoted?.quote(0, HUNDRED - CENT, 40, HUNDRED, 40);
    print(core, HUNDRED - CENT, 1);
    expect(told(core)).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'filled 1: 10 @ 99.99 taker, 0 of 10 left, filled',
    ]);
  });

  test('is cancelled and replaced like any other', () => {
    const core = quoted();
    placed(core);
    const change = { limitPriceTicks: HUNDRED + 2 * CENT, qtyLots: null };
    const none = { stopPriceTicks: null, trailTicks: null, trailBasisPoints: null };
    core.replace({ ...change, ...none, displayQtyLots: null, orderId: 1 });
    expect(told(core).at(-1)).toBe('filled 1: 10 @ 100.02 taker, 0 of 10 left, filled');
    placed(core);
    expect(core.cancel(orderId(2))).toMatchObject({ ok: true, order: { status: 'canceled' } });
    print(core, HUNDRED - CENT, 900);
    expect(told(core).at(-1)).toMatch(/^canceled 2/);
  });

  test('explains itself by its model', () => {
    const core = quoted();
    placed(core);
    print(core, HUNDRED, 100);
    core.house.quoted?.quote(0, HUNDRED, 100, HUNDRED + 2 * CENT, 200);
    expect(core.explain(orderId(1))).toMatchObject({
      rule: 'queue',
      betterLots: 0,
      queue: {
        aheadAtEntryLots: 300,
        aheadAtEntryOrders: null,
        tradedLots: 100,
        leftAheadLots: 100,
        aheadLots: 100,
        aheadOrders: null,
      },
    });
    placed(core, { limitPriceTicks: HUNDRED - CENT });
    expect(core.explain(orderId(2))).toMatchObject({
      betterLots: 100,
      queue: { aheadAtEntryLots: null, leftAheadLots: null, aheadLots: null },
    });
  });

  test.each(['touch', 'through'] as const)('knows no queue by %s', (model) => {
    const core = quoted(model);
    placed(core);
    print(core, HUNDRED, 1);
    expect(told(core)).toHaveLength(model === 'touch' ? 2 : 1);
    expect(core.explain(orderId(1))).toMatchObject({ rule: model, queue: { aheadLots: null } });
  });
});
