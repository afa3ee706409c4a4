import { HASH_START, bookStateHash, hashed } from '../book/state-hash.ts';
import type { FillModel } from '../domain/fill-model.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { BookView } from '../matching/book-view.ts';
import { MatchEvents } from '../matching/match-events.ts';
import { QueueAhead } from './queue-ahead.ts';
import { QuotedSide } from './quoted-side.ts';

/** Own orders, the feed's quote, and what can be asked of the two together. */
export class TopOfBookView extends BookView {
  /** Executions of own orders in the last call; those of the feed's other traders are not here. */
  readonly events: MatchEvents = new MatchEvents();
  readonly model: FillModel;
  protected readonly bid: QuotedSide = new QuotedSide();
  protected readonly ask: QuotedSide = new QuotedSide();
  protected readonly ahead: QueueAhead;

  constructor(priceStepTicks: number, model: FillModel) {
    super(priceStepTicks);
    this.model = model;
    this.ahead = new QueueAhead(this.book);
  }

  /** The feed's best bid, 0 when there is none; own orders do not show. */
  override bestBidTicks(): number {
    return this.bid.ticks;
  }

  override bestAskTicks(): number {
    return this.ask.ticks;
  }

  override bestBidLots(): number {
    return this.bid.lots;
  }

  override bestAskLots(): number {
    return this.ask.lots;
  }

  /** The feed's, in which own orders do not show. */
  override bestTicksOfOthers(side: SideCode): number {
    return this.quoteOf(side).ticks;
  }

  /** The quote's side as the one level that is known; the number of its orders is not (0). */
  override depth(side: SideCode, levels: number, out: Float64Array): number {
    const { ticks, lots } = this.quoteOf(side);
    if (levels < 1 || ticks === 0) return 0;
    out.set([ticks, lots, 0]);
    return 1;
  }

  /** Displayed lots ahead by the queue model; -1 when nobody knows or it does not rest. */
  override queueAheadLots(handle: number, orderId: number): number {
    const isQueued = this.model === 'queue' && this.book.pool.holds(handle, orderId);
    return isQueued ? this.ahead.of(handle) : -1;
  }

  /** Always -1: a quote does not say how many orders it is made of. */
  override queueAheadOrders(): number {
    return -1;
  }

  /** Hash of own orders with their places, and of the quote. */
  override stateHash(): number {
    let hash = hashed(HASH_START, bookStateHash(this.book));
    for (const { ticks, lots, printedLots } of [this.bid, this.ask]) {
      for (const value of [ticks, lots, printedLots]) hash = hashed(hash, value);
    }
    for (const side of [BUY, SELL] as const) {
      this.visitOrders(side, (_id, _owner, _ticks, _lots, _hidden, _display, handle) => {
        hash = hashed(hash, this.ahead.of(handle) + 1);
      });
    }
    return hash;
  }

  protected begin(orderId: number, owner: number, lots: number): void {
    const { events } = this;
    events.count = 0;
    events.sliceCount = 0;
    events.takerOrderId = orderId;
    events.takerOwner = owner;
    events.leavesLots = lots;
  }

  protected quoteOf(side: SideCode): QuotedSide {
    return side === BUY ? this.bid : this.ask;
  }

  protected farSide(side: SideCode): QuotedSide {
    return side === BUY ? this.ask : this.bid;
  }

  protected first(side: SideCode): number {
    const { ladder } = this.book;
    const level = side === BUY ? ladder.bestBid : ladder.bestAsk;
    return level < 0 || level >= ladder.levels ? -1 : (ladder.heads[level] ?? -1);
  }

  protected bestOwn(side: SideCode): number {
    const slot = this.first(side);
    return slot < 0 ? 0 : this.book.ladder.priceOf(this.book.levelOf(slot));
  }

  /** `slot` is the own maker's, -1 where the order of the call took from the feed's market. */
  protected addEvent(
    slot: number,
    priceTicks: number,
    lots: number,
    makerLeavesLots: number,
  ): void {
    const { events, book } = this;
    events.reserve();
    const index = events.count;
    events.count = index + 1;
    events.makerOrderId[index] = slot < 0 ? 0 : book.orderIdOf(slot);
    events.makerHandle[index] = slot;
    events.makerOwner[index] = slot < 0 ? 0 : book.ownerOf(slot);
    events.makerLeavesLots[index] = makerLeavesLots;
    events.priceTicks[index] = priceTicks;
    events.qtyLots[index] = lots;
  }
}
