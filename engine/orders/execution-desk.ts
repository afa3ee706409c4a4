import { NIL } from '../book/order-pool.ts';
import type { RiskLimits } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import { ORDER_STATUSES, isWaitingStop } from '../domain/order.ts';
import type { OrderReason } from '../domain/order.ts';
import { BUY, SELL } from '../domain/side.ts';
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
import type { OrderRegistry } from './order-registry.ts';
import { KIND, KIND_SELL, STATUS, isStopKind } from './order-row.ts';
import { HANDLE, ROW_WIDTH } from './order-table.ts';
import { takePlace } from './queue-place.ts';
import { reasonOf } from './result-words.ts';
import { tradesIn } from './session-checks.ts';
import type { SessionDesk } from './session-desk.ts';
import type { StopDesk } from './stop-desk.ts';
import { NO_HANDLE, awaitsQuote } from './waiting-orders.ts';
import { WorkingOrder } from './working-order.ts';

/** Status of an order that waits for its session or an auction and is in no book. */
const WAITS: number = ORDER_STATUSES.indexOf('accepted');

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
    const market = this.#marketOf(working.symbol);
    stops.trigger(working, market, election, numbers.nextPrioritySeq(), nowUs);
    this.enter(working);
  }

  /** Gives an order to its book that has waited elsewhere and is among the open orders already. */
  enter(working: WorkingOrder): void {
    const { order } = working;
    const market = this.#marketOf(order.symbol);
    if (!tradesIn(market.state, order) || awaitsQuote(market, order)) {
      this.#ports.sessions().wait(working);
      return;
    }
    // The market may have run to where its money could not be counted.
    const limits = this.#ports.limits();
    const isCountable = hasRoomFor(order, market, limits, this.#ports);
    const result = isCountable ? enterBook(order, market, limits) : null;
    if (result === null || isRefused(result)) this.#end(working.slot, 'refused');
    else {
      working.handle = result;
      this.record(working.slot, market, result);
    }
  }

  /** Records what a matching call has done to the order that it was about, which is in `slot`. */
  record(slot: number, market: InstrumentMarket, result: SubmitResult): void {
    const exchange = this.#ports.exchange();
    const { table } = this.#ports.orders;
    const { count, qtyLots: lots, priceTicks: ticks } = market.matching.events;
    const isSell = ((table.rows[slot * ROW_WIDTH + KIND] ?? 0) & KIND_SELL) !== 0;
    for (let i = 0; i < count; i += 1) {
      this.#fill(slot, market, lots[i] ?? 0, ticks[i] ?? 0, false);
    }
    exchange.afterMatching(market, isSell ? SELL : BUY);
    if (isResting(result)) takePlace(table, slot, market, exchange.nowUs, false);
    else if (result !== RESULT_DONE) this.#end(slot, reasonOf(result));
  }

  /** Records that a resting order was hit; one that is requeued has gone to the back of its price. */
  fillMaker(id: OrderId, lots: number, ticks: number, isRequeued: boolean): void {
    const { table } = this.#ports.orders;
    const slot = table.findWorking(id);
    assert(slot !== NIL, 'an order of a trader that rests is known');
    const market = this.#marketOf(table.symbolAt(slot));
    this.#fill(slot, market, lots, ticks, true);
    if (isRequeued) takePlace(table, slot, market, this.#ports.exchange().nowUs, true);
  }

  /** Takes a working order out of wherever it rests or waits, and reports its end. */
  cancel(slot: number, reason: OrderReason): void {
    const { table } = this.#ports.orders;
    const { rows } = table;
    const at = slot * ROW_WIDTH;
    const market = this.#marketOf(table.symbolAt(slot));
    const handle = rows[at + HANDLE] ?? NO_HANDLE;
    const isOut =
      rows[at + STATUS] === WAITS ||
      (isStopKind(rows[at + KIND] ?? 0)
        ? this.#takeStopOut(slot, market)
        : handle === NO_HANDLE || market.matching.cancel(handle, rows[at] ?? 0));
    assert(isOut, 'a working order rests in its book');
    market.touch(this.#ports.exchange().nowUs);
    this.#end(slot, reason);
  }

  /** Takes an order out that is a stop, or was one and rests. */
  #takeStopOut(slot: number, market: InstrumentMarket): boolean {
    const working = new WorkingOrder(this.#ports.orders.table, slot);
    const { order, handle } = working;
    if (isWaitingStop(order)) return this.#ports.stops.leave(working, market);
    return handle === NO_HANDLE || market.matching.cancel(handle, order.orderId);
  }

  #fill(
    slot: number,
    { instrument, calendar }: InstrumentMarket,
    lots: number,
    ticks: number,
    isMaker: boolean,
  ): void {
    const { nowUs } = this.#ports.exchange();
    const date = calendar.tradeDateOf(nowUs);
    this.#ports.reports.fill(slot, instrument, lots, ticks, isMaker, date, nowUs);
  }

  #end(slot: number, reason: OrderReason): void {
    this.#ports.reports.end(slot, reason, this.#ports.exchange().nowUs);
  }

  #marketOf(symbol: string): InstrumentMarket {
    const market = this.#ports.exchange().market(symbol);
    assert(market !== undefined, 'the instrument of an order is traded here');
    return market;
  }
}
