import type { QueueReport } from '../contract/order-explanation.ts';
import type { Order } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';

/**
 * The place of a resting order in the queue of its price: what was ahead when it joined, and what has
 * happened at the price since. The book knows the place of now; joining at the back costs no walk.
 */
export class QueuePlace {
  /** The priority it stands for; another one is another place. */
  readonly prioritySeq: number;
  readonly #market: InstrumentMarket;
  readonly #priceTicks: number;
  readonly #joinedUs: TimeUs;
  readonly #aheadLots: number;
  readonly #aheadOrders: number;
  readonly #tradedBefore: number;
  readonly #filledBefore: number;

  /** Of an order that rests under `handle` in the market's book as of now. */
  constructor(market: InstrumentMarket, order: Order, handle: number, nowUs: TimeUs) {
    const { matching, watched } = market;
    this.prioritySeq = order.prioritySeq;
    this.#market = market;
    this.#priceTicks = matching.priceTicks(handle, order.orderId);
    this.#joinedUs = nowUs;
    this.#aheadLots = matching.queueAheadLots(handle, order.orderId);
    this.#aheadOrders = matching.queueAheadOrders(handle, order.orderId);
    watched.watch(this.#priceTicks);
    this.#tradedBefore = watched.tradedLots(this.#priceTicks);
    this.#filledBefore = order.cumQtyLots;
  }

  /** The order has left this place. */
  leave(): void {
    this.#market.watched.unwatch(this.#priceTicks);
  }

  /** The place in numbers. O(queue). */
  report(order: Order, handle: number): QueueReport {
    const { matching, watched } = this.#market;
    const tradedLots = watched.tradedLots(this.#priceTicks) - this.#tradedBefore;
    const ownFilledLots = order.cumQtyLots - this.#filledBefore;
    const aheadLots = known(matching.queueAheadLots(handle, order.orderId));
    const aheadAtEntryLots = known(this.#aheadLots);
    // Nobody behind trades before it, so what traded was ahead or its own.
    const leftLots = (aheadAtEntryLots ?? 0) - (tradedLots - ownFilledLots) - (aheadLots ?? 0);
    const isKnown = aheadAtEntryLots !== null && aheadLots !== null;
    return {
      joinedUs: this.#joinedUs,
      aheadAtEntryLots,
      aheadAtEntryOrders: known(this.#aheadOrders),
      tradedLots,
      ownFilledLots,
      leftAheadLots: isKnown ? Math.max(0, leftLots) : null,
      aheadLots,
      aheadOrders: known(matching.queueAheadOrders(handle, order.orderId)),
      shownLots: matching.shownLots(handle, order.orderId),
    };
  }
}

/** The book says -1 for what nobody can know. */
function known(value: number): number | null {
  return value < 0 ? null : value;
}
