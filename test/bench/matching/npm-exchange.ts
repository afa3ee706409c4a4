import { OrderBook as HftOrderBook } from 'hft-limit-order-book';
import { OrderBook as NodejsOrderBook } from 'nodejs-order-book';
import { BUY } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { MatchEvents } from '../../../engine/matching/match-events.ts';
import { MARKET } from '../../../engine/matching/order-codes.ts';
import type { OrderTypeCode, TifCode } from '../../../engine/matching/order-codes.ts';
import { RESULT_DONE, RESULT_REFUSED_UNKNOWN } from '../../../engine/matching/result-codes.ts';
import type { Exchange } from './replayer.ts';

interface NpmOrder {
  readonly id: string;
  readonly size: number;
  readonly price: number;
}

/** An order that was met completely, the taker among them, and one that was met in part. */
interface NpmResponse {
  readonly done: readonly NpmOrder[];
  readonly partial: NpmOrder | null;
  readonly partialQuantityProcessed: number;
  readonly err: unknown;
}

/** What the two packages have in common. */
interface NpmOrderBook {
  limit(order: {
    side: string;
    id: string;
    size: number;
    price: number;
    timeInForce: string;
  }): NpmResponse;
  market(order: { side: string; size: number }): NpmResponse;
  cancel(id: string): unknown;
  modify(id: string, change: { price: number; size: number }): NpmResponse;
}

/** Makes an empty book of a package, by its name in figures. */
export const NPM_ORDER_BOOKS: Readonly<Record<string, () => NpmOrderBook>> = {
  // Both declare enums for what are the same words; the trades are checked in every round.
  'nodejs-order-book': () => new NodejsOrderBook() as unknown as NpmOrderBook,
  'hft-limit-order-book': () => new HftOrderBook() as unknown as NpmOrderBook,
};

/** An order book from npm behind the calls of a workload, with the same events as the engine. */
export class NpmExchange implements Exchange {
  readonly events: MatchEvents = new MatchEvents();
  private readonly book: NpmOrderBook;

  constructor(book: NpmOrderBook) {
    this.book = book;
  }

  submit(
    orderId: number,
    _owner: number,
    side: SideCode,
    type: OrderTypeCode,
    _timeInForce: TifCode,
    _postOnly: boolean,
    price: number,
    size: number,
  ): number {
    const word = side === BUY ? 'buy' : 'sell';
    const id = String(orderId);
    const response =
      type === MARKET
        ? this.book.market({ side: word, size })
        : this.book.limit({ side: word, id, size, price, timeInForce: 'GTC' });
    this.take(response, orderId, id);
    return RESULT_DONE;
  }

  cancel(_handle: number, orderId: number): boolean {
    this.events.count = 0;
    return this.book.cancel(String(orderId)) !== undefined;
  }

  replace(_handle: number, orderId: number, price: number, size: number): number {
    const id = String(orderId);
    const response = this.book.modify(id, { price, size });
    this.take(response, orderId, id);
    return response.err === null ? RESULT_DONE : RESULT_REFUSED_UNKNOWN;
  }

  private take(response: NpmResponse, orderId: number, takerId: string): void {
    const { events } = this;
    events.count = 0;
    events.takerOrderId = orderId;
    for (const order of response.done) {
      if (order.id !== takerId) this.add(order, order.size, 0);
    }
    const { partial } = response;
    if (partial !== null && partial.id !== takerId) {
      this.add(partial, response.partialQuantityProcessed, partial.size);
    }
  }

  private add(maker: NpmOrder, lots: number, leavesLots: number): void {
    const { events } = this;
    events.reserve();
    events.makerOrderId[events.count] = Number(maker.id);
    events.makerLeavesLots[events.count] = leavesLots;
    events.priceTicks[events.count] = maker.price;
    events.qtyLots[events.count] = lots;
    events.count += 1;
  }
}
