import { LADDER_RANGE_MAX } from '../../engine/book/price-ladder.ts';
import { HASH_START, hashed } from '../../engine/book/state-hash.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import type { SideCode } from '../../engine/domain/side.ts';
import { FOK, IOC, MARKET } from '../../engine/matching/order-codes.ts';
import type { OrderTypeCode, TifCode } from '../../engine/matching/order-codes.ts';
import * as result from '../../engine/matching/result-codes.ts';

/** An order as the reference keeps it. */
export interface ReferenceOrder {
  readonly orderId: number;
  readonly owner: number;
  readonly side: SideCode;
  readonly postOnly: boolean;
  priceTicks: number;
  leavesLots: number;
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
  ): ReferenceOutcome {
    const isMarket = type === MARKET;
    const isImmediate = isMarket || timeInForce === IOC || timeInForce === FOK;
    const worst = side === BUY ? Infinity : 0;
    const priceTicks = !isMarket ? limitTicks : collarTicks > 0 ? collarTicks : worst;
    const order = { orderId, owner, side, postOnly, priceTicks, leavesLots: qtyLots };
    const refusal = isMarket ? 0 : this.priceRefusal(priceTicks, isImmediate);
    if (refusal !== 0) return outcome(refusal, qtyLots);
    if (postOnly && (isMarket || this.crosses(order))) {
      return outcome(result.RESULT_REFUSED_POST_ONLY, qtyLots);
    }
    if (timeInForce === FOK && this.tradableLots(order) < qtyLots) {
      return outcome(result.RESULT_CANCELED_FOK, qtyLots);
    }
    const executions = this.trade(order);
    const end = (code: number): ReferenceOutcome => outcome(code, order.leavesLots, executions);
    if (order.leavesLots === 0) return end(result.RESULT_DONE);
    if (this.crosses(order)) return end(result.RESULT_CANCELED_SELF_TRADE);
    if (isMarket && this.other(side).length === 0) return end(result.RESULT_CANCELED_NO_LIQUIDITY);
    if (isMarket) return end(result.RESULT_CANCELED_COLLAR);
    if (isImmediate) return end(result.RESULT_CANCELED_IOC);
    return end(this.rest(order) ? 0 : result.RESULT_CANCELED_BOOK_FULL);
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
      return outcome(0, leavesLots);
    }
    const changed = { ...order, priceTicks, leavesLots };
    if (changed.postOnly && this.crosses(changed)) {
      return outcome(result.RESULT_REFUSED_POST_ONLY, leavesLots);
    }
    this.cancel(orderId);
    const executions = this.trade(changed);
    const end = (code: number): ReferenceOutcome => outcome(code, changed.leavesLots, executions);
    if (changed.leavesLots === 0) return end(result.RESULT_DONE);
    if (this.crosses(changed)) return end(result.RESULT_CANCELED_SELF_TRADE);
    return end(this.rest(changed) ? 0 : result.RESULT_CANCELED_BOOK_FULL);
  }

  /** Lots of the orders before it at its price, -1 when it does not rest. */
  queueAheadLots(orderId: number): number {
    const order = this.queues.flat().find((candidate) => candidate.orderId === orderId);
    if (order === undefined) return -1;
    const level = this.queues[order.side].filter((o) => o.priceTicks === order.priceTicks);
    const ahead = level.slice(0, level.indexOf(order));
    return ahead.reduce((sum, o) => sum + o.leavesLots, 0);
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

  /** Makers that the order would trade with, in order, were it large enough. */
  private makers(order: ReferenceOrder): ReferenceOrder[] {
    const reached = this.other(order.side).filter((maker) => this.reaches(order, maker));
    const own = reached.findIndex((maker) => order.owner !== 0 && maker.owner === order.owner);
    return own < 0 ? reached : reached.slice(0, own);
  }

  private tradableLots(order: ReferenceOrder): number {
    return this.makers(order).reduce((sum, maker) => sum + maker.leavesLots, 0);
  }

  private trade(order: ReferenceOrder): ReferenceExecution[] {
    const executions: ReferenceExecution[] = [];
    for (const maker of this.makers(order)) {
      if (order.leavesLots === 0) break;
      const qtyLots = Math.min(order.leavesLots, maker.leavesLots);
      order.leavesLots -= qtyLots;
      maker.leavesLots -= qtyLots;
      if (maker.leavesLots === 0) this.cancel(maker.orderId);
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
    return executions;
  }

  /** Behind all of its price or better; false when the price's quantity would be unsafe. */
  private rest(order: ReferenceOrder): boolean {
    const queue = this.queues[order.side];
    const level = queue.filter((o) => o.priceTicks === order.priceTicks);
    const lots = level.reduce((sum, o) => sum + o.leavesLots, order.leavesLots);
    if (lots > Number.MAX_SAFE_INTEGER) return false;
    const isBehind = (o: ReferenceOrder): boolean =>
      order.side === BUY ? o.priceTicks < order.priceTicks : o.priceTicks > order.priceTicks;
    const place = queue.findIndex(isBehind);
    queue.splice(place < 0 ? queue.length : place, 0, order);
    return true;
  }
}

function outcome(
  code: number,
  leavesLots: number,
  executions: readonly ReferenceExecution[] = [],
): ReferenceOutcome {
  return { code, leavesLots, executions };
}
