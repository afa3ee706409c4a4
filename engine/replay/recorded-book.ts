/**
 * Takes recorded rows one by one and lets house orders follow them. A trade is sent as an aggressive
 * order and the matching engine decides whom it fills; the C and M rows that tell its consequences
 * then find them done. What rests is corrected by these rows, never by the F rows. Where this book
 * and the recording part (icebergs, cancels under way, the trader's own orders), the row is taken as
 * far as it makes sense and counted.
 */
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { HouseMarket } from '../ports.ts';
import * as rows from './order-flow.ts';
import type { OrderFlow } from './order-flow.ts';
import { noCounts } from './replay-counts.ts';
import type { ReplayCounts } from './replay-counts.ts';

interface LiveOrder {
  handle: number;
  /** Id that the market gave it. */
  orderId: number;
  readonly side: SideCode;
  priceTicks: number;
}

interface WaitingOrder {
  readonly side: SideCode;
  readonly priceTicks: number;
  readonly qtyLots: number;
}

/** Told which recorded order an order of the market stands for. */
export type EnteredListener = (marketOrderId: number, recordedOrderId: number) => void;

/** A replay has one instrument. */
const INSTRUMENT = 0;
/** Times an order is entered again after resting orders consumed it; a trader's order may be huge. */
const ENTRIES_MAX = 8;

export class RecordedBook {
  readonly counts: ReplayCounts = noCounts();
  private readonly flow: OrderFlow;
  private readonly onEntered: EnteredListener;
  /** By recorded order id: what rests, or was filled here while the recording has it resting. */
  private readonly live = new Map<number, LiveOrder>();
  /** By recorded order id, in order of arrival: would cross before the auction. */
  private readonly waiting = new Map<number, WaitingOrder>();
  /** Recorded orders that F rows have named. */
  private readonly filled = new Set<number>();
  /** Row after the opening auction's result; 0 without one. */
  private readonly auctionEnd: number;

  constructor(flow: OrderFlow, onEntered: EnteredListener) {
    this.flow = flow;
    this.onEntered = onEntered;
    this.auctionEnd = rows.auctionOf(flow)?.end ?? 0;
  }

  /** Takes row `row`; rows come in order, each once. */
  apply(row: number, market: HouseMarket): void {
    switch (this.flow.action[row]) {
      case rows.ADD:
        this.add(row, market);
        break;
      case rows.CANCEL:
        this.cancel(row, market);
        break;
      case rows.MODIFY:
        this.modify(row, market);
        break;
      case rows.TRADE:
        this.trade(row, market);
        break;
      case rows.FILL:
        this.fill(row);
        break;
      default:
        this.clear(market);
    }
    if (row === this.auctionEnd - 1) this.endAuction(market);
  }

  private add(row: number, market: HouseMarket): void {
    const side = this.sideOf(row);
    const recordedId = this.flow.orderId[row] ?? 0;
    if (side === null || this.live.has(recordedId) || this.waiting.has(recordedId)) {
      this.counts.unknownOrder += 1;
      return;
    }
    this.counts.added += 1;
    this.place(row, side, market);
  }

  private cancel(row: number, market: HouseMarket): void {
    const { counts } = this;
    const recordedId = this.flow.orderId[row] ?? 0;
    const order = this.live.get(recordedId);
    if (this.waiting.delete(recordedId)) counts.canceled += 1;
    else if (order === undefined) counts.unknownOrder += 1;
    else {
      this.live.delete(recordedId);
      if (market.cancel(INSTRUMENT, order.handle, order.orderId)) counts.canceled += 1;
      else if (this.filled.has(recordedId)) counts.toldTwice += 1;
      else counts.filledHereOnly += 1;
    }
    this.filled.delete(recordedId);
  }

  private modify(row: number, market: HouseMarket): void {
    const { counts, flow } = this;
    const recordedId = flow.orderId[row] ?? 0;
    const order = this.live.get(recordedId);
    const side = this.sideOf(row);
    if (side === null || (order === undefined && !this.waiting.has(recordedId))) {
      counts.unknownOrder += 1;
      return;
    }
    this.waiting.delete(recordedId);
    const leaves =
      order === undefined ? 0 : market.leavesLots(INSTRUMENT, order.handle, order.orderId);
    if (order === undefined || leaves === 0 || order.side !== side) {
      if (order !== undefined) market.cancel(INSTRUMENT, order.handle, order.orderId);
      if (order === undefined) counts.modified += 1;
      else counts.shownAgain += 1;
      this.place(row, side, market);
      return;
    }
    const isSame = order.priceTicks === flow.priceTicks[row] && leaves === flow.qtyLots[row];
    if (isSame && this.filled.has(recordedId)) counts.toldTwice += 1;
    else counts.modified += 1;
    if (!isSame) this.change(row, order, market);
  }

  private trade(row: number, market: HouseMarket): void {
    const { counts, flow } = this;
    const side = this.sideOf(row);
    if (side === null) {
      counts.auctionRows += 1;
      return;
    }
    counts.taken += 1;
    const lots = flow.qtyLots[row] ?? 0;
    const taken = market.take(INSTRUMENT, side, flow.priceTicks[row] ?? 0, lots);
    if (taken < lots) counts.foundTooLittle += 1;
  }

  private fill(row: number): void {
    if (this.sideOf(row) === null) this.counts.auctionRows += 1;
    else this.counts.fillRows += 1;
    this.filled.add(this.flow.orderId[row] ?? 0);
  }

  private clear(market: HouseMarket): void {
    this.counts.cleared += 1;
    for (const { handle, orderId } of this.live.values()) {
      market.cancel(INSTRUMENT, handle, orderId);
    }
    this.live.clear();
    this.waiting.clear();
    this.filled.clear();
  }

  /** Enters the order of a row, or lets it wait for the auction if it would cross before it. */
  private place(row: number, side: SideCode, market: HouseMarket): void {
    const { flow } = this;
    const recordedId = flow.orderId[row] ?? 0;
    const priceTicks = flow.priceTicks[row] ?? 0;
    const qtyLots = flow.qtyLots[row] ?? 0;
    if (row < this.auctionEnd && crosses(market, side, priceTicks)) {
      this.counts.waitedForAuction += 1;
      this.live.delete(recordedId);
      this.waiting.set(recordedId, { side, priceTicks, qtyLots });
      return;
    }
    this.enter(recordedId, side, priceTicks, qtyLots, market);
  }

  /** New price or size of an order that rests here. */
  private change(row: number, order: LiveOrder, market: HouseMarket): void {
    const priceTicks = this.flow.priceTicks[row] ?? 0;
    if (crosses(market, order.side, priceTicks)) {
      market.cancel(INSTRUMENT, order.handle, order.orderId);
      this.place(row, order.side, market);
      return;
    }
    const { handle, orderId } = order;
    const lots = this.flow.qtyLots[row] ?? 0;
    order.priceTicks = priceTicks;
    if (!market.replace(INSTRUMENT, handle, orderId, priceTicks, lots)) this.counts.refused += 1;
  }

  /**
   * Makes the order rest with its whole size, as it does in the recording: orders that it meets here
   * have left the recorded book, so they are traded with first.
   */
  private enter(
    recordedId: number,
    side: SideCode,
    priceTicks: number,
    qtyLots: number,
    market: HouseMarket,
  ): void {
    const isMeeting = crosses(market, side, priceTicks);
    if (isMeeting) this.counts.metOthers += 1;
    let handle = -1;
    for (let entries = 0; handle < 0 && entries < ENTRIES_MAX; entries += 1) {
      handle = market.limit(INSTRUMENT, side, priceTicks, qtyLots);
      this.onEntered(market.lastOrderId(), recordedId);
      if (handle < 0 && !isMeeting) {
        this.counts.refused += 1;
        break;
      }
    }
    const orderId = market.lastOrderId();
    this.live.set(recordedId, { handle, orderId, side, priceTicks });
    if (isMeeting && handle >= 0) {
      market.replace(INSTRUMENT, handle, orderId, priceTicks, qtyLots);
    }
  }

  private endAuction(market: HouseMarket): void {
    for (const [recordedId, { side, priceTicks, qtyLots }] of this.waiting) {
      this.enter(recordedId, side, priceTicks, qtyLots, market);
    }
    this.waiting.clear();
  }

  private sideOf(row: number): SideCode | null {
    const side = this.flow.side[row] ?? rows.NO_SIDE;
    return rows.isOrderSide(side) ? side : null;
  }
}

function crosses(market: HouseMarket, side: SideCode, priceTicks: number): boolean {
  if (side === BUY) {
    const ask = market.bestAskTicks(INSTRUMENT);
    return ask > 0 && priceTicks >= ask;
  }
  const bid = market.bestBidTicks(INSTRUMENT);
  return bid > 0 && priceTicks <= bid;
}
