import { describe, expect, test } from 'vitest';
import { daysOfIsoDate } from '../../../engine/domain/civil-date.ts';
import type { TaxLot } from '../../../engine/portfolio/tax-lot.ts';
import { taxGainMicros } from '../../../engine/portfolio/tax-lot.ts';
import type { ShareFill } from '../../support/naive-wash-sales.ts';
import { taxed } from '../../support/taxed-fills.ts';

/** date, signed quantity, price of a share; an order of its own each, or the one that is named. */
type Trade = readonly [date: string, qty: number, price: number, order?: number];

function fillsOf(trades: readonly Trade[]): ShareFill[] {
  return trades.map(([date, qty, priceMicros, order], i) => ({
    id: i + 1,
    orderId: order ?? i + 1,
    side: qty > 0 ? 'buy' : 'sell',
    qty: Math.abs(qty),
    priceMicros,
    feeMicros: 0,
    day: daysOfIsoDate(date) ?? 0,
  }));
}

function lotsOf(trades: readonly Trade[]): readonly TaxLot[] {
  return taxed(fillsOf(trades)).lots;
}

/** Quantity, basis, disallowed, gain. */
function figures(trades: readonly Trade[]): number[][] {
  return lotsOf(trades).map((lot) => [
    lot.qtyLots,
    lot.basisMicros,
    lot.disallowedMicros,
    taxGainMicros(lot),
  ]);
}

describe('a wash sale', () => {
  test('disallows the loss and adds it to the basis of the new shares (Treas. Reg. 1.1091-2, example 1)', () => {
    expect(
      figures([
        ['1935-06-03', 1, 100],
        ['1955-01-14', -1, 80],
        ['1955-02-01', 1, 90],
        ['1955-06-01', -1, 150],
      ]),
    ).toEqual([
      [1, 100, 20, 0],
      [1, 110, 0, 40],
    ]);
  });

  test('disallows in proportion when less is bought than sold (Treas. Reg. 1.1091-1(h), example 2)', () => {
    expect(
      figures([
        ['1954-09-21', 100, 50],
        ['1954-12-21', 50, 55],
        ['1954-12-27', 25, 45],
        ['1955-01-03', -100, 40],
        ['1955-07-01', -75, 60],
      ]),
    ).toEqual([
      [100, 5_000, 750, -250],
      [50, 2_750 + 500, 0, -250],
      [25, 1_125 + 250, 0, 125],
    ]);
  });

  test('takes the earliest purchases when more is bought than sold (the same, example 3)', () => {
    const days = ['1955-02-15', '1955-02-16', '1955-02-17', '1955-02-18'];
    expect(
      figures([
        ['1954-09-15', 100, 50],
        ['1955-02-01', -100, 40],
        ...days.map((day): Trade => [day, 50, 40]),
        ['1955-09-01', -200, 40],
      ]).slice(1),
    ).toEqual([
      [50, 2_500, 0, -500],
      [50, 2_500, 0, -500],
      [50, 2_000, 0, 0],
      [50, 2_000, 0, 0],
    ]);
  });

  test.each([
    ['30 days after', '2026-05-31', 20],
    ['31 days after', '2026-06-01', 0],
  ])('counts a purchase %s', (_, date, disallowed) => {
    const lots = lotsOf([
      ['2026-01-05', 1, 100],
      ['2026-05-01', -1, 80],
      [date, 1, 80],
    ]);
    expect(lots.map(({ disallowedMicros }) => disallowedMicros)).toEqual([disallowed]);
  });

  test.each([
    ['30 days before', '2026-04-01', 20],
    ['31 days before', '2026-03-31', 0],
  ])('counts a purchase %s that is still held', (_, date, disallowed) => {
    const lots = lotsOf([
      ['2026-01-05', 1, 100],
      [date, 1, 80],
      ['2026-05-01', -1, 80],
    ]);
    expect(lots.map(({ disallowedMicros }) => disallowedMicros)).toEqual([disallowed]);
  });

  test('lengthens the holding period of the new shares by that of the sold ones', () => {
    const [first, second] = lotsOf([
      ['2025-01-06', 1, 100],
      ['2025-12-01', -1, 80],
      ['2025-12-11', 1, 80],
      ['2026-02-01', -1, 90],
    ]);
    expect(first?.heldFromDay).toBe(daysOfIsoDate('2025-01-06'));
    expect(second?.openedDay).toBe(daysOfIsoDate('2025-12-11'));
    expect(second?.heldFromDay).toBe(daysOfIsoDate('2025-01-16'));
  });

  test('can follow another: a replacing share that is sold at a loss is replaced in turn', () => {
    expect(
      figures([
        ['2026-03-02', 1, 100],
        ['2026-03-03', -1, 90],
        ['2026-03-04', 1, 95],
        ['2026-03-05', -1, 85],
        ['2026-03-06', 1, 80],
        ['2026-03-09', -1, 120],
      ]),
    ).toEqual([
      [1, 100, 10, 0],
      [1, 105, 20, 0],
      [1, 100, 0, 20],
    ]);
  });

  test('needs a purchase of its own for each loss', () => {
    const lots = lotsOf([
      ['2026-03-02', 2, 100],
      ['2026-03-03', -1, 90],
      ['2026-03-04', -1, 80],
      ['2026-03-05', 1, 85],
    ]);
    expect(lots.map(({ disallowedMicros }) => disallowedMicros)).toEqual([10, 0]);
  });

  test('is none when a part of one purchase is sold (Rev. Rul. 56-602), however its order was filled', () => {
    const lots = lotsOf([
      ['2026-03-02', 60, 100, 7],
      ['2026-03-02', 40, 100, 7],
      ['2026-03-12', -50, 90],
    ]);
    expect(lots.map(({ disallowedMicros }) => disallowedMicros)).toEqual([0]);
  });

  test('is none when all shares go in one fill', () => {
    const lots = lotsOf([
      ['2026-03-02', 50, 100],
      ['2026-03-03', 50, 110],
      ['2026-03-12', -100, 90],
    ]);
    expect(lots.map(({ disallowedMicros }) => disallowedMicros)).toEqual([0, 0]);
  });

  test('of a short position is made by another short sale, not by what covers', () => {
    expect(
      figures([
        ['2026-03-02', -10, 50],
        ['2026-03-05', 10, 60],
        ['2026-03-10', -10, 55],
        ['2026-05-20', 10, 40],
      ]),
    ).toEqual([
      [10, 600, 100, 0],
      [10, 400 + 100, 0, 50],
    ]);
    expect(
      figures([
        ['2026-03-02', -10, 50],
        ['2026-03-05', 10, 60],
        ['2026-03-10', 10, 55],
      ]),
    ).toEqual([[10, 600, 0, -100]]);
  });
});
