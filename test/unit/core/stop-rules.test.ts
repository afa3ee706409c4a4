/** What is refused of stops and icebergs, in words; and what their preview says. */
import { describe, expect, test } from 'vitest';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { WAITING_STOPS_MAX } from '../../../engine/orders/stop-desk.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
} from '../../support/test-core.ts';

const DOLLAR = 100 * CENT;
const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };

/** A core that has traded at 100 dollars. */
function tradedCore() {
  const core = openCore();
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  return core;
}

const STOP = { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - DOLLAR } as const;
const TRAIL = { side: 'sell', orderType: 'trailing_stop' } as const;
const LIMIT = { limitPriceTicks: HUNDRED } as const;

const REFUSED: readonly [string, Partial<SubmitRequest>, string, string][] = [
  [
    'a stop without a stop price',
    { orderType: 'stop' },
    'contract.price_missing',
    'stopPriceTicks',
  ],
  [
    'a stop with a limit price',
    { ...STOP, ...LIMIT },
    'contract.price_not_allowed',
    'limitPriceTicks',
  ],
  [
    'a stop-limit without a limit price',
    { ...STOP, orderType: 'stop_limit', limitPriceTicks: null },
    'contract.price_missing',
    'limitPriceTicks',
  ],
  [
    'a limit with a stop price',
    { stopPriceTicks: 1 },
    'contract.price_not_allowed',
    'stopPriceTicks',
  ],
  [
    'a market order with a trail',
    { orderType: 'market', trailTicks: 1 },
    'contract.trail_not_allowed',
    'trailTicks',
  ],
  [
    'a limit with a trail in percent',
    { trailBasisPoints: 1 },
    'contract.trail_not_allowed',
    'trailBasisPoints',
  ],
  ['a trailing stop without a trail', TRAIL, 'contract.trail_missing', 'trailTicks'],
  [
    'a trailing stop with both trails',
    { ...TRAIL, trailTicks: CENT, trailBasisPoints: 1 },
    'contract.trail_not_allowed',
    'trailBasisPoints',
  ],
  [
    'a trailing stop with a stop price',
    { ...TRAIL, trailTicks: CENT, stopPriceTicks: HUNDRED },
    'contract.price_not_allowed',
    'stopPriceTicks',
  ],
  [
    'a stop price between increments',
    { ...STOP, stopPriceTicks: HUNDRED - DOLLAR - 1 },
    'contract.price_increment',
    'stopPriceTicks',
  ],
  ['a stop now or never', { ...STOP, timeInForce: 'ioc' }, 'venue.unsupported', 'timeInForce'],
  ['a stop all or nothing', { ...STOP, timeInForce: 'fok' }, 'venue.unsupported', 'timeInForce'],
  ['a post-only stop', { ...STOP, postOnly: true }, 'contract.post_only', 'postOnly'],
  [
    'a sell stop at the market',
    { ...STOP, stopPriceTicks: HUNDRED },
    'book.stop_wrong_side',
    'stopPriceTicks',
  ],
  [
    'a buy stop below the market',
    { ...STOP, side: 'buy' },
    'book.stop_wrong_side',
    'stopPriceTicks',
  ],
  [
    'a trail as wide as the price',
    { ...TRAIL, trailTicks: HUNDRED },
    'book.price_range',
    'trailTicks',
  ],
  ['a stop of too many lots', { ...STOP, qtyLots: 10_001 }, 'risk.max_order_qty', 'qtyLots'],
  ['a stop where no price is known', { ...STOP, symbol: 'MSFT' }, 'risk.no_reference', 'orderType'],
  [
    'a market order that shows a part',
    { orderType: 'market', displayQtyLots: 1 },
    'contract.display_not_allowed',
    'displayQtyLots',
  ],
  [
    'a stop that shows a part',
    { ...STOP, displayQtyLots: 1 },
    'contract.display_not_allowed',
    'displayQtyLots',
  ],
  [
    'an iceberg now or never',
    { timeInForce: 'ioc', displayQtyLots: 1 },
    'contract.display_not_allowed',
    'displayQtyLots',
  ],
  [
    'an iceberg that shows more than it has',
    { qtyLots: 10, displayQtyLots: 11 },
    'book.display_qty',
    'displayQtyLots',
  ],
  [
    'an iceberg in too many slices',
    { qtyLots: 2_001, displayQtyLots: 2 },
    'book.display_qty',
    'displayQtyLots',
  ],
];

describe('of stops and icebergs', () => {
  test.each(REFUSED)('%s is refused', (_, fields, code, field) => {
    const core = tradedCore();
    const request = orderOf(fields);
    expect(refusalIn(core.submit(request, 'test'))).toMatchObject({ code, field });
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test.each(REFUSED)('%s is refused in its preview', (_, fields, code, field) => {
    const core = tradedCore();
    const preview = core.preview(orderOf(fields));
    expect('rule' in preview ? preview : preview.refusal).toMatchObject({ code, field });
  });

  test('a value above the limit is refused by the stop price, not by the market', () => {
    const core = tradedCore();
    core.setLimits({ ...core.limits, orderValueMicrosMax: 1_000_000_000 });
    expect(core.submit(orderOf(STOP), 'test')).toMatchObject({ ok: true });
    const above = { ...STOP, side: 'buy', stopPriceTicks: HUNDRED + DOLLAR } as const;
    expect(refusalIn(core.submit(orderOf(above), 'test')).code).toBe('risk.max_order_value');
  });

  test('no more wait than one trade may elect', () => {
    const core = tradedCore();
    for (let i = 0; i < WAITING_STOPS_MAX; i += 1) placed(core, STOP);
    expect(refusalIn(core.submit(orderOf(STOP), 'test')).code).toBe('book.stops_full');
    core.cancelAll(null, null, 'cancel_all');
    expect(core.submit(orderOf(STOP), 'test')).toMatchObject({ ok: true });
  });
});

describe('a replace of a stop', () => {
  test.each([
    [{ limitPriceTicks: HUNDRED }, 'contract.price_not_allowed', 'limitPriceTicks'],
    [{ trailTicks: CENT }, 'contract.trail_not_allowed', 'trailTicks'],
    [{ displayQtyLots: 1 }, 'contract.display_not_allowed', 'displayQtyLots'],
    [{ stopPriceTicks: HUNDRED }, 'book.stop_wrong_side', 'stopPriceTicks'],
    [{ stopPriceTicks: HUNDRED - DOLLAR - 1 }, 'contract.price_increment', 'stopPriceTicks'],
    [{ stopPriceTicks: HUNDRED - DOLLAR }, 'book.not_changed', ''],
    [{ qtyLots: 20_000 }, 'risk.max_order_qty', 'qtyLots'],
  ])('by %o is refused and changes nothing', (change, code, field) => {
    const core = tradedCore();
    placed(core, STOP);
    told(core);
    const before = core.snapshot();
    const why = refusalIn(core.replace({ ...unchanged, orderId: 1, ...change }));
    expect(why).toMatchObject({ code, field });
    expect(core.snapshot()).toEqual(before);
    expect(told(core)).toEqual([]);
  });

  test('that was triggered moves its limit, no longer its stop', () => {
    const core = tradedCore();
    placed(core, { ...STOP, orderType: 'stop_limit', limitPriceTicks: HUNDRED - DOLLAR });
    core.house.limit(0, BUY, HUNDRED - 2 * DOLLAR, 1);
    core.house.take(0, SELL, HUNDRED - 2 * DOLLAR, 1);
    const stop = core.replace({ ...unchanged, orderId: 1, stopPriceTicks: HUNDRED - 3 * DOLLAR });
    expect(refusalIn(stop).code).toBe('contract.price_not_allowed');
    const limitPriceTicks = HUNDRED - 2 * DOLLAR;
    const limit = core.replace({ ...unchanged, orderId: 1, limitPriceTicks });
    expect(limit).toMatchObject({ ok: true, order: { limitPriceTicks } });
  });
});

describe('the preview of a stop', () => {
  test('takes nothing now and costs its stop price, or its limit', () => {
    const core = tradedCore();
    core.house.limit(0, BUY, HUNDRED - CENT, 100);
    const expected = { takePriceTicks: null, takeQtyLots: 0, queueAheadLots: 0, refusal: null };
    expect(core.preview(orderOf(STOP))).toMatchObject({ ...expected, valueMicros: 990_000_000 });
    const limited = { ...STOP, orderType: 'stop_limit', limitPriceTicks: 98 * DOLLAR } as const;
    expect(core.preview(orderOf(limited))).toMatchObject({ valueMicros: 980_000_000 });
    const trailing = { ...TRAIL, trailTicks: 3 * DOLLAR };
    expect(core.preview(orderOf(trailing))).toMatchObject({ valueMicros: 970_000_000 });
  });
});
