import { ICEBERG_SLICES_MAX } from '../../engine/book/iceberg.ts';
import { LADDER_RANGE_MAX } from '../../engine/book/price-ladder.ts';
import { HASH_START, hashed } from '../../engine/book/state-hash.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import type { SideCode } from '../../engine/domain/side.ts';
import type { IcebergOrder } from '../../engine/matching/matching-engine.ts';
import { FOK, GTC, IOC, LIMIT, MARKET } from '../../engine/matching/order-codes.ts';
import type { OrderTypeCode, TifCode } from '../../engine/matching/order-codes.ts';
import * as result from '../../engine/matching/result-codes.ts';

/** An order as the reference keeps it. */
export interface ReferenceOrder {
  readonly orderId: number;
  readonly owner: number;
  readonly side: SideCode;
  readonly postOnly: boolean;
  /** An iceberg's slice; 0 for a plain order. */
  readonly displayLots: number;
  priceTicks: number;
  /** All that is open. */
  leavesLots: number;
  /** The part of it that others see and that trades in turn. */
  shownLots: number;
}

/** One trade of the reference's last call. */
export interface ReferenceExecution {
  readonly makerOrderId: number;
  readonly makerOwner: number;
  readonly makerLeavesLots: number;
  readonly takerOrderId: number;
  readonly takerOwner: number;
  readonly priceTicks: number;
  readonly qtyLots: number;
}

/** What the last call gave: the code, 0 when the order rests, and the trades. */
export interface ReferenceOutcome {
  readonly code: number;
  readonly leavesLots: number;
  readonly executions: readonly ReferenceExecution[];
  /** Icebergs that showed a new slice: after which execution, and how much. */
  readonly slices: readonly ReferenceSlice[];
}

export interface ReferenceSlice {
  readonly execution: number;
  readonly lots: number;
}

/**
 * The specification of the matching engine: two arrays of objects in order of priority, searched
 * from the front. Slow and plain on purpose; it shares only codes and constants with the engine.
 */
export class ReferenceBook {
  private readonly stepTicks: number;
  private readonly keepPlaceOnDecrease: boolean;
  private readonly queues: readonly [ReferenceOrder[], ReferenceOrder[]] = [[], []];

  constructor(stepTicks: number, keepPlaceOnDecrease = true) {
    this.stepTicks = stepTicks;
    this.keepPlaceOnDecrease = keepPlaceOnDecrease;
  }

  /** The side's orders in order of priority. */
  orders(side: SideCode): readonly ReferenceOrder[] {
    return this.queues[side];
  }

  submit(
    orderId: number,
    owner: number,
    side: SideCode,
    type: OrderTypeCode,
    timeInForce: TifCode,
    postOnly: boolean,
    limitTicks: number,
    qtyLots: number,
    collarTicks: number,
    displayLots = 0,
  ): ReferenceOutcome {
    const isMarket = type === MARKET;
    const isImmediate = isMarket || timeInForce === IOC || timeInForce === FOK;
    const worst = side === BUY ? Infinity : 0;
    const priceTicks = !isMarket ? limitTicks : collarTicks > 0 ? collarTicks : worst;
    const open = { leavesLots: qtyLots, shownLots: qtyLots };
    const order = { orderId, owner, side, postOnly, displayLots, priceTicks, ...open };
    const refusal = isMarket ? 0 : this.priceRefusal(priceTicks, isImmediate);
    if (refusal !== 0) return outcome(refusal, qtyLots);
    if (postOnly && (isMarket || this.crosses(order))) {
      return outcome(result.RESULT_REFUSED_POST_ONLY, qtyLots);
    }
    if (timeInForce === FOK && !this.copy().fillsCompletely({ ...order })) {
      return outcome(result.RESULT_CANCELED_FOK, qtyLots);
    }
    const trades = this.trade(order);
    const end = (code: number): ReferenceOutcome => outcome(code, order.leavesLots, trades);
    if (order.leavesLots === 0) return end(result.RESULT_DONE);
    if (this.crosses(order)) return end(result.RESULT_CANCELED_SELF_TRADE);
    if (isMarket && this.other(side).length === 0) return end(result.RESULT_CANCELED_NO_LIQUIDITY);
    if (isMarket) return end(result.RESULT_CANCELED_COLLAR);
    if (isImmediate) return end(result.RESULT_CANCELED_IOC);
    return end(this.rest(order) ? 0 : result.RESULT_CANCELED_BOOK_FULL);
  }

  /** A new iceberg: a gtc limit order of which one slice is shown once it rests. */
  submitIceberg(iceberg: IcebergOrder): ReferenceOutcome {
    const { orderId, owner, side, postOnly, priceTicks, qtyLots, displayLots } = iceberg;
    if (qtyLots > displayLots * ICEBERG_SLICES_MAX) {
      return outcome(result.RESULT_REFUSED_DISPLAY, qtyLots);
    }
    const plain = [orderId, owner, side, LIMIT, GTC, postOnly, priceTicks, qtyLots, 0] as const;
    return this.submit(...plain, displayLots);
  }

  /** Takes an order out; whether it rested. */
  cancel(orderId: number): boolean {
    for (const queue of this.queues) {
      const place = queue.findIndex((order) => order.orderId === orderId);
      if (place >= 0) {
        queue.splice(place, 1);
        return true;
      }
    }
    return false;
  }

  replace(orderId: number, priceTicks: number, leavesLots: number): ReferenceOutcome {
    const order = this.queues.flat().find((candidate) => candidate.orderId === orderId);
    if (order === undefined) return outcome(result.RESULT_REFUSED_UNKNOWN, leavesLots);
    const refusal = this.priceRefusal(priceTicks, false);
    if (refusal !== 0) return outcome(refusal, leavesLots);
    const isKept = priceTicks === order.priceTicks && leavesLots <= order.leavesLots;
    if (isKept && this.keepPlaceOnDecrease) {
      order.leavesLots = leavesLots;
      order.shownLots = Math.min(order.shownLots, leavesLots);
      return outcome(0, leavesLots);
    }
    if (order.displayLots > 0 && leavesLots > order.displayLots * ICEBERG_SLICES_MAX) {
      return outcome(result.RESULT_REFUSED_DISPLAY, leavesLots);
    }
    const changed = { ...order, priceTicks, leavesLots };
    if (changed.postOnly && this.crosses(changed)) {
      return outcome(result.RESULT_REFUSED_POST_ONLY, leavesLots);
    }
    this.cancel(orderId);
    const trades = this.trade(changed);
    const end = (code: number): ReferenceOutcome => outcome(code, changed.leavesLots, trades);
    if (changed.leavesLots === 0) return end(result.RESULT_DONE);
    if (this.crosses(changed)) return end(result.RESULT_CANCELED_SELF_TRADE);
    return end(this.rest(changed) ? 0 : result.RESULT_CANCELED_BOOK_FULL);
  }

  /** Takes lots out of a resting order as if takers had traded them. */
  fillResting(orderId: number, lots: number): void {
    for (let lot = 0; lot < lots; lot += 1) {
      const order = this.queues.flat().find((candidate) => candidate.orderId === orderId);
      if (order === undefined) throw new RangeError(`order ${String(orderId)} does not rest`);
      order.leavesLots -= 1;
      order.shownLots -= 1;
      if (order.shownLots > 0) continue;
      this.cancel(orderId);
      if (order.leavesLots > 0) this.restSlice(order);
    }
  }

  /** Lots shown by the orders before it at its price, -1 when it does not rest. */
  queueAheadLots(orderId: number): number {
    const order = this.queues.flat().find((candidate) => candidate.orderId === orderId);
    if (order === undefined) return -1;
    const level = this.queues[order.side].filter((o) => o.priceTicks === order.priceTicks);
    const ahead = level.slice(0, level.indexOf(order));
    return shownLots(ahead);
  }

  /** Levels of a side, best first: price, lots shown, orders. */
  depth(side: SideCode): [priceTicks: number, lots: number, orders: number][] {
    const prices = [...new Set(this.queues[side].map((order) => order.priceTicks))];
    return prices.map((price) => {
      const level = this.queues[side].filter((order) => order.priceTicks === price);
      return [price, shownLots(level), level.length];
    });
  }

  /** As the engine's state hash. */
  stateHash(): number {
    let hash = HASH_START;
    for (const side of [BUY, SELL] as const) {
      hash = hashed(hash, side);
      for (const order of this.queues[side]) {
        hash = hashed(hash, order.orderId);
        hash = hashed(hash, order.owner);
        hash = hashed(hash, order.priceTicks);
        hash = hashed(hash, order.leavesLots);
        if (order.displayLots === 0) continue;
        hash = hashed(hash, order.leavesLots - order.shownLots);
        hash = hashed(hash, order.displayLots);
      }
    }
    return hash;
  }

  private other(side: SideCode): ReferenceOrder[] {
    return this.queues[side === BUY ? SELL : BUY];
  }

  private priceRefusal(priceTicks: number, isImmediate: boolean): number {
    if (!Number.isSafeInteger(priceTicks) || priceTicks <= 0 || priceTicks % this.stepTicks !== 0) {
      return result.RESULT_REFUSED_PRICE_STEP;
    }
    const prices = [...this.queues.flat().map((order) => order.priceTicks), priceTicks];
    const steps = (Math.max(...prices) - Math.min(...prices)) / this.stepTicks;
    const isFar = !isImmediate && steps >= LADDER_RANGE_MAX;
    return isFar ? result.RESULT_REFUSED_PRICE_RANGE : 0;
  }

  private reaches(order: ReferenceOrder, maker: ReferenceOrder): boolean {
    return order.side === BUY
      ? maker.priceTicks <= order.priceTicks
      : maker.priceTicks >= order.priceTicks;
  }

  private crosses(order: ReferenceOrder): boolean {
    const best = this.other(order.side)[0];
    return best !== undefined && this.reaches(order, best);
  }

  private copy(): ReferenceBook {
    const copy = new ReferenceBook(this.stepTicks, this.keepPlaceOnDecrease);
    for (const side of [BUY, SELL] as const) {
      for (const order of this.queues[side]) copy.queues[side].push({ ...order });
    }
    return copy;
  }

  private fillsCompletely(order: ReferenceOrder): boolean {
    this.trade(order);
    return order.leavesLots === 0;
  }

  /** Trades with the first of the other side until it is out of reach, an own one, or nothing is left. */
  private trade(order: ReferenceOrder): Trades {
    const executions: ReferenceExecution[] = [];
    const slices: ReferenceSlice[] = [];
    while (order.leavesLots > 0) {
      const [maker] = this.other(order.side);
      if (maker === undefined || !this.reaches(order, maker)) break;
      if (order.owner !== 0 && maker.owner === order.owner) break;
      const qtyLots = Math.min(order.leavesLots, maker.shownLots);
      order.leavesLots -= qtyLots;
      maker.leavesLots -= qtyLots;
      maker.shownLots -= qtyLots;
      if (maker.shownLots === 0) {
        this.cancel(maker.orderId);
        if (maker.leavesLots > 0) {
          slices.push({ execution: executions.length, lots: this.restSlice(maker) });
        }
      }
      executions.push({
        makerOrderId: maker.orderId,
        makerOwner: maker.owner,
        makerLeavesLots: maker.leavesLots,
        takerOrderId: order.orderId,
        takerOwner: order.owner,
        priceTicks: maker.priceTicks,
        qtyLots,
      });
    }
    return { executions, slices };
  }

  /** Shows the next slice behind all of its price; its lots. */
  private restSlice(order: ReferenceOrder): number {
    const level = this.queues[order.side].filter((o) => o.priceTicks === order.priceTicks);
    const roomLots = Number.MAX_SAFE_INTEGER - shownLots(level);
    order.shownLots = Math.min(order.displayLots, order.leavesLots, roomLots);
    this.insert(order);
    return order.shownLots;
  }

  /** Rests what is left of an order; false when the price's quantity would be unsafe. */
  private rest(order: ReferenceOrder): boolean {
    const level = this.queues[order.side].filter((o) => o.priceTicks === order.priceTicks);
    if (shownLots(level) + order.leavesLots > Number.MAX_SAFE_INTEGER) return false;
    const { displayLots, leavesLots } = order;
    order.shownLots = displayLots === 0 ? leavesLots : Math.min(displayLots, leavesLots);
    this.insert(order);
    return true;
  }

  /** Behind all of its price or better. */
  private insert(order: ReferenceOrder): void {
    const queue = this.queues[order.side];
    const isBehind = (o: ReferenceOrder): boolean =>
      order.side === BUY ? o.priceTicks < order.priceTicks : o.priceTicks > order.priceTicks;
    const place = queue.findIndex(isBehind);
    queue.splice(place < 0 ? queue.length : place, 0, order);
  }
}

type Trades = Pick<ReferenceOutcome, 'executions' | 'slices'>;

function shownLots(orders: readonly ReferenceOrder[]): number {
  return orders.reduce((sum, order) => sum + order.shownLots, 0);
}

function outcome(
  code: number,
  leavesLots: number,
  trades: Trades = { executions: [], slices: [] },
): ReferenceOutcome {
  return { code, leavesLots, ...trades };
}
