/**
 * The sequencer of the local venue: takes traders' commands one after another, each at the market
 * time that was set before it, and answers at once. No clock, no chance, no I/O: the same inputs
 * give the same events. What traders' orders did lies in `takeEvents` and must be on disk before
 * anyone is told. Orders of the house enter the same books through `house`.
 */
import type { TradingCalendar } from './calendar/trading-calendar.ts';
import type {
  OrderEvent,
  OrderPreview,
  RequestOf,
  RiskLimits,
  TradingSnapshot,
} from './contract/messages.ts';
import { assert } from './domain/assert.ts';
import { clientOrderId, orderId } from './domain/ids.ts';
import type { OrderId } from './domain/ids.ts';
import type { Instrument } from './domain/instrument.ts';
import { isWaitingStop, isWorking } from './domain/order.ts';
import type { Liquidity, Order, OrderReason, Venue } from './domain/order.ts';
import { priceTicks, qtyLots } from './domain/price.ts';
import type { Refusal } from './domain/refusal.ts';
import { sideCode } from './domain/side.ts';
import type { Side } from './domain/side.ts';
import type { TimeUs } from './domain/time.ts';
import { Exchange } from './market/exchange.ts';
import type { Election } from './market/exchange.ts';
import { HouseDesk } from './market/house-desk.ts';
import type { InstrumentMarket } from './market/instrument-market.ts';
import { nearTicks } from './market/near-price.ts';
import { RESULT_DONE, isRefused, isResting } from './matching/result-codes.ts';
import type { SubmitResult } from './matching/result-codes.ts';
import { enterBook } from './orders/book-entry.ts';
import { ExecutionReports } from './orders/execution-reports.ts';
import { checkDraft, notWorking, unknownSymbol } from './orders/order-checks.ts';
import { outcomeOf, refused } from './orders/outcome.ts';
import type { Outcome } from './orders/outcome.ts';
import { closingOrder, newOrder } from './orders/new-order.ts';
import type { SubmitRequest } from './orders/new-order.ts';
import { OrderRegistry, openMicros } from './orders/order-registry.ts';
import type { WorkingOrder } from './orders/order-registry.ts';
import { previewOrder } from './orders/order-preview.ts';
import { checkReplace, hasSamePrices, replacedTerms } from './orders/replace-checks.ts';
import type { ReplaceRequest, ReplacedTerms } from './orders/replace-checks.ts';
import { reasonOf, refusalOf } from './orders/result-words.ts';
import { StopDesk } from './orders/stop-desk.ts';
import { checkStop, stopTicksNow } from './orders/stop-prices.ts';
import { Account } from './portfolio/account.ts';
import type { HouseMarket, OrderLookup, RecoveredState } from './ports.ts';
import { DEFAULT_LIMITS, checkOrder } from './risk/risk-guard.ts';
import type { GuardedOrder } from './risk/risk-guard.ts';

/** What the risk guard looks at in an order; the rest it is told by the market and the account. */
type GuardedDraft = Pick<
  GuardedOrder,
  'side' | 'orderType' | 'qtyLots' | 'limitPriceTicks' | 'stopPriceTicks'
>;

export interface CoreOptions {
  readonly venue: Venue;
  readonly instruments: readonly Instrument[];
  /** When each instrument trades in the market that the source makes. */
  readonly calendarOf: (instrument: Instrument) => TradingCalendar;
  /** A price near which each symbol trades, used when the store knows none. */
  readonly startPrices: ReadonlyMap<string, number>;
  readonly recovered: RecoveredState;
  readonly lookup: OrderLookup;
  /** Market time at start. */
  readonly nowUs: TimeUs;
}

export class TradingCore {
  readonly exchange: Exchange;
  readonly house: HouseMarket;
  readonly #venue: Venue;
  readonly #orders: OrderRegistry;
  readonly #account: Account;
  readonly #reports: ExecutionReports;
  readonly #stops: StopDesk;
  #limits: RiskLimits;
  #nextExpiryUs = Number.POSITIVE_INFINITY;
  #lastOrderId: number;
  #lastPrioritySeq: number;

  constructor(options: CoreOptions) {
    const { recovered, nowUs } = options;
    this.#venue = options.venue;
    this.#limits = recovered.limits ?? DEFAULT_LIMITS;
    this.#lastOrderId = recovered.lastOrderId;
    this.#lastPrioritySeq = recovered.lastPrioritySeq;
    const valueOf = (order: Order) => openMicros(this.#marketOf(order.symbol).instrument, order);
    this.#orders = new OrderRegistry(options.lookup, valueOf);
    this.#account = new Account(recovered.cashMicros, recovered.positions);
    const last = { eventSeq: recovered.lastEventSeq, executionId: recovered.lastExecutionId };
    this.#reports = new ExecutionReports(last, this.#orders, this.#account);
    this.#stops = new StopDesk(this.#orders, this.#reports);
    this.exchange = new Exchange(
      options.instruments,
      options.calendarOf,
      (instrument) => nearTicks(instrument, recovered, options.startPrices),
      nowUs,
      (id, lots, ticks) => {
        this.#fillMaker(orderId(id), lots, ticks);
      },
      (election) => {
        this.#trigger(election);
      },
    );
    this.house = new HouseDesk(this.exchange);
    for (const { symbol, timeframe, bars } of recovered.bars) {
      this.exchange.market(symbol)?.restoreBars(timeframe, bars, nowUs);
    }
    for (const order of recovered.workingOrders) this.#restore(order);
    if (nowUs >= this.#nextExpiryUs) this.#expire();
  }

  get limits(): RiskLimits {
    return this.#limits;
  }

  /** Number of the newest event, whether it is on disk yet or not. */
  get lastSeq(): number {
    return this.#reports.lastSeq;
  }

  /** Everything a client needs to start with, except the fills, which the caller knows. */
  snapshot(): Omit<TradingSnapshot, 'recentFills'> {
    return {
      seq: this.#reports.lastSeq,
      workingOrders: [...this.#orders.working()].map(({ order }) => order),
      positions: this.#account.positions(),
      cashMicros: this.#account.cashMicros,
      limits: this.#limits,
    };
  }

  /** What own orders did since the last call, in order. */
  takeEvents(): readonly OrderEvent[] {
    return this.#reports.take();
  }

  /** Moves market time on, never back; expires what is over and tells where trailing stops are. */
  setTime(us: TimeUs): void {
    if (us <= this.exchange.nowUs) return;
    this.exchange.nowUs = us;
    if (us >= this.#nextExpiryUs) this.#expire();
    if (us >= this.#stops.nextRestateUs) this.#stops.restate(us);
  }

  setLimits(limits: RiskLimits): void {
    this.#limits = limits;
  }

  /** Places an order. The same clientOrderId again answers with the order it named first. */
  submit(request: SubmitRequest, clientName: string): Outcome {
    const known = this.#orders.byClientOrderId(clientOrderId(request.clientOrderId));
    if (known !== null) return outcomeOf(known, true);
    const market = this.exchange.market(request.symbol);
    if (market === undefined) return refused(unknownSymbol(request.symbol));
    const wrong = checkDraft(market.instrument, request);
    if (wrong !== null) return refused(wrong);
    const order = this.#newOrder(request, market, clientName);
    const stopPriceTicks = stopTicksNow(market, request);
    const breach =
      this.#breach(market, { ...request, stopPriceTicks }) ?? checkStop(market, request);
    return outcomeOf(
      breach === null ? this.#place(order, market) : this.#reports.reject(order, breach),
    );
  }

  /** What `submit` would do, without doing it. */
  preview(draft: Omit<RequestOf<'order.preview'>, 'type'>): OrderPreview | Refusal {
    const market = this.exchange.market(draft.symbol);
    if (market === undefined) return unknownSymbol(draft.symbol);
    const wrong = checkDraft(market.instrument, draft);
    if (wrong !== null) return wrong;
    const breach = this.#breach(market, { ...draft, stopPriceTicks: stopTicksNow(market, draft) });
    return previewOrder(market, draft, this.#limits, this.#account, breach);
  }

  cancel(id: OrderId): Outcome {
    const working = this.#orders.workingById(id);
    if (working === undefined) return refused(notWorking(id, this.#orders.byOrderId(id)));
    return outcomeOf(this.#cancel(working, 'user'));
  }

  /** Changes quantities, prices or the trail; null leaves one as it is. */
  replace(request: ReplaceRequest): Outcome {
    const id = orderId(request.orderId);
    const working = this.#orders.workingById(id);
    if (working === undefined) return refused(notWorking(id, this.#orders.byOrderId(id)));
    const { order } = working;
    const market = this.#marketOf(order.symbol);
    const wrong = checkReplace(market.instrument, order, request);
    if (wrong !== null) return refused(wrong);
    const terms = replacedTerms(order, request);
    // Less at the same price only takes risk away; a limit lowered since must not forbid it.
    const isDecrease = terms.qtyLots <= order.qtyLots && hasSamePrices(terms, order);
    const stopPriceTicks = isWaitingStop(order) ? terms.stopPriceTicks : null;
    const changed = { ...terms, side: order.side, orderType: order.type, stopPriceTicks };
    const breach = isDecrease ? null : this.#breach(market, changed);
    if (breach !== null) return refused(breach);
    const result = isWaitingStop(order)
      ? this.#replaceStop(working, market, terms)
      : this.#replace(working, market, terms);
    this.exchange.settle();
    return result;
  }

  /** Cancels working orders of a symbol and side, null meaning any; returns their ids. */
  cancelAll(symbol: string | null, side: Side | null, reason: OrderReason): OrderId[] {
    const canceled: OrderId[] = [];
    for (const working of [...this.#orders.working()]) {
      const { order } = working;
      if (symbol !== null && order.symbol !== symbol) continue;
      if (side !== null && order.side !== side) continue;
      this.#cancel(working, reason);
      canceled.push(order.orderId);
    }
    return canceled;
  }

  /**
   * Closes positions (null: of every symbol) at the market, within the price collar, each under the
   * client order id `prefix-SYMBOL`. Limits of size and value do not apply: they must never keep a
   * trader from getting out.
   */
  closePositions(prefix: string, symbol: string | null, clientName: string): Order[] {
    const orders: Order[] = [];
    for (const position of this.#account.positions()) {
      if (symbol !== null && position.symbol !== symbol) continue;
      const id = `${prefix}-${position.symbol}`;
      const known = this.#orders.byClientOrderId(clientOrderId(id));
      const market = this.exchange.market(position.symbol);
      if (known !== null) orders.push(known);
      else if (market !== undefined && position.qtyLots !== 0) {
        const request = closingOrder(id, position.symbol, position.qtyLots);
        orders.push(this.#place(this.#newOrder(request, market, clientName), market));
      }
    }
    return orders;
  }

  /** The first limit that an order would break now, or null. */
  #breach(market: InstrumentMarket, draft: GuardedDraft): Refusal | null {
    return checkOrder(this.#limits, {
      instrument: market.instrument,
      side: draft.side,
      orderType: draft.orderType,
      qtyLots: draft.qtyLots,
      limitPriceTicks: draft.limitPriceTicks,
      stopPriceTicks: draft.stopPriceTicks,
      referenceTicks: market.referenceTicks(),
      bestBidTicks: market.matching.bestBidTicks(),
      accountMicros: this.#account.sizeMicros + 2 * this.#orders.openMicros,
    });
  }

  #newOrder(request: SubmitRequest, market: InstrumentMarket, clientName: string): Order {
    this.#lastOrderId += 1;
    this.#lastPrioritySeq += 1;
    return newOrder(request, {
      orderId: this.#lastOrderId,
      prioritySeq: this.#lastPrioritySeq,
      clientName,
      venue: this.#venue,
      calendar: market.calendar,
      nowUs: this.exchange.nowUs,
    });
  }

  #place(order: Order, market: InstrumentMarket): Order {
    if (isWaitingStop(order)) return this.#placeStop(order, market);
    const result = enterBook(order, market, this.#limits);
    if (isRefused(result)) return this.#reports.reject(order, refusalOf(result, order));
    const working = this.#orders.addWorking(order, result);
    this.#reports.report('order.accepted', order);
    if (isResting(result)) this.#watchExpiry(order);
    this.#recordTaker(working, market, result);
    this.exchange.settle();
    return this.#orders.byOrderId(order.orderId) ?? order;
  }

  #placeStop(order: Order, market: InstrumentMarket): Order {
    const placed = this.#stops.place(order, market);
    if ('code' in placed) return this.#reports.reject(order, placed);
    this.#watchExpiry(placed);
    return placed;
  }

  #replaceStop(working: WorkingOrder, market: InstrumentMarket, terms: ReplacedTerms): Outcome {
    const seq = this.#lastPrioritySeq + 1;
    const replaced = this.#stops.replace(working, market, terms, seq, this.exchange.nowUs);
    if ('code' in replaced) return refused(replaced);
    this.#lastPrioritySeq = Math.max(this.#lastPrioritySeq, replaced.prioritySeq);
    return outcomeOf(replaced);
  }

  #replace(working: WorkingOrder, market: InstrumentMarket, terms: ReplacedTerms): Outcome {
    const { order, handle } = working;
    const { limitPriceTicks: price, displayQtyLots: display } = terms;
    assert(price !== null, 'an order that rests has a limit price');
    const leaves = terms.qtyLots - order.cumQtyLots;
    const slice = display === order.displayQtyLots ? 0 : (display ?? 0);
    const keepsPlace = hasSamePrices(terms, order) && leaves <= order.leavesQtyLots && slice === 0;
    const result = market.matching.replace(handle, order.orderId, price, leaves, slice);
    if (isRefused(result)) return refused(refusalOf(result, terms));
    if (!keepsPlace) this.#lastPrioritySeq += 1;
    this.#reports.report('order.replaced', {
      ...order,
      qtyLots: qtyLots(terms.qtyLots),
      leavesQtyLots: qtyLots(leaves),
      limitPriceTicks: priceTicks(price),
      displayQtyLots: display === null ? null : qtyLots(display),
      updatedUs: this.exchange.nowUs,
      prioritySeq: keepsPlace ? order.prioritySeq : this.#lastPrioritySeq,
    });
    this.#recordTaker(working, market, result);
    return outcomeOf(this.#orders.byOrderId(order.orderId) ?? order);
  }

  /** Executes a stop that a trade has elected; it has its priority from here. */
  #trigger(election: Election): void {
    const working = this.#orders.workingById(orderId(election.orderId));
    assert(working !== undefined, 'a stop that waits is known');
    const market = this.#marketOf(working.order.symbol);
    this.#lastPrioritySeq += 1;
    const { nowUs } = this.exchange;
    const order = this.#stops.trigger(working, market, election, this.#lastPrioritySeq, nowUs);
    const result = enterBook(order, market, this.#limits);
    if (isRefused(result)) {
      this.#reports.end(order, 'refused', this.exchange.nowUs);
      return;
    }
    working.handle = result;
    this.#recordTaker(working, market, result);
  }

  /** Records what a matching call has done to the order it was about. */
  #recordTaker(working: WorkingOrder, market: InstrumentMarket, result: SubmitResult): void {
    this.#fillTaker(working, market);
    if (!isResting(result) && result !== RESULT_DONE)
      this.#reports.end(working.order, reasonOf(result), this.exchange.nowUs);
  }

  /** Turns the executions of the last matching call into fills of the order that took them. */
  #fillTaker(working: WorkingOrder, market: InstrumentMarket): void {
    const { events } = market.matching;
    for (let i = 0; i < events.count; i += 1) {
      const lots = events.qtyLots[i] ?? 0;
      this.#fill(working, market, lots, events.priceTicks[i] ?? 0, 'taker');
    }
    this.exchange.afterMatching(market, sideCode(working.order.side));
  }

  #fillMaker(id: OrderId, lots: number, ticks: number): void {
    const working = this.#orders.workingById(id);
    assert(working !== undefined, 'an order of a trader that rests is known');
    this.#fill(working, this.#marketOf(working.order.symbol), lots, ticks, 'maker');
  }

  #fill(
    working: WorkingOrder,
    { instrument, calendar }: InstrumentMarket,
    lastQtyLots: number,
    lastPriceTicks: number,
    liquidity: Liquidity,
  ): void {
    const { nowUs } = this.exchange;
    const tradeDate = calendar.tradeDateOf(nowUs);
    const execution = { lastQtyLots, lastPriceTicks, liquidity, tradeDate };
    working.order = this.#reports.fill(working.order, instrument, execution, nowUs);
  }

  #cancel(working: WorkingOrder, reason: OrderReason): Order {
    const { order, handle } = working;
    const market = this.#marketOf(order.symbol);
    const isOut = isWaitingStop(order)
      ? this.#stops.leave(working, market)
      : market.matching.cancel(handle, order.orderId);
    assert(isOut, 'a working order rests in its book');
    market.touch(this.exchange.nowUs);
    return this.#reports.end(order, reason, this.exchange.nowUs);
  }

  #expire(): void {
    this.#nextExpiryUs = Number.POSITIVE_INFINITY;
    for (const working of [...this.#orders.working()]) {
      const { expiresUs } = working.order;
      if (expiresUs !== null && expiresUs <= this.exchange.nowUs)
        this.#cancel(working, 'session_end');
      else this.#watchExpiry(working.order);
    }
  }

  #watchExpiry({ expiresUs }: Order): void {
    if (expiresUs !== null && expiresUs < this.#nextExpiryUs) this.#nextExpiryUs = expiresUs;
  }

  /**
   * Puts an order of the last run back into its book; called in order of priority. One that has no
   * place any more (its instrument is gone, its price too far away) is cancelled and told of: it
   * must not keep the engine from starting. An iceberg shows a whole slice again.
   */
  #restore(order: Order): void {
    const market = this.exchange.market(order.symbol);
    if (market === undefined) {
      this.#reports.end(order, 'refused', this.exchange.nowUs);
      return;
    }
    if (isWaitingStop(order)) {
      if (this.#stops.restore(order, market, this.exchange.nowUs)) this.#watchExpiry(order);
      else this.#reports.end(order, 'refused', this.exchange.nowUs);
      return;
    }
    assert(order.limitPriceTicks !== null && isWorking(order.status), 'only limit orders rest');
    const handle = enterBook(order, market, this.#limits);
    if (!isResting(handle)) {
      this.#reports.end(order, 'refused', this.exchange.nowUs);
      return;
    }
    this.#orders.addWorking(order, handle);
    this.#watchExpiry(order);
  }

  #marketOf(symbol: string): InstrumentMarket {
    const market = this.exchange.market(symbol);
    assert(market !== undefined, `the instrument ${symbol} of an order is traded here`);
    return market;
  }
}
