import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { OrderBook } from '../book/order-book.ts';
import type { QuotedSide } from './quoted-side.ts';

/** The feed does not show the price, so nobody knows. */
export const UNKNOWN_LOTS: number = -1;

/**
 * Displayed lots ahead of each own order at its price, by slot: the queue model's memory.
 * - At a price better than the quote nobody is ahead; at the quote all that is displayed is; at a
 *   worse price nobody knows until the quote comes there.
 * - Prints at the price take from what is ahead; `consume` says how.
 * - A size that shrinks by more than was printed was cancelled, evenly over the queue: the order
 *   advances by its share of it, rounded down. What is ahead is never more than is displayed.
 */
export class QueueAhead {
  private readonly book: OrderBook;
  private readonly lots: number[] = [];

  constructor(book: OrderBook) {
    this.book = book;
  }

  of(slot: number): number {
    return this.lots[slot] ?? UNKNOWN_LOTS;
  }

  /** An order has joined the queue of its price. */
  join(slot: number, side: SideCode, ticks: number, quote: QuotedSide): void {
    if (quote.ticks === 0 || isBetter(side, ticks, quote.ticks)) this.lots[slot] = 0;
    else this.lots[slot] = ticks === quote.ticks ? quote.lots : UNKNOWN_LOTS;
  }

  /** The quote of the orders' own side has changed; at the same price `canceledLots` were cancelled. */
  onQuote(side: SideCode, quote: QuotedSide, canceledLots: number): void {
    const { ladder } = this.book;
    const step = side === BUY ? -1 : 1;
    let level = side === BUY ? ladder.bestBid : ladder.bestAsk;
    while (level >= 0 && level < ladder.levels) {
      const ticks = ladder.priceOf(level);
      if (quote.ticks > 0 && isBetter(side, quote.ticks, ticks)) return;
      const isAtQuote = ticks === quote.ticks;
      for (let slot = ladder.heads[level] ?? -1; slot >= 0; slot = this.book.nextOf(slot)) {
        if (!isAtQuote) this.lots[slot] = 0;
        else this.lots[slot] = advanced(this.of(slot), quote.lots, canceledLots);
      }
      level = step < 0 ? ladder.occupied.below(level) : ladder.occupied.above(level);
    }
  }

  /**
   * Takes lots of a print out of what is ahead of an order; returns what is left of the print then,
   * which the order may fill.
   */
  consume(slot: number, lots: number): number {
    const ahead = this.of(slot);
    if (ahead === UNKNOWN_LOTS) return 0;
    const part = Math.min(ahead, lots);
    this.lots[slot] = ahead - part;
    return lots - part;
  }
}

/** Whether an order of a side is ahead of others at the price `b`. */
export function isBetter(side: SideCode, a: number, b: number): boolean {
  return side === BUY ? a > b : a < b;
}

function advanced(ahead: number, displayed: number, canceled: number): number {
  if (ahead === UNKNOWN_LOTS) return displayed;
  // What was printed is gone from the queue already, what is left of it was cancelled from.
  const queueBefore = displayed + canceled;
  const own = Math.min(ahead, queueBefore);
  const share = canceled === 0 ? 0 : evenShare(own, canceled, queueBefore);
  return own - share;
}

/** `part` of `whole` that falls on `lots` of it, rounded down; exact for all safe integers. */
function evenShare(lots: number, part: number, whole: number): number {
  const product = lots * part;
  if (Number.isSafeInteger(product)) return Math.floor(product / whole);
  return Number((BigInt(lots) * BigInt(part)) / BigInt(whole));
}
