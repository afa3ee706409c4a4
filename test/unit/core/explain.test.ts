/** "Why did I not fill?": the rule an order waits by, and the numbers of its place. */
import { describe, expect, test } from 'vitest';
import type { OrderExplanation } from '../../../engine/contract/order-explanation.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, MORNING, openCore, placed } from '../../support/test-core.ts';

const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };

/** What is said of order `id`, which must be known. */
function explained(core: TradingCore, id = 1): OrderExplanation {
  const explanation = core.explain(orderId(id));
  if ('code' in explanation) throw new Error(explanation.rule);
  return explanation;
}

/** 30 and 20 lots of the house at 100.00, and an order for 10 behind them. */
function queued(): { core: TradingCore; cancelFirst: () => void } {
  const core = openCore();
  const handle = core.house.limit(0, BUY, HUNDRED, 30);
  const id = core.house.lastOrderId();
  core.house.limit(0, BUY, HUNDRED, 20);
  placed(core);
  return { core, cancelFirst: () => core.house.cancel(0, handle, id) };
}

describe('an order that rests', () => {
  test('knows what was ahead of it when it joined', () => {
    const { core } = queued();
    expect(explained(core)).toMatchObject({
      rule: 'price_time',
      bidTicks: HUNDRED,
      askTicks: 0,
      behindBestTicks: 0,
      toOppositeTicks: null,
      betterLots: 0,
      nextFillLots: 0,
      queue: {
        joinedUs: MORNING,
        aheadAtEntryLots: 50,
        aheadAtEntryOrders: 2,
        tradedLots: 0,
        aheadLots: 50,
        aheadOrders: 2,
        shownLots: 10,
      },
    });
  });

  test('tells what traded at its price from what was cancelled ahead of it', () => {
    const { core, cancelFirst } = queued();
    core.house.take(0, SELL, HUNDRED, 12);
    cancelFirst();
    core.house.limit(0, BUY, HUNDRED, 500);
    expect(explained(core).queue).toMatchObject({
      aheadAtEntryLots: 50,
      tradedLots: 12,
      leftAheadLots: 18,
      aheadLots: 20,
      aheadOrders: 1,
    });
  });

  test('says what the next order would fill of it once it is first', () => {
    const { core } = queued();
    core.house.take(0, SELL, HUNDRED, 54);
    expect(explained(core)).toMatchObject({
      nextFillLots: 6,
      queue: { tradedLots: 54, ownFilledLots: 4, leftAheadLots: 0, aheadLots: 0, shownLots: 6 },
    });
  });

  test('counts nothing that traded at other prices', () => {
    const { core } = queued();
    core.house.limit(0, BUY, HUNDRED + CENT, 7);
    core.house.take(0, SELL, HUNDRED + CENT, 3);
    expect(explained(core)).toMatchObject({
      behindBestTicks: CENT,
      betterLots: 4,
      queue: { tradedLots: 0, leftAheadLots: 0, aheadLots: 50 },
    });
  });

  test('says how far the other side is away', () => {
    const { core } = queued();
    core.house.limit(0, SELL, HUNDRED + 3 * CENT, 7);
    expect(explained(core)).toMatchObject({ toOppositeTicks: 3 * CENT, askLots: 7 });
  });

  test('keeps its place in a decrease and starts anew in an increase', () => {
    const { core } = queued();
    core.house.take(0, SELL, HUNDRED, 12);
    core.replace({ ...unchanged, orderId: 1, qtyLots: 8 });
    expect(explained(core).queue).toMatchObject({ aheadAtEntryLots: 50, tradedLots: 12 });
    core.setTime(timeUs(MORNING + 5));
    core.replace({ ...unchanged, orderId: 1, qtyLots: 9 });
    expect(explained(core).queue).toMatchObject({
      joinedUs: MORNING + 5,
      aheadAtEntryLots: 38,
      tradedLots: 0,
    });
  });

  test('counts volume for two orders of one price from when each has joined', () => {
    const { core } = queued();
    core.house.take(0, SELL, HUNDRED, 10);
    placed(core, { qtyLots: 5 });
    core.house.take(0, SELL, HUNDRED, 45);
    expect(explained(core).queue).toMatchObject({ tradedLots: 55, ownFilledLots: 5 });
    expect(explained(core, 2).queue).toMatchObject({
      aheadAtEntryLots: 50,
      aheadAtEntryOrders: 3,
      tradedLots: 45,
      leftAheadLots: 0,
      aheadLots: 5,
    });
  });

  test('joins anew with each slice of an iceberg', () => {
    const core = openCore();
    placed(core, { qtyLots: 50, displayQtyLots: 10 });
    core.house.limit(0, BUY, HUNDRED, 5);
    core.house.take(0, SELL, HUNDRED, 10);
    expect(explained(core).queue).toMatchObject({
      aheadAtEntryLots: 5,
      tradedLots: 0,
      aheadLots: 5,
      shownLots: 10,
    });
  });

  test('has a new place after a restart, behind nobody', () => {
    const store = new StoreModel();
    const core = openCore(store);
    core.house.limit(0, BUY, HUNDRED, 30);
    placed(core);
    store.fold(core.takeEvents());
    expect(explained(openCore(store)).queue).toMatchObject({ aheadAtEntryLots: 0, aheadLots: 0 });
  });
});

describe('an order that does not rest', () => {
  test('names the trigger of a stop and how far it is', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 1);
    core.house.take(0, BUY, HUNDRED, 1);
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - 3 * CENT });
    expect(explained(core)).toMatchObject({
      rule: 'stop',
      queue: null,
      stop: {
        stopTicks: HUNDRED - 3 * CENT,
        by: 'last_trade',
        nowTicks: HUNDRED,
        distanceTicks: 3 * CENT,
      },
    });
  });

  test('has ended', () => {
    const core = openCore();
    placed(core, { timeInForce: 'ioc' });
    expect(explained(core)).toMatchObject({ rule: 'ended', queue: null, nextFillLots: 0 });
  });

  test('is refused when it is not known', () => {
    expect(openCore().explain(orderId(99))).toMatchObject({
      code: 'book.unknown_order',
      field: 'orderId',
      value: '99',
    });
  });
});
