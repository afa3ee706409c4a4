/**
 * Orders of one instrument that wait for an auction (on open or on close, market and limit), and the
 * auction itself: one price (clearing-price.ts) for them and for what rests in the continuous book.
 * Each side fills in order of price, market orders first; among equal prices what rests goes before
 * what came for the auction only, then the first in is first. What does not fill is cancelled.
 *
 * An auction has no taker, so its outcome is a list of fills, not of pairs: an order may well meet
 * another of its owner. Who must not trade with himself is refused on entry, above this. It runs
 * twice a day and may allocate.
 */
import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { clearingOf } from './clearing-price.ts';
import type { AuctionInterest, AuctionTerms, Clearing } from './clearing-price.ts';
import type { Matching } from './matching.ts';
import {
  RESULT_REFUSED_AUCTION_FULL,
  RESULT_REFUSED_PRICE_STEP,
  RESULT_REFUSED_UNKNOWN,
} from './result-codes.ts';

/** Most orders that can wait for one auction. */
export const AUCTION_ORDERS_MAX: number = 2 ** 16;

export interface AuctionOrder extends AuctionInterest {
  readonly orderId: number;
  readonly owner: number;
}

/** What an order traded in an auction, at its price. */
export interface AuctionFill {
  readonly orderId: number;
  readonly owner: number;
  readonly side: SideCode;
  readonly qtyLots: number;
  /** Open afterwards: it rests on if it did before, or is cancelled. */
  readonly leavesLots: number;
  readonly isResting: boolean;
}

export interface AuctionOutcome extends Clearing {
  /** Buys, then sells, each in order of priority; both sides add up to the volume. */
  readonly fills: readonly AuctionFill[];
  /** Orders that waited for the auction and have not filled completely, in order of entry. */
  readonly canceled: readonly { readonly orderId: number; readonly leavesLots: number }[];
}

/** An order that takes part; the handle is -1 for one that waited for the auction only. */
interface Participant extends AuctionOrder {
  readonly handle: number;
}

export class AuctionBook {
  private readonly stepTicks: number;
  /** By order id, in order of priority among equal prices. */
  private readonly orders = new Map<number, AuctionOrder>();

  /** Prices are multiples of `priceStepTicks`. */
  constructor(priceStepTicks: number) {
    assert(Number.isSafeInteger(priceStepTicks) && priceStepTicks > 0, 'a step is at least 1');
    this.stepTicks = priceStepTicks;
  }

  /** Orders that wait. */
  get count(): number {
    return this.orders.size;
  }

  /** Takes an order whose id does not wait yet: 0, or why it is refused. */
  add(order: AuctionOrder): number {
    const { orderId, qtyLots, priceTicks } = order;
    assert(!this.orders.has(orderId), 'an order waits once');
    assert(qtyLots > 0 && Number.isSafeInteger(qtyLots), 'a quantity is a safe integer >= 1');
    if (!this.isPrice(priceTicks)) return RESULT_REFUSED_PRICE_STEP;
    if (this.orders.size === AUCTION_ORDERS_MAX) return RESULT_REFUSED_AUCTION_FULL;
    this.orders.set(orderId, order);
    return 0;
  }

  /** Takes a waiting order out; false when it does not wait. */
  cancel(orderId: number): boolean {
    return this.orders.delete(orderId);
  }

  /** Changes price (0: market) and quantity; only a pure decrease keeps its place. 0 or a code. */
  replace(orderId: number, priceTicks: number, qtyLots: number): number {
    const order = this.orders.get(orderId);
    assert(qtyLots > 0 && Number.isSafeInteger(qtyLots), 'a quantity is a safe integer >= 1');
    if (order === undefined) return RESULT_REFUSED_UNKNOWN;
    if (!this.isPrice(priceTicks)) return RESULT_REFUSED_PRICE_STEP;
    const keepsPlace = priceTicks === order.priceTicks && qtyLots <= order.qtyLots;
    if (!keepsPlace) this.orders.delete(orderId);
    this.orders.set(orderId, { ...order, priceTicks, qtyLots });
    return 0;
  }

  /** Price, volume and imbalance if the auction were now; changes nothing. */
  indicative(resting: Matching, terms: Omit<AuctionTerms, 'priceStepTicks'>): Clearing {
    return clearingOf(this.participants(resting), { ...terms, priceStepTicks: this.stepTicks });
  }

  /** Holds the auction: fills what rests in the book, empties this one, and tells what came of it. */
  uncross(resting: Matching, terms: Omit<AuctionTerms, 'priceStepTicks'>): AuctionOutcome {
    const participants = this.participants(resting);
    const clearing = clearingOf(participants, { ...terms, priceStepTicks: this.stepTicks });
    const fills: AuctionFill[] = [];
    const left = new Map([...this.orders].map(([orderId, { qtyLots }]) => [orderId, qtyLots]));
    for (const side of [BUY, SELL] as const) {
      for (const [order, qtyLots] of allocate(participants, side, clearing)) {
        const { orderId, owner, handle } = order;
        const leavesLots = order.qtyLots - qtyLots;
        if (handle >= 0) resting.fillResting(handle, orderId, qtyLots);
        else left.set(orderId, leavesLots);
        fills.push({ orderId, owner, side, qtyLots, leavesLots, isResting: handle >= 0 });
      }
    }
    this.orders.clear();
    const canceled = [...left].flatMap(([orderId, leavesLots]) =>
      leavesLots > 0 ? [{ orderId, leavesLots }] : [],
    );
    return { ...clearing, fills, canceled };
  }

  /** Walks what waits in order of entry. */
  visit(visit: (order: AuctionOrder) => void): void {
    this.orders.forEach(visit);
  }

  /** What rests first, so that among equal prices it has priority. */
  private participants(resting: Matching): Participant[] {
    const participants: Participant[] = [];
    // What rests does not trade with itself, so without others there is no auction.
    if (this.orders.size === 0) return participants;
    for (const side of [BUY, SELL] as const) {
      resting.visitOrders(side, (orderId, owner, priceTicks, qtyLots, _hidden, _slice, handle) => {
        participants.push({ orderId, owner, side, priceTicks, qtyLots, handle });
      });
    }
    for (const order of this.orders.values()) participants.push({ ...order, handle: -1 });
    return participants;
  }

  private isPrice(priceTicks: number): boolean {
    const isOnStep = Number.isSafeInteger(priceTicks) && priceTicks % this.stepTicks === 0;
    return isOnStep && priceTicks >= 0;
  }
}

/** Who trades how much on a side, in order of priority. */
function allocate(
  participants: readonly Participant[],
  side: SideCode,
  { priceTicks, volumeLots }: Clearing,
): [order: Participant, qtyLots: number][] {
  const rank = ({ priceTicks: limit }: Participant): number => {
    if (limit === 0) return -Infinity;
    return side === BUY ? -limit : limit;
  };
  const worst = side === BUY ? -priceTicks : priceTicks;
  const eligible = participants
    .filter((order) => order.side === side && rank(order) <= worst)
    .sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  const allocations: [Participant, number][] = [];
  let leftLots = volumeLots;
  for (const order of eligible) {
    if (leftLots === 0) break;
    const qtyLots = Math.min(leftLots, order.qtyLots);
    leftLots -= qtyLots;
    allocations.push([order, qtyLots]);
  }
  return allocations;
}
