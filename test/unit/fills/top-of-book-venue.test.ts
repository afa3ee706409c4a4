/** Own orders against quotes and prints, rule by rule. Prices in ticks, the step is 1. */
import { describe, expect, test } from 'vitest';
import type { FillModel } from '../../../engine/domain/fill-model.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { TopOfBookVenue } from '../../../engine/fills/top-of-book-venue.ts';
import { DAY, FOK, IOC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import type { TifCode } from '../../../engine/matching/order-codes.ts';
import {
  RESULT_CANCELED_COLLAR,
  RESULT_CANCELED_FOK,
  RESULT_CANCELED_IOC,
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_CANCELED_SELF_TRADE,
  RESULT_DONE,
  RESULT_REFUSED_POST_ONLY,
} from '../../../engine/matching/result-codes.ts';

/** 300 bid at 100, 200 offered at 102. */
const QUOTE = { bidTicks: 100, bidLots: 300, askTicks: 102, askLots: 200 };

/** A venue that has seen a quote, and a shorter way to trade there. */
class Scene {
  readonly venue: TopOfBookVenue;
  #lastId = 0;

  constructor(model: FillModel) {
    this.venue = new TopOfBookVenue({ priceStepTicks: 1, model });
    this.venue.quote(QUOTE);
  }

  limit(side: SideCode, ticks: number, lots: number, tif: TifCode = DAY, postOnly = false): number {
    const id = (this.#lastId += 1);
    return this.venue.submit(id, 1, side, LIMIT, tif, postOnly, ticks, lots, 0);
  }

  market(side: SideCode, lots: number, collarTicks: number = 0): number {
    const id = (this.#lastId += 1);
    return this.venue.submit(id, 1, side, MARKET, DAY, false, 0, lots, collarTicks);
  }

  quote(change: Partial<typeof QUOTE>): string[] {
    this.venue.quote({ ...QUOTE, ...change });
    return this.fills();
  }

  print(ticks: number, lots: number): string[] {
    this.venue.print(ticks, lots);
    return this.fills();
  }

  /** Executions of the last call: `order: lots @ ticks`, order 0 being the market's. */
  fills(): string[] {
    const { events } = this.venue;
    return Array.from({ length: events.count }, (_, i) => {
      const [id, lots, ticks] = [events.makerOrderId[i], events.qtyLots[i], events.priceTicks[i]];
      return `${String(id)}: ${String(lots)} @ ${String(ticks)}`;
    });
  }

  ahead(handle: number, id: number = 1): number {
    return this.venue.queueAheadLots(handle, id);
  }
}

describe('an incoming order', () => {
  test('takes what is displayed, then the same size again at each step', () => {
    const scene = new Scene('queue');
    expect(scene.market(BUY, 500)).toBe(RESULT_DONE);
    expect(scene.fills()).toEqual(['0: 200 @ 102', '0: 200 @ 103', '0: 100 @ 104']);
  });

  test('does not find again what an own order has taken at this price', () => {
    const scene = new Scene('queue');
    scene.market(BUY, 150);
    scene.market(BUY, 100);
    expect(scene.fills()).toEqual(['0: 50 @ 102', '0: 50 @ 103']);
  });

  test('finds what the feed shows newly', () => {
    const scene = new Scene('queue');
    scene.market(BUY, 200);
    scene.quote({ askLots: 260 });
    scene.limit(BUY, 102, 100, IOC);
    expect(scene.fills()).toEqual(['0: 60 @ 102']);
    scene.quote({ askTicks: 103 });
    scene.limit(BUY, 103, 100, IOC);
    expect(scene.fills()).toEqual(['0: 100 @ 103']);
  });

  test('ends at its collar or limit', () => {
    const scene = new Scene('queue');
    expect(scene.market(SELL, 900, 99)).toBe(RESULT_CANCELED_COLLAR);
    expect(scene.fills()).toEqual(['0: 300 @ 100', '0: 300 @ 99']);
    expect(scene.limit(BUY, 102, 300, IOC)).toBe(RESULT_CANCELED_IOC);
    expect(scene.fills()).toEqual(['0: 200 @ 102']);
  });

  test('finds nobody where nothing is quoted', () => {
    const scene = new Scene('queue');
    scene.quote({ askTicks: 0, askLots: 0 });
    expect(scene.market(BUY, 1)).toBe(RESULT_CANCELED_NO_LIQUIDITY);
  });

  test('fills whole or not at all when it says so', () => {
    const scene = new Scene('queue');
    expect(scene.limit(BUY, 102, 201, FOK)).toBe(RESULT_CANCELED_FOK);
    expect(scene.fills()).toEqual([]);
    expect(scene.limit(BUY, 102, 200, FOK)).toBe(RESULT_DONE);
  });

  test('is refused when it is post-only and would trade', () => {
    const scene = new Scene('queue');
    expect(scene.limit(BUY, 102, 1, DAY, true)).toBe(RESULT_REFUSED_POST_ONLY);
    expect(scene.limit(BUY, 101, 1, DAY, true)).toBeGreaterThanOrEqual(0);
  });

  test('does not trade with an own order', () => {
    const scene = new Scene('queue');
    scene.limit(SELL, 101, 10);
    expect(scene.limit(BUY, 102, 5)).toBe(RESULT_CANCELED_SELF_TRADE);
    expect(scene.fills()).toEqual([]);
  });

  test('takes any size at the quote as on paper', () => {
    const scene = new Scene('paper');
    expect(scene.market(BUY, 5_000)).toBe(RESULT_DONE);
    expect(scene.fills()).toEqual(['0: 5000 @ 102']);
  });
});

describe('in every model', () => {
  test.each(['touch', 'through', 'queue'] as const)(
    '%s: a print or a new quote beyond the limit fills all of it, at the limit',
    (model) => {
      const scene = new Scene(model);
      scene.limit(BUY, 100, 50);
      scene.limit(BUY, 99, 70);
      expect(scene.print(99, 1)[0]).toBe('1: 50 @ 100');
      expect(scene.quote({ bidTicks: 97, askTicks: 98 }).at(-1)).toMatch(/^2: \d+ @ 99$/);
      expect(scene.venue.restingOrders(BUY)).toBe(0);
    },
  );
});

describe('touch', () => {
  test('fills up to what the other side displays at the limit', () => {
    const scene = new Scene('touch');
    scene.limit(BUY, 101, 30);
    scene.limit(BUY, 101, 30);
    expect(scene.quote({ askTicks: 101, askLots: 40 })).toEqual(['1: 30 @ 101', '2: 10 @ 101']);
    expect(scene.quote({ askTicks: 101, askLots: 45 })).toEqual(['2: 5 @ 101']);
  });

  test('fills by a print at the limit, whoever was there before', () => {
    const scene = new Scene('touch');
    scene.limit(BUY, 100, 30);
    expect(scene.print(100, 20)).toEqual(['1: 20 @ 100']);
  });
});

describe('through', () => {
  test('does not fill by a quote or a print at the limit', () => {
    const scene = new Scene('through');
    scene.limit(BUY, 101, 30);
    expect(scene.print(101, 500)).toEqual([]);
    expect(scene.quote({ askTicks: 101 })).toEqual([]);
    expect(scene.print(100, 1)).toEqual(['1: 30 @ 101']);
  });
});

describe('paper', () => {
  test('fills all of an order by a quote of any size, and nothing by a print', () => {
    const scene = new Scene('paper');
    scene.limit(BUY, 101, 5_000);
    expect(scene.print(99, 900)).toEqual([]);
    expect(scene.quote({ askTicks: 101, askLots: 1 })).toEqual(['1: 5000 @ 101']);
  });
});

describe('queue', () => {
  test('fills when prints have consumed what was displayed ahead', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 100, 50);
    expect(scene.ahead(handle)).toBe(300);
    expect(scene.print(100, 280)).toEqual([]);
    expect(scene.ahead(handle)).toBe(20);
    expect(scene.print(100, 30)).toEqual(['1: 10 @ 100']);
    expect(scene.print(100, 500)).toEqual(['1: 40 @ 100']);
  });

  test('does not count prints twice when the quote shows them', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 100, 50);
    scene.print(100, 100);
    scene.quote({ bidLots: 200 });
    expect(scene.ahead(handle)).toBe(200);
  });

  test('advances by its share of what was cancelled, rounded down', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 100, 50);
    scene.quote({ bidLots: 600 });
    scene.quote({ bidLots: 401 });
    // 199 of 600 were cancelled: 99.5 of the 300 ahead.
    expect(scene.ahead(handle)).toBe(201);
  });

  test('has nobody ahead at a new best price, whoever joins it later', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 101, 50);
    expect(scene.ahead(handle)).toBe(0);
    scene.quote({ bidTicks: 101, bidLots: 900 });
    expect(scene.print(101, 20)).toEqual(['1: 20 @ 101']);
  });

  test('does not know who is ahead at a price that is not displayed', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 98, 50);
    expect(scene.ahead(handle)).toBe(-1);
    expect(scene.print(98, 500)).toEqual([]);
    scene.quote({ bidTicks: 98, bidLots: 70 });
    expect(scene.ahead(handle)).toBe(70);
    scene.quote({ bidTicks: 97 });
    expect(scene.ahead(handle)).toBe(0);
  });

  test('shares a print among own orders in their turn, with others between them', () => {
    const scene = new Scene('queue');
    scene.quote({ bidLots: 10 });
    scene.limit(BUY, 100, 5);
    scene.quote({ bidLots: 30 });
    const second = scene.limit(BUY, 100, 5);
    expect(scene.print(100, 12)).toEqual(['1: 2 @ 100']);
    expect(scene.ahead(second, 2)).toBe(20);
    expect(scene.print(100, 25)).toEqual(['1: 3 @ 100', '2: 2 @ 100']);
  });

  test('keeps the place in a decrease and loses it in an increase', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(BUY, 100, 50);
    scene.print(100, 200);
    scene.venue.replace(handle, 1, 100, 40);
    expect(scene.ahead(handle)).toBe(100);
    scene.venue.replace(handle, 1, 100, 60);
    expect(scene.ahead(handle)).toBe(300);
  });

  test('is the mirror image for an order to sell', () => {
    const scene = new Scene('queue');
    const handle = scene.limit(SELL, 102, 50);
    expect(scene.ahead(handle)).toBe(200);
    expect(scene.print(102, 210)).toEqual(['1: 10 @ 102']);
    expect(scene.print(103, 1)).toEqual(['1: 40 @ 102']);
  });
});
