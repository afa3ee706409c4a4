/** Stops that the quote triggers in the place of the last trade. Source of the rules: product.md 3. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import type { StopTrigger } from '../../../engine/domain/order.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
  traded,
} from '../../support/test-core.ts';

const sellStop = (stopPriceTicks: number) =>
  ({ side: 'sell', orderType: 'stop', stopPriceTicks }) as const;
const buyStop = (stopPriceTicks: number) =>
  ({ side: 'buy', orderType: 'stop', stopPriceTicks }) as const;

function setTrigger(core: TradingCore, stopTrigger: StopTrigger): void {
  core.accounts.configure({ ...DEFAULT_ACCOUNT_SETTINGS, stopTrigger });
}

interface Quoted {
  readonly core: TradingCore;
  /** The house's orders at 99.90 and 100.10, in front of more at 99.00 and 101.00. */
  readonly bid: { readonly handle: number; readonly id: number };
  readonly ask: { readonly handle: number; readonly id: number };
}

function quotedCore(store: StoreModel = new StoreModel()): Quoted {
  const core = openCore(store);
  setTrigger(core, 'quote');
  traded(core, HUNDRED);
  core.house.limit(0, BUY, HUNDRED - 100 * CENT, 1_000);
  core.house.limit(0, SELL, HUNDRED + 100 * CENT, 1_000);
  const rest = (side: typeof BUY | typeof SELL, ticks: number) => {
    const handle = core.house.limit(0, side, ticks, 1);
    return { handle, id: core.house.lastOrderId() };
  };
  const bid = rest(BUY, HUNDRED - 10 * CENT);
  const ask = rest(SELL, HUNDRED + 10 * CENT);
  return { core, bid, ask };
}

describe('where the quote triggers stops', () => {
  test.each([
    ['to sell', sellStop(HUNDRED - 100 * CENT), 'bid'],
    ['to buy', buyStop(HUNDRED + 100 * CENT), 'ask'],
  ] as const)(
    'a stop %s is triggered when the %s comes to it, by a cancel too',
    (_, stop, side) => {
      const { core, ...quote } = quotedCore();
      placed(core, stop);
      told(core);
      core.house.cancel(0, quote[side].handle, quote[side].id);
      expect(told(core)[0]).toMatch(/^triggered 1/);
    },
  );

  test.each([
    ['to sell', sellStop(HUNDRED - 101 * CENT), 'bid'],
    ['to buy', buyStop(HUNDRED + 101 * CENT), 'ask'],
  ] as const)('a stop %s waits while the %s is a cent short of it', (_, stop, side) => {
    const { core, ...quote } = quotedCore();
    placed(core, stop);
    told(core);
    core.house.cancel(0, quote[side].handle, quote[side].id);
    expect(told(core)).toEqual([]);
  });

  test('a buy stop is not triggered by the bid, nor a sell stop by the ask', () => {
    const { core } = quotedCore();
    placed(core, buyStop(HUNDRED + 11 * CENT));
    placed(core, sellStop(HUNDRED - 11 * CENT));
    told(core);
    core.house.limit(0, BUY, HUNDRED + 9 * CENT, 1);
    core.house.limit(0, SELL, HUNDRED + 10 * CENT, 1);
    expect(told(core)).toEqual([]);
  });

  test('an order says by what it was triggered', () => {
    const { core, bid } = quotedCore();
    const { orderId } = placed(core, sellStop(HUNDRED - 50 * CENT));
    core.house.cancel(0, bid.handle, bid.id);
    expect(core.explain(orderId)).toMatchObject({ order: { triggeredBy: 'quote' } });
    setTrigger(core, 'last_trade');
    const second = placed(core, sellStop(HUNDRED - 120 * CENT));
    core.house.limit(0, SELL, HUNDRED - 130 * CENT, 1_000);
    traded(core, HUNDRED - 130 * CENT);
    expect(core.explain(second.orderId)).toMatchObject({ order: { triggeredBy: 'last_trade' } });
  });

  test('an explanation names the side of the quote and the way to it', () => {
    const { core } = quotedCore();
    const { orderId } = placed(core, sellStop(HUNDRED - 50 * CENT));
    expect(core.explain(orderId)).toMatchObject({
      rule: 'stop',
      stop: { by: 'quote', nowTicks: HUNDRED - 10 * CENT, distanceTicks: 40 * CENT },
    });
  });

  test.each([
    ['sell', sellStop(HUNDRED - 10 * CENT), sellStop(HUNDRED - 11 * CENT), 'the bid'],
    ['buy', buyStop(HUNDRED + 10 * CENT), buyStop(HUNDRED + 11 * CENT), 'the ask'],
  ] as const)('a %s stop at the quote is refused, a cent further is taken', (_, at, off, word) => {
    const { core } = quotedCore();
    const { code, rule } = refusalIn(core.submit(orderOf(at), 'test'));
    expect([code, rule.endsWith(word)]).toEqual(['book.stop_wrong_side', true]);
    expect(placed(core, off).status).toBe('new');
  });

  test('own orders are no quote', () => {
    const { core, bid, ask } = quotedCore();
    placed(core, { side: 'buy', limitPriceTicks: HUNDRED - 60 * CENT });
    const { orderId } = placed(core, sellStop(HUNDRED - 70 * CENT));
    placed(core, { side: 'sell', limitPriceTicks: HUNDRED + 60 * CENT });
    placed(core, buyStop(HUNDRED + 120 * CENT));
    told(core);
    core.house.cancel(0, ask.handle, ask.id);
    expect(told(core)).toEqual([]);
    core.house.cancel(0, bid.handle, bid.id);
    expect(told(core)[0]).toContain(`triggered ${String(orderId)}:`);
  });

  test('one side alone is no quote', () => {
    const core = openCore();
    traded(core, HUNDRED);
    setTrigger(core, 'quote');
    placed(core, sellStop(HUNDRED - CENT));
    told(core);
    core.house.limit(0, BUY, HUNDRED - 20 * CENT, 5);
    expect(told(core)).toEqual([]);
    core.house.limit(0, SELL, HUNDRED + 20 * CENT, 5);
    expect(told(core)[0]).toMatch(/^triggered 1/);
  });

  test('a trailing stop follows its side of the quote', () => {
    const { core, bid } = quotedCore();
    const trailing = { side: 'sell', orderType: 'trailing_stop', trailTicks: 30 * CENT } as const;
    const { orderId } = placed(core, trailing);
    core.house.limit(0, BUY, HUNDRED + 5 * CENT, 1);
    expect(core.explain(orderId)).toMatchObject({ stop: { stopTicks: HUNDRED - 25 * CENT } });
    told(core);
    core.house.take(0, SELL, HUNDRED + 5 * CENT, 1);
    expect(told(core)).toEqual([]);
    core.house.cancel(0, bid.handle, bid.id);
    expect(told(core)).toContainEqual(expect.stringMatching(/^triggered 1/));
  });

  test('the stop of a bracket is triggered by it as well', () => {
    const { core, bid } = quotedCore();
    const exits = {
      orderClass: 'bracket',
      takeProfit: { limitPriceTicks: HUNDRED + 300 * CENT },
      stopLoss: { stopPriceTicks: HUNDRED - 50 * CENT, limitPriceTicks: null },
    } as const;
    placed(core, { ...exits, qtyLots: 1, limitPriceTicks: HUNDRED + 10 * CENT });
    told(core);
    core.house.cancel(0, bid.handle, bid.id);
    expect(told(core)).toContainEqual(expect.stringMatching(/^triggered/));
  });

  test('what trades within a command elects nothing, the quote after it does', () => {
    const { core } = quotedCore();
    placed(core, sellStop(HUNDRED - 100 * CENT));
    told(core);
    // Takes the bid at 99.90 and rests there itself: the quote has never been 99.00 / 99.90 to anyone.
    core.house.limit(0, SELL, HUNDRED - 10 * CENT, 5);
    expect(told(core)[0]).toMatch(/^triggered 1/);
  });
});

test('a print beyond the stop price does nothing, a quote of the feed there triggers', () => {
  const core = openCore(undefined, { fillModel: 'queue' });
  setTrigger(core, 'quote');
  core.house.quoted?.quote(0, HUNDRED, 300, HUNDRED + 2 * CENT, 200);
  core.house.quoted?.print(0, HUNDRED, 5, SELL);
  placed(core, sellStop(HUNDRED - 10 * CENT));
  told(core);
  core.house.quoted?.print(0, HUNDRED - 20 * CENT, 5, SELL);
  expect(told(core)).toEqual([]);
  // Crossed, as between two messages of a feed: no market yet.
  core.house.quoted?.quote(0, HUNDRED - 10 * CENT, 40, HUNDRED - 20 * CENT, 40);
  expect(told(core)).toEqual([]);
  core.house.quoted?.quote(0, HUNDRED - 9 * CENT, 40, HUNDRED, 40);
  expect(told(core)).toEqual([]);
  core.house.quoted?.quote(0, HUNDRED - 10 * CENT, 40, HUNDRED, 40);
  expect(told(core)).toEqual([
    'triggered 1: sell market, 10 of 10 left, new',
    'filled 1: 10 @ 99.90 taker, 0 of 10 left, filled',
  ]);
});

test('another trigger holds for stops that wait, from the next quote on', () => {
  const core = openCore();
  core.house.limit(0, BUY, HUNDRED - 50 * CENT, 100);
  core.house.limit(0, SELL, HUNDRED + 50 * CENT, 100);
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  placed(core, sellStop(HUNDRED - 20 * CENT));
  told(core);
  setTrigger(core, 'quote');
  expect(told(core)).toEqual([]);
  core.house.limit(0, BUY, HUNDRED - 55 * CENT, 1);
  expect(told(core)[0]).toMatch(/^triggered 1/);
});

test('a restart keeps the trigger, and elects nothing before there is a quote', () => {
  const store = new StoreModel();
  const { core } = quotedCore(store);
  placed(core, { side: 'buy', limitPriceTicks: HUNDRED - 80 * CENT });
  placed(core, { side: 'sell', limitPriceTicks: HUNDRED + 80 * CENT });
  placed(core, sellStop(HUNDRED - 50 * CENT));
  placed(core, buyStop(HUNDRED + 50 * CENT));
  store.fold(core.takeEvents());
  const account = { ...DEFAULT_ACCOUNT_SETTINGS, stopTrigger: 'quote' } as const;
  const again = openCore(store, { recovered: { ...store.recovered(), account } });
  again.house.limit(0, BUY, HUNDRED - CENT, 1);
  expect(told(again)).toEqual([]);
  again.house.limit(0, SELL, HUNDRED + CENT, 1);
  expect(told(again)).toEqual([]);
  again.house.limit(0, SELL, HUNDRED - CENT, 1);
  again.house.limit(0, BUY, HUNDRED - 60 * CENT, 1);
  expect(told(again)[0]).toMatch(/^triggered 3/);
});

test('a stop can be moved to where the quote has not come', () => {
  const { core } = quotedCore();
  const { orderId } = placed(core, sellStop(HUNDRED - 50 * CENT));
  const change = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
  const to = (stopPriceTicks: number) => core.replace({ ...change, orderId, stopPriceTicks });
  expect(refusalIn(to(HUNDRED - 10 * CENT)).code).toBe('book.stop_wrong_side');
  expect(to(HUNDRED - 11 * CENT).ok).toBe(true);
});
