import { assert } from '../domain/assert.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { priceTicks } from '../domain/price.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { BUY, SELL, sideCode } from '../domain/side.ts';
import { US_PER_SECOND } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Election } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { RESULT_REFUSED_STOP_SIDE, isRefused } from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import type { ExecutionReports } from './execution-reports.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderRegistry } from './order-registry.ts';
import { replacedOrder } from './replace-checks.ts';
import type { ReplacedTerms } from './replace-checks.ts';
import { stopRefusalOf } from './result-words.ts';
import { triggeredLimitTicks } from './stop-prices.ts';
import { asActive } from './waiting-orders.ts';
import type { WorkingOrder } from './working-order.ts';

/**
 * Stops that may wait at a venue. One trade can elect all of them, whose events, some five each, must
 * fit into the journal's queue at once.
 */
export const WAITING_STOPS_MAX = 4_096;

/** Least time between two reports of where a trailing stop is. */
const RESTATE_EVERY_US = US_PER_SECOND;

/** The traders' stops from acceptance until the market elects them; what they do then is the core's. */
export class StopDesk {
  /** Market time from when `restate` has something to look at. */
  nextRestateUs: number = Number.POSITIVE_INFINITY;
  readonly #orders: OrderRegistry;
  readonly #reports: ExecutionReports;
  readonly #trailing = new Map<OrderId, InstrumentMarket>();
  #waiting = 0;

  constructor(orders: OrderRegistry, reports: ExecutionReports) {
    this.#orders = orders;
    this.#reports = reports;
  }

  /** Whether another stop may wait. */
  get hasRoom(): boolean {
    return this.#waiting < WAITING_STOPS_MAX;
  }

  /** Keeps room for a stop loss that its entry will activate. */
  hold(): void {
    this.#waiting += 1;
  }

  /** Lets a held stop wait for its price; false when the market has passed it already. */
  activate(working: WorkingOrder, market: InstrumentMarket): boolean {
    this.#refer(market);
    const handle = this.#enter(working.order, market);
    working.handle = handle;
    assert(handle >= 0 || handle === RESULT_REFUSED_STOP_SIDE, 'a held stop has a place kept');
    return handle >= 0;
  }

  /** Takes a new stop and reports that it waits, or says why it cannot. */
  place(order: Order, market: InstrumentMarket): Order | Refusal {
    if (!this.hasRoom) return stopsFull(order.orderId);
    this.#refer(market);
    const handle = this.#enter(order, market);
    if (isRefused(handle)) return stopRefusalOf(handle, order);
    const placed = asStanding(order, market, handle);
    this.#watch(placed, market, placed.updatedUs);
    this.#orders.addWorking(placed, handle);
    return this.#reports.report('order.accepted', placed);
  }

  /**
   * Puts a stop of the last run back, as it was reported last; false when it has no place any more. No
   * price is told, so that nothing but the next trade or quote elects it, wherever the market is by now.
   */
  restore(order: Order, market: InstrumentMarket, nowUs: TimeUs): boolean {
    const handle = this.#enter(order, market);
    if (isRefused(handle)) return false;
    this.#watch(order, market, nowUs);
    this.#orders.addWorking(order, handle);
    return true;
  }

  /**
   * Lets a stop that has waited for its session wait for its price; null when there is no room. The
   * market may have passed that price meanwhile: then the next trade or quote elects it.
   */
  wake(working: WorkingOrder, market: InstrumentMarket, nowUs: TimeUs): Order | null {
    const { order } = working;
    if (!this.hasRoom) return null;
    const ticks = market.stopReferenceTicks(sideCode(order.side));
    const hwmTicks = order.hwmTicks ?? (ticks === 0 ? null : priceTicks(ticks));
    market.stops.setReference(0, 0);
    const handle = this.#enter({ ...order, hwmTicks }, market);
    this.#refer(market);
    if (isRefused(handle)) return null;
    working.handle = handle;
    this.#watch(order, market, nowUs);
    return asStanding(asActive(order, nowUs), market, handle);
  }

  /** Changes a stop that waits. Another stop price or trail makes it the last among equals. */
  replace(
    { order, handle }: WorkingOrder,
    market: InstrumentMarket,
    terms: ReplacedTerms,
    numbers: OrderNumbers,
    nowUs: TimeUs,
  ): Order | Refusal {
    const { stops } = market;
    const trail = terms.trailTicks ?? terms.trailBasisPoints;
    const hasMoved =
      order.type === 'trailing_stop'
        ? trail !== (order.trailTicks ?? order.trailBasisPoints)
        : terms.stopPriceTicks !== order.stopPriceTicks;
    this.#refer(market);
    const unmoved = replacedOrder(order, terms, order.prioritySeq, nowUs);
    if (hasMoved) {
      const result =
        trail === null
          ? stops.replace(handle, order.orderId, terms.stopPriceTicks ?? 0)
          : stops.replaceTrail(handle, order.orderId, trail);
      if (isRefused(result)) return stopRefusalOf(result, unmoved);
    }
    const prioritySeq = hasMoved ? numbers.nextPrioritySeq() : order.prioritySeq;
    const replaced = { ...unmoved, prioritySeq };
    return this.#reports.report('order.replaced', asStanding(replaced, market, handle));
  }

  /**
   * Takes a stop out that waits no longer because it is cancelled or has expired. One of a group may
   * be held, or be elected and not executed yet, and is in no book then.
   */
  leave({ order, handle }: WorkingOrder, market: InstrumentMarket): boolean {
    this.#forget(order.orderId);
    return market.stops.cancel(handle, order.orderId) || order.orderClass !== 'simple';
  }

  /** Reports that a trade or a quote has elected a stop: it is a market or limit order from here. */
  trigger(
    { order }: WorkingOrder,
    market: InstrumentMarket,
    { stopTicks, hwmTicks }: Election,
    prioritySeq: number,
    nowUs: TimeUs,
  ): Order {
    this.#forget(order.orderId);
    const last = this.#restate(order, stopTicks, hwmTicks, nowUs);
    const limitPriceTicks = triggeredLimitTicks(market, last);
    return this.#reports.report('order.triggered', {
      ...last,
      limitPriceTicks: limitPriceTicks === null ? null : priceTicks(limitPriceTicks),
      triggeredUs: nowUs,
      triggeredBy: market.stopTrigger,
      updatedUs: nowUs,
      prioritySeq,
    });
  }

  /** Reports the trailing stops that have moved since they were reported last. */
  restate(nowUs: TimeUs): void {
    for (const [id, market] of this.#trailing) {
      const working = this.#orders.workingById(id);
      if (working === undefined) continue;
      const { order, handle } = working;
      const { stops } = market;
      this.#restate(order, stops.stopTicks(handle, id), stops.hwmTicks(handle, id), nowUs);
    }
    this.nextRestateUs = nowUs + RESTATE_EVERY_US;
  }

  #restate(order: Order, stopTicks: number, hwmTicks: number, nowUs: TimeUs): Order {
    if (order.hwmTicks === null) return order;
    if (order.stopPriceTicks === stopTicks && order.hwmTicks === hwmTicks) return order;
    return this.#reports.report('order.restated', {
      ...order,
      stopPriceTicks: priceTicks(stopTicks),
      hwmTicks: priceTicks(hwmTicks),
      updatedUs: nowUs,
    });
  }

  #enter(order: Order, market: InstrumentMarket): SubmitResult {
    const { orderId: id, type, stopPriceTicks, trailTicks, trailBasisPoints, hwmTicks } = order;
    const side = sideCode(order.side);
    if (type !== 'trailing_stop') return market.stops.add(id, side, stopPriceTicks ?? 0);
    return market.stops.addTrailing({
      orderId: id,
      side,
      trailTicks: trailTicks ?? 0,
      trailBps: trailBasisPoints ?? 0,
      ...(hwmTicks === null ? {} : { hwmTicks }),
    });
  }

  /** Tells the stop book of a market that has not traded yet where prices are. */
  #refer(market: InstrumentMarket): void {
    market.stops.setReference(market.stopReferenceTicks(BUY), market.stopReferenceTicks(SELL));
  }

  #watch(order: Order, market: InstrumentMarket, nowUs: TimeUs): void {
    this.#waiting += 1;
    if (order.type !== 'trailing_stop') return;
    if (this.#trailing.size === 0) this.nextRestateUs = nowUs + RESTATE_EVERY_US;
    this.#trailing.set(order.orderId, market);
  }

  #forget(id: OrderId): void {
    this.#waiting -= 1;
    this.#trailing.delete(id);
    if (this.#trailing.size === 0) this.nextRestateUs = Number.POSITIVE_INFINITY;
  }
}

/** Why no further stop can wait. */
export function stopsFull(value: unknown): Refusal {
  const rule = `at most ${String(WAITING_STOPS_MAX)} stops that wait`;
  return refusal('book.stops_full', '', value, rule);
}

/** The order with the prices at which the stop book has it. */
function asStanding(order: Order, { stops }: InstrumentMarket, handle: number): Order {
  if (order.type !== 'trailing_stop') return order;
  return {
    ...order,
    stopPriceTicks: priceTicks(stops.stopTicks(handle, order.orderId)),
    hwmTicks: priceTicks(stops.hwmTicks(handle, order.orderId)),
  };
}
