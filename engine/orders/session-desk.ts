/**
 * What time does to orders. At every start and end of a session, in order of time, however far the
 * clock has jumped, and in this order:
 *
 * 1. The regular session's end holds the closing auction.
 * 2. What has expired is told of: day orders at the end of their last session, gtc orders after 90
 *    days, auction orders that their auction has left unfilled.
 * 3. What rests and does not trade in the session that begins leaves the book and waits (`accepted`),
 *    keeping its priority.
 * 4. What has waited for this session, or for the end of a halt, is activated in order of priority:
 *    stops first, then the others in one auction with what rests; what it leaves open enters the book.
 *
 * What could only meet a market that nobody has seen yet waits on: in a session whose first quote has not
 * come (the feed is down, the machine slept over the open), and at the start of a run until the market is
 * there. That quote then opens it.
 *
 * A halt stops all of it: what rests stays where it is and what is entered waits. Ending a halt is step
 * 4. Orders for an opening that falls into one wait for the auction that opens the market again in that
 * session; a closing auction that does is not held, since nothing opens again before the next day. A
 * market that is always open never turns.
 */
import { assert } from '../domain/assert.ts';
import type { MarketState } from '../domain/market.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { SessionClock } from '../market/session-clock.ts';
import type { MarketHours } from '../market/session-clock.ts';
import type { TradingState } from '../market/trading-state.ts';
import { AuctionDesk } from './auction-desk.ts';
import type { AuctionPorts, PriceBand } from './auction-desk.ts';
import type { ExecutionReports } from './execution-reports.ts';
import { ExpiryWatch } from './expiry-watch.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderTable } from './order-table.ts';
import { leavePlace } from './queue-place.ts';
import { keepsPlace, replacedOrder } from './replace-checks.ts';
import type { ReplacedTerms } from './replace-checks.ts';
import { checkAuctionEntry, checkSession, isAuctionOrder, tradesIn } from './session-checks.ts';
import type { StopDesk } from './stop-desk.ts';
import {
  NO_HANDLE,
  asActive,
  asWaiting,
  awaitsQuote,
  checkSteps,
  waitingOrders,
} from './waiting-orders.ts';
import type { WorkingOrder } from './working-order.ts';

/** What the desk needs from the core that it is a part of. */
export interface SessionPorts extends AuctionPorts {
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly numbers: OrderNumbers;
  /** Gives an order that works to its book and records what it does there. */
  readonly enter: (working: WorkingOrder) => void;
  /** Hears that time has moved on to a session's start or end, before anything trades at it. */
  readonly onTime: () => void;
}

export class SessionDesk {
  readonly #ports: SessionPorts;
  readonly #auctions: AuctionDesk;
  readonly #expiries = new ExpiryWatch();
  readonly #clock: SessionClock;
  /** Markets known by their orders that have begun this run without any. */
  #empty: InstrumentMarket[] = [];

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    ports.exchange.onAwaitedQuote = (market) => {
      this.#open(market, null);
    };
    this.#auctions = new AuctionDesk(ports);
    this.#clock = new SessionClock(ports.exchange.markets, ports.exchange.nowUs);
  }

  /** Whether `advance` has something to do at `us`. It is asked with every command: a number would be garbage. */
  isDue(us: number): boolean {
    return us >= this.#clock.nextUs || us >= this.#expiries.nextUs || this.#empty.length > 0;
  }

  /** Takes in a market that trades from now on. */
  add(market: InstrumentMarket): void {
    this.#clock.add(market, this.#ports.exchange.nowUs);
  }

  /** Takes account of when an order ends; null: never by itself. */
  watch(expiresUs: number | null): void {
    this.#expiries.watch(expiresUs ?? Number.POSITIVE_INFINITY);
  }

  /** To be called once all orders of the last run are back: those whose hour has come meanwhile work. */
  start(): void {
    const { exchange, orders } = this.#ports;
    this.#expire(exchange.nowUs, false);
    const symbols = new Set<string>();
    for (const { order, handle } of orders.working()) {
      const isIdle = handle < 0 || isWaitingStop(order);
      const { symbol } = order;
      if (isIdle ? order.status === 'accepted' : !this.#trades(order)) symbols.add(symbol);
    }
    for (const symbol of symbols) {
      const market = exchange.market(symbol);
      assert(market !== undefined, 'a working order has a market');
      this.#leave(market);
      this.#awaitMarket(market);
      if (market.isTrading) this.#open(market, null);
    }
  }

  /** Has a market that begins its run wait for a quote, or for the orders that make one. */
  #awaitMarket(market: InstrumentMarket): void {
    // There is none of an earlier run.
    market.awaitsQuoteUs = 1;
    if (market.topOfBook === null) this.#empty.push(market);
  }

  /** Opens the markets that have got their orders since. */
  #openFilled(): void {
    // It is asked with every order of the house for as long as there is one.
    if (!this.#empty.some(isQuoted)) return;
    const filled = this.#empty.filter(isQuoted);
    this.#empty = this.#empty.filter((market) => !isQuoted(market));
    for (const market of filled) {
      market.awaitsQuoteUs = 0;
      if (market.isTrading) this.#open(market, null);
    }
  }

  /** Does everything that is due up to `us`, each at its own time; the clock ends at `us` or before. */
  advance(us: TimeUs): void {
    const { exchange } = this.#ports;
    this.#openFilled();
    while (this.#clock.nextUs <= us) {
      this.#expire(this.#clock.nextUs - 1, false);
      // Calendars and pauses name times in whole microseconds.
      exchange.nowUs = timeUs(this.#clock.nextUs);
      this.#ports.onTime();
      this.#turn();
    }
    this.#expire(us, false);
  }

  /** Takes an order that cannot trade yet, or says why it cannot be entered; null when it trades now. */
  place(order: Order, market: InstrumentMarket): Order | Refusal | null {
    const { exchange, orders, reports } = this.#ports;
    const { nowUs } = exchange;
    const wrong = checkSession(market, order.type, order.timeInForce, nowUs);
    if (wrong !== null) return wrong;
    if (tradesIn(market.state, order)) return null;
    const own = isAuctionOrder(order) ? this.#auctions.checkOwn(order) : null;
    const unfit = checkSteps(market, order) ?? own;
    if (unfit !== null) return unfit;
    const waiting = asWaiting(order, nowUs);
    orders.addWorking(waiting, NO_HANDLE);
    this.watch(waiting.expiresUs);
    return reports.report('order.accepted', waiting);
  }

  /** Changes an order that waits, which is `order` now, or says why not; null when that is for its book or the stops to do. */
  replace(
    working: WorkingOrder,
    order: Order,
    market: InstrumentMarket,
    terms: ReplacedTerms,
  ): Order | Refusal | null {
    const { exchange, numbers, orders, reports } = this.#ports;
    const { timeInForce } = order;
    const isKept = keepsPlace(order, terms);
    const isWaiting = order.status === 'accepted';
    // In a halt what would move in the book leaves it, and waits for the end of the halt.
    if (!isWaiting && (isWaitingStop(order) || market.isTrading || isKept)) return null;
    const isForAuction = timeInForce === 'opg' || timeInForce === 'cls';
    const late = isForAuction
      ? checkAuctionEntry(market.calendar, timeInForce, exchange.nowUs)
      : null;
    const unfit = late ?? checkSteps(market, terms);
    if (unfit !== null) return unfit;
    if (!isWaiting) takeOut(orders.table, working, market);
    const seq = isKept ? order.prioritySeq : numbers.nextPrioritySeq();
    const replaced = replacedOrder(order, terms, seq, exchange.nowUs);
    return reports.report('order.replaced', asWaiting(replaced, exchange.nowUs));
  }

  pauses(): ReturnType<SessionClock['pauses']> {
    return this.#clock.pauses();
  }

  /** Halts, pauses or opens a market. The caller has checked the state. */
  setTradingState(market: InstrumentMarket, state: TradingState): void {
    const hours = this.#clock.of(market);
    const band = bandOf(hours.trading);
    hours.trading = state;
    this.#resume(hours, market.state, band);
  }

  /** What a moment at which sessions or pauses start or end does, in all markets. */
  #turn(): void {
    const { nowUs } = this.#ports.exchange;
    const due = this.#clock.due(nowUs);
    const before = due.map(({ market }) => market.state);
    const bands = due.map(({ trading }) => bandOf(trading));
    const phases = due.map(({ phase }) => phase);
    for (const hours of due) this.#close(hours);
    due.forEach(({ market, phase }, i) => {
      if (market.topOfBook !== null && phase !== phases[i]) market.awaitsQuoteUs = nowUs;
    });
    // Orders for the opening auction end now too, but after it.
    this.#expire(nowUs, true);
    due.forEach((hours, i) => {
      this.#resume(hours, before[i] ?? hours.market.state, bands[i] ?? null);
      if (hours.phase === 'regular' && !hours.market.isTrading) this.#postpone(hours.market);
    });
    this.#expire(nowUs, false);
  }

  /** Ends a pause that is over and, at the end of the regular session, holds the closing auction. */
  #close(hours: MarketHours): void {
    const { market } = hours;
    const { nowUs } = this.#ports.exchange;
    this.#clock.move(hours, nowUs);
    if (market.state !== 'open' || hours.phase === 'regular') return;
    // The print comes after the session and elects no stop.
    this.#clock.apply(hours, nowUs);
    const isDue = (order: Order) => order.timeInForce === 'cls' && order.expiresUs === nowUs;
    const joining = waitingOrders(this.#ports.orders, market, isDue);
    this.#auctions.cancelCrossed(market, joining, null);
    this.#auctions.hold(market, joining, null);
    this.#ports.exchange.settle();
  }

  /** Keeps orders for the opening of now, which a halt delays, until the end of the session that begins. */
  #postpone(market: InstrumentMarket): void {
    const { exchange, orders, reports } = this.#ports;
    const { nowUs } = exchange;
    const expiresUs = market.calendar.dayAt(nowUs).regular.endUs;
    const isDue = (order: Order) => order.timeInForce === 'opg' && order.expiresUs === nowUs;
    for (const { order } of waitingOrders(orders, market, isDue)) {
      reports.report('order.restated', { ...order, expiresUs, updatedUs: nowUs });
      this.watch(expiresUs);
    }
  }

  /** Goes on from the state `before` in the one that hour and halts make now. */
  #resume(hours: MarketHours, before: MarketState, band: PriceBand | null): void {
    const { exchange } = this.#ports;
    const { market } = hours;
    this.#clock.apply(hours, exchange.nowUs);
    if (market.state === before) return;
    market.touch(exchange.nowUs);
    if (market.state !== 'halted' && market.state !== 'paused') this.#leave(market);
    if (!market.isTrading) return;
    exchange.catchUp(market);
    this.#open(market, band);
  }

  /** Lets an order that works wait for a session or the end of a halt, taking it out of its book. */
  wait(working: WorkingOrder): void {
    const { exchange, orders, reports } = this.#ports;
    const market = exchange.market(working.symbol);
    if (working.handle >= 0 && market !== undefined) takeOut(orders.table, working, market);
    reports.report('order.restated', asWaiting(working.order, exchange.nowUs));
  }

  /** Takes out of the book what does not trade in this session. */
  #leave(market: InstrumentMarket): void {
    for (const working of this.#ports.orders.working()) {
      if (working.symbol !== market.instrument.symbol || working.handle < 0) continue;
      const { order } = working;
      if (!isWaitingStop(order) && !tradesIn(market.state, order)) this.wait(working);
    }
  }

  /** Lets everything work that has waited for the market as it is now. */
  #open(market: InstrumentMarket, band: PriceBand | null): void {
    const { exchange, orders, enter, cancel } = this.#ports;
    const { nowUs } = exchange;
    const sessionEndUs = market.calendar.dayAt(nowUs).regular.endUs;
    // Those for the opening of now, or for an earlier one of this session that a halt has delayed.
    const isOpening = ({ timeInForce, expiresUs }: Order) =>
      timeInForce === 'opg' && market.state === 'open' && (expiresUs ?? 0) <= sessionEndUs;
    const isDue = (order: Order) =>
      isAuctionOrder(order) ? isOpening(order) : tradesIn(market.state, order);
    const joining: WorkingOrder[] = [];
    for (const working of waitingOrders(orders, market, isDue)) {
      const { order } = working;
      if (isWaitingStop(order)) this.#activateStop(working, market);
      else if (!awaitsQuote(market, order)) joining.push(working);
    }
    this.#auctions.cancelCrossed(market, joining, band);
    const isLeft = ({ orderId: id }: WorkingOrder) => orders.workingById(id) !== undefined;
    const left = joining.filter(isLeft);
    for (const one of left) if (!isAuctionOrder(one.order)) this.#activate(one);
    this.#auctions.hold(market, left, band);
    for (const working of left) {
      if (!isLeft(working)) continue;
      if (isAuctionOrder(working.order)) cancel(working, 'auction_end');
      else enter(working);
    }
    exchange.settle();
  }

  #activate({ order }: WorkingOrder): void {
    const { exchange, reports } = this.#ports;
    reports.report('order.activated', asActive(order, exchange.nowUs));
  }

  #activateStop(working: WorkingOrder, market: InstrumentMarket): void {
    const { cancel, exchange, reports, stops } = this.#ports;
    const active = stops.wake(working, market, exchange.nowUs);
    if (active === null) cancel(working, 'refused');
    else reports.report('order.activated', active);
  }

  #trades(order: Order): boolean {
    const market = this.#ports.exchange.market(order.symbol);
    return market !== undefined && tradesIn(market.state, order);
  }

  /** Ends what is over by `untilUs`, each at its own time; opening orders only if they are not kept. */
  #expire(untilUs: number, keepsOpening: boolean): void {
    const { cancel, exchange, orders } = this.#ports;
    if (untilUs < this.#expiries.nextUs) return;
    for (const working of this.#expiries.due(orders.working(), untilUs)) {
      // An order's end may have ended others.
      if (orders.workingById(working.orderId) === undefined) continue;
      const { order } = working;
      const { expiresUs, timeInForce } = order;
      if (keepsOpening && timeInForce === 'opg') this.watch(expiresUs);
      else {
        if (expiresUs !== null && expiresUs > exchange.nowUs) {
          exchange.settle();
          exchange.nowUs = expiresUs;
        }
        cancel(working, isAuctionOrder(order) ? 'auction_end' : 'session_end');
      }
    }
    exchange.settle();
  }
}

function isQuoted(market: InstrumentMarket): boolean {
  return market.isQuoted;
}

function bandOf(trading: TradingState): PriceBand | null {
  return trading.kind === 'paused' ? trading.band : null;
}

/** Takes an order out of its book without an end. */
function takeOut(table: OrderTable, working: WorkingOrder, market: InstrumentMarket): void {
  market.matching.cancel(working.handle, working.orderId);
  working.handle = NO_HANDLE;
  leavePlace(table, working.slot, market);
}
