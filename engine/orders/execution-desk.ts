import type { RiskLimits } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Liquidity, Order, OrderReason } from '../domain/order.ts';
import { sideCode } from '../domain/side.ts';
import type { Election, Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { RESULT_DONE, isRefused, isResting } from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import type { Account } from '../portfolio/account.ts';
import { enterBook } from './book-entry.ts';
import type { ExecutionReports } from './execution-reports.ts';
import { hasRoomFor } from './guarded-order.ts';
import type { OrderGroups } from './order-groups.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderRegistry, WorkingOrder } from './order-registry.ts';
import { reasonOf } from './result-words.ts';
import { tradesIn } from './session-checks.ts';
import type { SessionDesk } from './session-desk.ts';
import type { StopDesk } from './stop-desk.ts';
import { takePlace } from './take-place.ts';
import { NO_HANDLE } from './waiting-orders.ts';

/** What the desk needs from the core that it is a part of; functions for what is made after it. */
export interface ExecutionDeskPorts {
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly numbers: OrderNumbers;
  readonly account: Account;
  readonly limits: () => RiskLimits;
  readonly exchange: () => Exchange;
  readonly groups: () => OrderGroups;
  readonly sessions: () => SessionDesk;
}

/** Gives working orders to their books, takes them out, and records what the books do to them. */
export class ExecutionDesk {
  readonly #ports: ExecutionDeskPorts;

  constructor(ports: ExecutionDeskPorts) {
    this.#ports = ports;
  }

  /** Executes a stop that a trade has elected; it has its priority from here. */
  trigger(election: Election): void {
    const { orders, stops, numbers } = this.#ports;
    const working = orders.workingById(orderId(election.orderId));
    // What elected it may have filled the other exit of its group.
    if (working === undefined) return;
    this.#ports.groups().prepareTrigger(working.order);
    const { nowUs } = this.#ports.exchange();
    const market = this.#marketOf(working.order);
    stops.trigger(working, market, election, numbers.nextPrioritySeq(), nowUs);
    this.enter(working);
  }

  /** Gives an order to its book that has waited elsewhere and is among the open orders already. */
  enter(working: WorkingOrder): void {
    const { order } = working;
    const market = this.#marketOf(order);
    if (!tradesIn(market.state, order)) {
      this.#ports.sessions().wait(working);
      return;
    }
    // The market may have run to where its money could not be counted.
    const limits = this.#ports.limits();
    const isCountable = hasRoomFor(order, market, limits, this.#ports);
    const result = isCountable ? enterBook(order, market, limits) : null;
    if (result === null || isRefused(result)) this.#end(order, 'refused');
    else {
      working.handle = result;
      this.record(working, market, result);
    }
  }

  /** Records what a matching call has done to the order it was about. */
  record(working: WorkingOrder, market: InstrumentMarket, result: SubmitResult): void {
    const exchange = this.#ports.exchange();
    const { count, qtyLots: lots, priceTicks: ticks } = market.matching.events;
    for (let i = 0; i < count; i += 1) {
      working.order = this.#fill(working.order, market, lots[i] ?? 0, ticks[i] ?? 0, 'taker');
    }
    exchange.afterMatching(market, sideCode(working.order.side));
    if (isResting(result)) takePlace(working, market, exchange.nowUs);
    else if (result !== RESULT_DONE) this.#end(working.order, reasonOf(result));
  }

  /** Records that a resting order was hit; one that is requeued has gone to the back of its price. */
  fillMaker(id: OrderId, lots: number, ticks: number, isRequeued: boolean): void {
    const working = this.#ports.orders.workingById(id);
    assert(working !== undefined, 'an order of a trader that rests is known');
    const market = this.#marketOf(working.order);
    this.#fill(working.order, market, lots, ticks, 'maker');
    if (isRequeued) takePlace(working, market, this.#ports.exchange().nowUs, isRequeued);
  }

  /** Takes an order out of wherever it rests or waits, and reports its end. */
  cancel(working: WorkingOrder, reason: OrderReason): Order {
    const { order, handle } = working;
    const market = this.#marketOf(order);
    const isOut =
      order.status === 'accepted' ||
      (isWaitingStop(order)
        ? this.#ports.stops.leave(working, market)
        : handle === NO_HANDLE || market.matching.cancel(handle, order.orderId));
    assert(isOut, 'a working order rests in its book');
    market.touch(this.#ports.exchange().nowUs);
    return this.#end(order, reason);
  }

  #fill(
    order: Order,
    { instrument, calendar }: InstrumentMarket,
    lastQtyLots: number,
    lastPriceTicks: number,
    liquidity: Liquidity,
  ): Order {
    const { nowUs } = this.#ports.exchange();
    const tradeDate = calendar.tradeDateOf(nowUs);
    const execution = { lastQtyLots, lastPriceTicks, liquidity, tradeDate };
    return this.#ports.reports.fill(order, instrument, execution, nowUs);
  }

  #end(order: Order, reason: OrderReason): Order {
    return this.#ports.reports.end(order, reason, this.#ports.exchange().nowUs);
  }

  #marketOf({ symbol }: Order): InstrumentMarket {
    const market = this.#ports.exchange().market(symbol);
    assert(market !== undefined, `the instrument ${symbol} of an order is traded here`);
    return market;
  }
}
