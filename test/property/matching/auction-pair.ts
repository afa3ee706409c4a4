import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { AuctionBook } from '../../../engine/matching/auction-book.ts';
import type { AuctionOrder } from '../../../engine/matching/auction-book.ts';
import type { AuctionTerms } from '../../../engine/matching/clearing-price.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { bruteForceAllocation, bruteForceClearing } from '../../support/reference-auction.ts';
import type { ReferenceParticipant } from '../../support/reference-auction.ts';
import { ReferenceBook } from '../../support/reference-book.ts';

const STEP = 5;

type Terms = Omit<AuctionTerms, 'priceStepTicks'>;

export type AuctionCommand =
  | {
      readonly kind: 'rest';
      readonly side: SideCode;
      readonly priceTicks: number;
      readonly qtyLots: number;
      readonly displayLots: number;
    }
  | {
      readonly kind: 'wait';
      readonly side: SideCode;
      readonly priceTicks: number;
      readonly qtyLots: number;
    }
  | { readonly kind: 'cancel'; readonly pick: number }
  | {
      readonly kind: 'replace';
      readonly pick: number;
      readonly priceTicks: number;
      readonly qtyLots: number;
    }
  | { readonly kind: 'uncross'; readonly terms: Terms };

const side = fc.constantFrom<SideCode[]>(BUY, SELL);
const limit = fc.integer({ min: 10, max: 22 }).map((level) => level * STEP);
const orMarket = fc.oneof(
  { weight: 8, arbitrary: limit },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(STEP, 2 * STEP, 7, -STEP) },
);
const qtyLots = fc.integer({ min: 1, max: 12 });
const pick = fc.nat(1_000);
const bound = fc.integer({ min: 45, max: 115 });
const terms: fc.Arbitrary<Terms> = fc
  .record({
    referenceTicks: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 140 })),
    bounds: fc.option(fc.tuple(bound, bound), { freq: 4 }),
  })
  .map(({ referenceTicks, bounds }) =>
    bounds === null
      ? { referenceTicks }
      : { referenceTicks, lowTicks: Math.min(...bounds), highTicks: Math.max(...bounds) },
  );

/** Sequences in which orders rest and wait, and an auction is held now and then. */
export const auctionSequences: fc.Arbitrary<AuctionCommand[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<AuctionCommand>[]>(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('rest'),
        side,
        priceTicks: limit,
        qtyLots,
        displayLots: fc.integer({ min: 0, max: 4 }),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('wait'), side, priceTicks: orMarket, qtyLots }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), pick }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('replace'), pick, priceTicks: orMarket, qtyLots }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('uncross'), terms }) },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** The auction and its specification side by side; throws where they differ. */
export class AuctionPair {
  private readonly engine = new MatchingEngine({ priceStepTicks: STEP });
  private readonly reference = new ReferenceBook(STEP);
  private readonly book = new AuctionBook(STEP);
  /** What should wait, in order of entry. */
  private waiting: AuctionOrder[] = [];
  private lastOrderId = 0;

  apply(command: AuctionCommand): void {
    switch (command.kind) {
      case 'rest':
        this.rest(command);
        break;
      case 'wait': {
        this.lastOrderId += 1;
        const order = { ...command, orderId: this.lastOrderId, owner: 1 + (this.lastOrderId % 2) };
        const isPrice = order.priceTicks >= 0 && order.priceTicks % STEP === 0;
        strictEqual(this.book.add(order) === 0, isPrice);
        if (isPrice) this.waiting.push(order);
        break;
      }
      case 'cancel': {
        const orderId = 1 + (command.pick % (this.lastOrderId + 1));
        strictEqual(
          this.book.cancel(orderId),
          this.waiting.some((o) => o.orderId === orderId),
        );
        this.waiting = this.waiting.filter((order) => order.orderId !== orderId);
        break;
      }
      case 'replace':
        this.replace(command);
        break;
      case 'uncross':
        this.uncross(command.terms);
    }
    this.compare();
  }

  /** As in the continuous book, where it may trade at once; plain when displayLots is 0. */
  private rest(command: Extract<AuctionCommand, { kind: 'rest' }>): void {
    this.lastOrderId += 1;
    const { priceTicks, displayLots } = command;
    const order = { ...command, orderId: this.lastOrderId, owner: 0, postOnly: false };
    if (displayLots > 0) {
      this.engine.submitIceberg(order);
      this.reference.submitIceberg(order);
      return;
    }
    const plain = [
      order.orderId,
      0,
      order.side,
      1,
      1,
      false,
      priceTicks,
      order.qtyLots,
      0,
    ] as const;
    this.engine.submit(...plain);
    this.reference.submit(...plain);
  }

  private replace({
    pick: n,
    priceTicks,
    qtyLots: lots,
  }: Extract<AuctionCommand, { kind: 'replace' }>): void {
    const orderId = 1 + (n % (this.lastOrderId + 1));
    const place = this.waiting.findIndex((order) => order.orderId === orderId);
    const before = this.waiting[place];
    const isPrice = priceTicks >= 0 && priceTicks % STEP === 0;
    const isTaken = before !== undefined && isPrice;
    strictEqual(this.book.replace(orderId, priceTicks, lots) === 0, isTaken);
    if (!isTaken) return;
    const after = { ...before, priceTicks, qtyLots: lots };
    if (priceTicks === before.priceTicks && lots <= before.qtyLots) this.waiting[place] = after;
    else this.waiting = [...this.waiting.filter((order) => order !== before), after];
  }

  private uncross(auctionTerms: Terms): void {
    const orders = this.participants();
    const wanted = bruteForceClearing(orders, { ...auctionTerms, priceStepTicks: STEP });
    deepStrictEqual(this.book.indicative(this.engine, auctionTerms), wanted);
    const { fills, canceled, ...clearing } = this.book.uncross(this.engine, auctionTerms);
    deepStrictEqual(clearing, wanted);
    const allocation = bruteForceAllocation(orders, wanted);
    deepStrictEqual(new Map(fills.map((fill) => [fill.orderId, fill.qtyLots])), allocation);
    strictEqual(fills.length, allocation.size);
    for (const fill of fills) {
      const order = orders.find((one) => one.orderId === fill.orderId);
      strictEqual(fill.leavesLots, (order?.qtyLots ?? NaN) - fill.qtyLots);
      strictEqual(fill.side, order?.side);
      const isWaiting = this.waiting.some((one) => one.orderId === fill.orderId);
      strictEqual(fill.isResting, !isWaiting);
      if (fill.isResting) this.reference.fillResting(fill.orderId, fill.qtyLots);
    }
    const left = this.waiting.map(({ orderId, qtyLots: lots }) => {
      return { orderId, leavesLots: lots - (allocation.get(orderId) ?? 0) };
    });
    deepStrictEqual(
      canceled,
      left.filter((order) => order.leavesLots > 0),
    );
    this.waiting = [];
  }

  private participants(): ReferenceParticipant[] {
    if (this.waiting.length === 0) return [];
    const resting = [...this.reference.orders(BUY), ...this.reference.orders(SELL)];
    return [...resting.map((order) => ({ ...order, qtyLots: order.leavesLots })), ...this.waiting];
  }

  private compare(): void {
    strictEqual(this.engine.stateHash(), this.reference.stateHash());
    const waiting: AuctionOrder[] = [];
    this.book.visit((order) => waiting.push(order));
    const byPrice = (a: AuctionOrder, b: AuctionOrder): number => a.priceTicks - b.priceTicks;
    deepStrictEqual(waiting.sort(byPrice), [...this.waiting].sort(byPrice));
    strictEqual(this.book.count, this.waiting.length);
    this.engine.checkInvariants();
  }
}
