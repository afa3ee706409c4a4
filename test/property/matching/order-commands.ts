import * as fc from 'fast-check';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import type { OrderTypeCode, TifCode } from '../../../engine/matching/order-codes.ts';

export interface Submit {
  readonly kind: 'submit';
  readonly owner: number;
  readonly side: SideCode;
  readonly type: OrderTypeCode;
  readonly timeInForce: TifCode;
  readonly postOnly: boolean;
  readonly priceTicks: number;
  readonly qtyLots: number;
  readonly collarTicks: number;
}

export interface Iceberg {
  readonly kind: 'iceberg';
  readonly owner: number;
  readonly side: SideCode;
  readonly postOnly: boolean;
  readonly priceTicks: number;
  readonly qtyLots: number;
  readonly displayLots: number;
}

export interface Cancel {
  readonly kind: 'cancel';
  /** Picks one of the orders sent so far, resting or not. */
  readonly pick: number;
}

export interface Replace {
  readonly kind: 'replace';
  readonly pick: number;
  /** null keeps the order's price, which a price drawn at random seldom hits. */
  readonly priceTicks: number | null;
  readonly leavesLots: number;
}

export type Command = Submit | Iceberg | Cancel | Replace;

/** Price step of the books that these commands are for. */
export const STEP = 5;

/** A few prices so that orders meet, seldom one off the step, far away or out of the window. */
const price = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 196, max: 204 }).map((level) => level * STEP) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4_000 }).map((level) => level * STEP) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 ** 21 }).map((level) => level * STEP) },
  { weight: 1, arbitrary: fc.constantFrom(0, -5, 7, 1_001, 2 ** 53 - 1, 1_002.5) },
);
const lots = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2 ** 31, max: 2 ** 40 }) },
  { weight: 1, arbitrary: fc.constant(Number.MAX_SAFE_INTEGER) },
);
const displayLots = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 2 ** 31, max: 2 ** 45 }) },
  { weight: 1, arbitrary: fc.constant(Number.MAX_SAFE_INTEGER) },
);

/** `usual` more often than not. */
function often<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(usual, ...others) },
  );
}

/** Often between two prices, as a collar in percent is. */
const collar = fc.oneof(fc.constant(0), fc.integer({ min: 980, max: 1_020 }));

const submit: fc.Arbitrary<Submit> = fc.record({
  kind: fc.constant('submit'),
  owner: often(0, 1, 2),
  side: fc.constantFrom<SideCode[]>(BUY, SELL),
  type: often<OrderTypeCode>(1, 0),
  timeInForce: often<TifCode>(1, 0, 2, 3),
  postOnly: often(false, true),
  priceTicks: price,
  qtyLots: lots,
  collarTicks: collar,
});
const iceberg: fc.Arbitrary<Iceberg> = fc.record({
  kind: fc.constant('iceberg'),
  owner: often(0, 1, 2),
  side: fc.constantFrom<SideCode[]>(BUY, SELL),
  postOnly: often(false, true),
  priceTicks: price,
  qtyLots: lots,
  displayLots,
});
const pick = fc.nat(1_000);
const cancel: fc.Arbitrary<Cancel> = fc.record({ kind: fc.constant('cancel'), pick });
const replace: fc.Arbitrary<Replace> = fc.record({
  kind: fc.constant('replace'),
  pick,
  priceTicks: fc.option(price),
  leavesLots: lots,
});

/** Sequences of 1 to 120 commands of every kind that the matching engine takes. */
export const commandSequences: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: submit },
    { weight: 2, arbitrary: iceberg },
    { weight: 1, arbitrary: cancel },
    { weight: 3, arbitrary: replace },
  ),
  { minLength: 1, maxLength: 120, size: 'max' },
);
