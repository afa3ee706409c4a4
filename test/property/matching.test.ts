import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../engine/domain/side.ts';
import type { SideCode } from '../../engine/domain/side.ts';
import { MatchingEngine } from '../../engine/matching/matching-engine.ts';
import type { OrderTypeCode, TifCode } from '../../engine/matching/order-codes.ts';
import { ReferenceBook } from '../support/reference-book.ts';
import type { ReferenceExecution } from '../support/reference-book.ts';

interface Submit {
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

interface Cancel {
  readonly kind: 'cancel';
  /** Picks one of the orders sent so far, resting or not. */
  readonly pick: number;
}

interface Replace {
  readonly kind: 'replace';
  readonly pick: number;
  readonly priceTicks: number;
  readonly leavesLots: number;
}

type Command = Submit | Cancel | Replace;

const STEP = 5;

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
const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(usual, ...others) },
  );

const submit: fc.Arbitrary<Submit> = fc.record({
  kind: fc.constant('submit'),
  owner: often(0, 1, 2),
  side: fc.constantFrom<SideCode[]>(BUY, SELL),
  type: often<OrderTypeCode>(1, 0),
  timeInForce: often<TifCode>(1, 0, 2, 3),
  postOnly: often(false, true),
  priceTicks: price,
  qtyLots: lots,
  collarTicks: often(0, 985, 1_000, 1_003, 1_015),
});
const pick = fc.nat(1_000);
const cancel: fc.Arbitrary<Cancel> = fc.record({ kind: fc.constant('cancel'), pick });
const replace: fc.Arbitrary<Replace> = fc.record({
  kind: fc.constant('replace'),
  pick,
  priceTicks: price,
  leavesLots: lots,
});
const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: submit },
    { weight: 1, arbitrary: cancel },
    { weight: 3, arbitrary: replace },
  ),
  { minLength: 1, maxLength: 120, size: 'max' },
);

/** The fast engine and its specification side by side. */
class Pair {
  private readonly engine: MatchingEngine;
  private readonly reference: ReferenceBook;
  /** Handle by order id - 1; stale ones stay. */
  private readonly handles: number[] = [];

  constructor(keepPlaceOnDecrease: boolean) {
    this.engine = new MatchingEngine({ priceStepTicks: STEP, keepPlaceOnDecrease });
    this.reference = new ReferenceBook(STEP, keepPlaceOnDecrease);
  }

  apply(command: Command): void {
    if (command.kind === 'submit') this.submit(command);
    else if (this.handles.length > 0) {
      const orderId = 1 + (command.pick % this.handles.length);
      const handle = this.handles[orderId - 1] ?? -1;
      if (command.kind === 'cancel') {
        expect(this.engine.cancel(handle, orderId)).toBe(this.reference.cancel(orderId));
        expect(this.engine.events.count).toBe(0);
      } else {
        const { priceTicks, leavesLots } = command;
        const result = this.engine.replace(handle, orderId, priceTicks, leavesLots);
        if (result >= 0) expect(result).toBe(handle);
        this.compare(result, this.reference.replace(orderId, priceTicks, leavesLots));
      }
    }
    this.compareBooks();
  }

  private submit(c: Submit): void {
    const orderId = this.handles.length + 1;
    const order = [
      orderId,
      c.owner,
      c.side,
      c.type,
      c.timeInForce,
      c.postOnly,
      c.priceTicks,
      c.qtyLots,
      c.collarTicks,
    ] as const;
    const result = this.engine.submit(...order);
    this.compare(result, this.reference.submit(...order));
    this.handles.push(result);
  }

  private compare(result: number, wanted: ReturnType<ReferenceBook['submit']>): void {
    expect(result >= 0 ? 0 : result).toBe(wanted.code);
    expect(this.engine.events.leavesLots).toBe(wanted.leavesLots);
    expect(executionsOf(this.engine)).toEqual(wanted.executions);
  }

  checkInvariants(): void {
    this.engine.checkInvariants();
  }

  private compareBooks(): void {
    expect(this.engine.stateHash()).toBe(this.reference.stateHash());
    for (const side of [BUY, SELL] as const) {
      const resting: number[][] = [];
      this.engine.visitOrders(side, (...order) => resting.push(order));
      const wanted = this.reference.orders(side);
      expect(resting).toEqual(wanted.map((o) => [o.orderId, o.owner, o.priceTicks, o.leavesLots]));
      expect(this.engine.restingOrders(side)).toBe(wanted.length);
    }
    this.handles.forEach((handle, index) => {
      const wanted = this.reference.queueAheadLots(index + 1);
      expect(this.engine.queueAheadLots(handle, index + 1)).toBe(wanted);
    });
  }
}

function executionsOf(engine: MatchingEngine): ReferenceExecution[] {
  const { events } = engine;
  return Array.from({ length: events.count }, (_, index) => ({
    makerOrderId: events.makerOrderId[index] ?? NaN,
    makerOwner: events.makerOwner[index] ?? NaN,
    makerLeavesLots: events.makerLeavesLots[index] ?? NaN,
    takerOrderId: events.takerOrderId,
    takerOwner: events.takerOwner,
    priceTicks: events.priceTicks[index] ?? NaN,
    qtyLots: events.qtyLots[index] ?? NaN,
  }));
}

describe('the matching engine and its reference', () => {
  for (const keepPlaceOnDecrease of [true, false]) {
    test(`trade and rest the same after every command (keep place: ${String(keepPlaceOnDecrease)})`, () => {
      fc.assert(
        fc.property(commands, (sequence) => {
          const pair = new Pair(keepPlaceOnDecrease);
          sequence.forEach((command, index) => {
            pair.apply(command);
            // Every level of the window is checked, so not after each command.
            if (index % 16 === 15) pair.checkInvariants();
          });
          pair.checkInvariants();
        }),
        { numRuns: 150, seed: 20_260_301 },
      );
    });
  }
});
