import { showNextSlice } from '../book/iceberg.ts';
import type { OrderBook } from '../book/order-book.ts';
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { MatchEvents } from './match-events.ts';

/** The incoming order of a call: trades with the other side of the book and tells of each trade. */
export class Taker {
  /** Whether the order met one of its own owner's, where it must stop. */
  hitOwnOrder: boolean = false;
  private readonly book: OrderBook;
  private readonly events: MatchEvents;

  constructor(book: OrderBook, events: MatchEvents) {
    this.book = book;
    this.events = events;
  }

  /** Starts a call: no executions yet, all of `lots` open. */
  begin(orderId: number, owner: number, lots: number): void {
    const { events } = this;
    events.count = 0;
    events.sliceCount = 0;
    events.takerOrderId = orderId;
    events.takerOwner = owner;
    events.leavesLots = lots;
    this.hitOwnOrder = false;
  }

  /** Trades the taker against the other side up to a level; what is left is `events.leavesLots`. */
  trade(side: SideCode, limit: number): void {
    const { ladder } = this.book;
    if (side === BUY) {
      while (ladder.bestAsk <= limit && this.tradeAt(ladder.bestAsk));
    } else {
      while (ladder.bestBid >= limit && this.tradeAt(ladder.bestBid));
    }
  }

  /** Trades with the orders of one level, first in first; whether the taker can go on after it. */
  private tradeAt(level: number): boolean {
    const { book, events } = this;
    const priceTicks = book.ladder.priceOf(level);
    const owner = events.takerOwner;
    let slot = book.ladder.heads[level] ?? -1;
    while (slot >= 0) {
      if (owner !== 0 && book.ownerOf(slot) === owner) {
        this.hitOwnOrder = true;
        return false;
      }
      const next = book.nextOf(slot);
      this.execute(slot, priceTicks);
      if (events.leavesLots === 0) return false;
      slot = next;
    }
    return true;
  }

  /** One execution between the taker and what the order in `slot` shows. */
  private execute(slot: number, priceTicks: number): void {
    const { book, events } = this;
    const makerLots = book.leavesOf(slot);
    const takerLots = events.leavesLots;
    const lots = makerLots < takerLots ? makerLots : takerLots;
    events.reserve();
    const index = events.count;
    events.count = index + 1;
    events.makerOrderId[index] = book.orderIdOf(slot);
    events.makerHandle[index] = slot;
    events.makerOwner[index] = book.ownerOf(slot);
    events.makerLeavesLots[index] = makerLots - lots;
    events.priceTicks[index] = priceTicks;
    events.qtyLots[index] = lots;
    events.leavesLots = takerLots - lots;
    if (book.isIceberg(slot)) this.takeSlice(slot, index);
    else if (lots === makerLots) book.remove(slot);
    else book.reduce(slot, lots);
  }

  /** The rest of an execution with an iceberg, whose next slice the taker may meet again. */
  private takeSlice(slot: number, execution: number): void {
    const { book, events } = this;
    const shownLots = events.makerLeavesLots[execution] ?? 0;
    events.makerLeavesLots[execution] = shownLots + book.hiddenOf(slot);
    if (shownLots > 0) {
      book.reduce(slot, events.qtyLots[execution] ?? 0);
      return;
    }
    const sliceLots = showNextSlice(book, slot);
    if (sliceLots > 0) events.addSlice(execution, sliceLots);
  }

  /** Whether the taker would trade completely down to a level, its own orders ending the way. */
  isFillable(side: SideCode, limit: number): boolean {
    const { ladder } = this.book;
    let missing = this.events.leavesLots;
    let level = side === BUY ? ladder.bestAsk : ladder.bestBid;
    while (missing > 0 && (side === BUY ? level <= limit : level >= limit)) {
      const lots = this.lotsBeforeOwn(level);
      missing -= lots;
      if (lots < (ladder.lots[level] ?? 0)) return missing <= 0;
      level = side === BUY ? ladder.occupied.above(level) : ladder.occupied.below(level);
    }
    return missing <= 0;
  }

  /** What a level has for the taker; less than it shows when an own order ends the way there. */
  private lotsBeforeOwn(level: number): number {
    const { book } = this;
    const owner = this.events.takerOwner;
    if (owner === 0 && book.icebergs === null) return book.ladder.lots[level] ?? 0;
    let lots = 0;
    let hiddenLots = 0;
    let slot = book.ladder.heads[level] ?? -1;
    while (slot >= 0) {
      // Slices that are shown anew queue behind the own order, so what is hidden is out of reach.
      if (owner !== 0 && book.ownerOf(slot) === owner) return lots;
      lots += book.leavesOf(slot);
      hiddenLots += book.hiddenOf(slot);
      slot = book.nextOf(slot);
    }
    return lots + hiddenLots;
  }
}
