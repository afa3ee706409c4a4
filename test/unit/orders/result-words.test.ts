/** What matching can answer, all of it, in words. */
import { describe, expect, test } from 'vitest';
import type { Order, OrderReason } from '../../../engine/domain/order.ts';
import * as codes from '../../../engine/matching/result-codes.ts';
import { reasonOf, refusalOf, stopRefusalOf } from '../../../engine/orders/result-words.ts';
import { openCore, placed } from '../../support/test-core.ts';

const CANCELED: Readonly<Record<string, OrderReason>> = {
  RESULT_CANCELED_IOC: 'time_in_force',
  RESULT_CANCELED_NO_LIQUIDITY: 'no_liquidity',
  RESULT_CANCELED_COLLAR: 'price_collar',
  RESULT_CANCELED_FOK: 'time_in_force',
  RESULT_CANCELED_SELF_TRADE: 'self_trade',
  RESULT_CANCELED_BOOK_FULL: 'book_full',
};

/** Code and field by who refuses: the book of orders, the stop book. */
const REFUSED: Readonly<Record<string, readonly [book: string | null, stops: string | null]>> = {
  RESULT_REFUSED_POST_ONLY: ['book.post_only_would_cross limitPriceTicks', null],
  RESULT_REFUSED_PRICE_STEP: ['book.price_step limitPriceTicks', 'book.price_step stopPriceTicks'],
  RESULT_REFUSED_PRICE_RANGE: [
    'book.price_range limitPriceTicks',
    'book.price_range stopPriceTicks',
  ],
  RESULT_REFUSED_DISPLAY: ['book.display_qty displayQtyLots', null],
  RESULT_REFUSED_STOP_SIDE: [null, 'book.stop_wrong_side stopPriceTicks'],
  RESULT_REFUSED_STOPS_FULL: [null, 'book.stops_full '],
  RESULT_REFUSED_NO_REFERENCE: [null, 'book.no_reference stopPriceTicks'],
  RESULT_REFUSED_AUCTION_FULL: ['book.auction_full ', null],
};

/** No words, since nobody can have asked for it: it rests, is done, or names an order that is gone. */
const WORDLESS = ['RESULT_DONE', 'RESULT_REFUSED_UNKNOWN'];

const results = Object.entries(codes).filter(
  (entry): entry is [string, number] => typeof entry[1] === 'number',
);

describe('every result of matching', () => {
  const order: Order = placed(openCore());

  test('is known here', () => {
    const known = [...Object.keys(CANCELED), ...Object.keys(REFUSED), ...WORDLESS];
    expect(results.map(([name]) => name).toSorted()).toEqual(known.toSorted());
  });

  test.each(results)('has its reason or refusal, and no other: %s', (name, result) => {
    const said = (words: () => string): string | null => {
      try {
        return words();
      } catch {
        return null;
      }
    };
    const text = ({ code, field }: { code: string; field: string }) => `${code} ${field}`;
    expect(said(() => reasonOf(result))).toBe(CANCELED[name] ?? null);
    const [book, stops] = REFUSED[name] ?? [null, null];
    expect(said(() => text(refusalOf(result, order)))).toBe(book);
    expect(said(() => text(stopRefusalOf(result, order)))).toBe(stops);
  });
});
