import { BUY } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { MatchEvents } from '../../../engine/matching/match-events.ts';
import { MARKET } from '../../../engine/matching/order-codes.ts';
import type { OrderTypeCode, TifCode } from '../../../engine/matching/order-codes.ts';
import {
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_DONE,
  RESULT_REFUSED_UNKNOWN,
} from '../../../engine/matching/result-codes.ts';
import type { Exchange } from './replayer.ts';

interface PlainOrder {
  readonly orderId: number;
  readonly side: SideCode;
  priceTicks: number;
  leavesLots: number;
}

/** One side: queues by price, and the prices in order with the best last. */
class PlainSide {
  readonly queues = new Map<number, PlainOrder[]>();
  readonly prices: number[] = [];
  private readonly sign: number;

  constructor(side: SideCode) {
    this.sign = side === BUY ? 1 : -1;
  }

  best(): number | undefined {
    return this.prices.at(-1);
  }

  add(order: PlainOrder): void {
    const queue = this.queues.get(order.priceTicks);
    if (queue !== undefined) {
      queue.push(order);
      return;
    }
    this.queues.set(order.priceTicks, [order]);
    this.prices.splice(this.placeOf(order.priceTicks), 0, order.priceTicks);
  }

  remove(order: PlainOrder): void {
    const queue = this.queues.get(order.priceTicks) ?? [];
    queue.splice(queue.indexOf(order), 1);
    if (queue.length > 0) return;
    this.queues.delete(order.priceTicks);
    this.prices.splice(this.placeOf(order.priceTicks), 1);
  }

  private placeOf(priceTicks: number): number {
    let low = 0;
    let high = this.prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.prices[middle] ?? 0) * this.sign < priceTicks * this.sign) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * An exchange as one writes it first - objects, maps and arrays - for ratios. Limit and market
 * orders, cancel and replace (to the back) only; produces the same events as the engine.
 */
export class PlainExchange implements Exchange {
  readonly events: MatchEvents = new MatchEvents();
  private readonly sides: readonly [PlainSide, PlainSide] = [new PlainSide(0), new PlainSide(1)];
  private readonly orders = new Map<number, PlainOrder>();

  submit(
    orderId: number,
    _owner: number,
    side: SideCode,
    type: OrderTypeCode,
    _timeInForce: TifCode,
    _postOnly: boolean,
    priceTicks: number,
    qtyLots: number,
  ): number {
    this.events.count = 0;
    this.events.takerOrderId = orderId;
    const order: PlainOrder = { orderId, side, priceTicks, leavesLots: qtyLots };
    if (type === MARKET) order.priceTicks = side === BUY ? Infinity : -Infinity;
    this.trade(order);
    if (order.leavesLots === 0) return RESULT_DONE;
    if (type === MARKET) return RESULT_CANCELED_NO_LIQUIDITY;
    this.orders.set(orderId, order);
    this.sides[side].add(order);
    return 0;
  }

  cancel(_handle: number, orderId: number): boolean {
    this.events.count = 0;
    const order = this.orders.get(orderId);
    if (order === undefined) return false;
    this.orders.delete(orderId);
    this.sides[order.side].remove(order);
    return true;
  }

  replace(handle: number, orderId: number, priceTicks: number, leavesLots: number): number {
    const order = this.orders.get(orderId);
    if (order === undefined) return RESULT_REFUSED_UNKNOWN;
    this.cancel(handle, orderId);
    return this.submit(orderId, 0, order.side, 1, 1, false, priceTicks, leavesLots);
  }

  private trade(taker: PlainOrder): void {
    const other = this.sides[taker.side === BUY ? 1 : 0];
    let best = other.best();
    while (best !== undefined && taker.leavesLots > 0 && reaches(taker, best)) {
      const maker = other.queues.get(best)?.[0];
      if (maker === undefined) return;
      const lots = Math.min(maker.leavesLots, taker.leavesLots);
      maker.leavesLots -= lots;
      taker.leavesLots -= lots;
      this.record(maker, best, lots);
      if (maker.leavesLots === 0) {
        this.orders.delete(maker.orderId);
        other.remove(maker);
      }
      best = other.best();
    }
  }

  private record(maker: PlainOrder, priceTicks: number, lots: number): void {
    const { events } = this;
    events.reserve();
    events.makerOrderId[events.count] = maker.orderId;
    events.makerLeavesLots[events.count] = maker.leavesLots;
    events.priceTicks[events.count] = priceTicks;
    events.qtyLots[events.count] = lots;
    events.count += 1;
  }
}

function reaches(taker: PlainOrder, priceTicks: number): boolean {
  return taker.side === BUY ? priceTicks <= taker.priceTicks : priceTicks >= taker.priceTicks;
}
