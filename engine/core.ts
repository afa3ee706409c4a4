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
import { isWorking } from './domain/order.ts';
import type { Order, OrderReason, Venue } from './domain/order.ts';
import { priceTicks, qtyLots } from './domain/price.ts';
import type { Refusal } from './domain/refusal.ts';
import { sideCode } from './domain/side.ts';
import type { Side } from './domain/side.ts';
import type { TimeUs } from './domain/time.ts';
import { Exchange } from './market/exchange.ts';
import { HouseDesk } from './market/house-desk.ts';
import type { InstrumentMarket } from './market/instrument-market.ts';
import { nearTicks } from './market/near-price.ts';
import { orderTypeCode, tifCode } from './matching/order-codes.ts';
import { RESULT_DONE, isRefused, isResting } from './matching/result-codes.ts';
import { ExecutionReports } from './orders/execution-reports.ts';
import { checkDraft, checkReplace, notWorking, unknownSymbol } from './orders/order-checks.ts';
import { outcomeOf, refused } from './orders/outcome.ts';
import type { Outcome } from './orders/outcome.ts';
import { closingOrder, newOrder } from './orders/new-order.ts';
import type { SubmitRequest } from './orders/new-order.ts';
import { OrderRegistry, openMicros } from './orders/order-registry.ts';
import type { WorkingOrder } from './orders/order-registry.ts';
import { previewOrder } from './orders/order-preview.ts';
import { reasonOf, refusalOf } from './orders/result-words.ts';
import { Account } from './portfolio/account.ts';
import { TRADER_OWNER } from './ports.ts';
import type { HouseMarket, OrderLookup, RecoveredState } from './ports.ts';
import { DEFAULT_LIMITS, checkOrder, collarTicks } from './risk/risk-guard.ts';
import type { GuardedOrder } from './risk/risk-guard.ts';

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
    this.exchange = new Exchange(
      options.instruments,
      options.calendarOf,
      (instrument) => nearTicks(instrument, recovered, options.startPrices),
      nowUs,
      (id, lots, ticks) => {
        this.#fillMaker(orderId(id), lots, ticks);
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

  /** Moves market time on, never back, and expires what is over. */
  setTime(us: TimeUs): void {
    if (us <= this.exchange.nowUs) return;
    this.exchange.nowUs = us;
    if (us >= this.#nextExpiryUs) this.#expire();
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
    const breach = this.#breach(market, request);
    return outcomeOf(breach === null ? this.#place(order, market) : this.#reject(order, breach));
  }

  /** What `submit` would do, without doing it. */
  preview(draft: Omit<RequestOf<'order.preview'>, 'type'>): OrderPreview | Refusal {
    const market = this.exchange.market(draft.symbol);
    if (market === undefined) return unknownSymbol(draft.symbol);
    const wrong = checkDraft(market.instrument, draft);
    if (wrong !== null) return wrong;
    const breach = this.#breach(market, draft);
    return previewOrder(market, draft, this.#limits, this.#account, breach);
  }

  cancel(id: OrderId): Outcome {
    const working = this.#orders.workingById(id);
    if (working === undefined) return refused(notWorking(id, this.#orders.byOrderId(id)));
    return outcomeOf(this.#cancel(working, 'user'));
  }

  /** Changes total quantity and/or limit price; null leaves one as it is. */
  replace(request: Omit<RequestOf<'order.replace'>, 'type'>): Outcome {
    const id = orderId(request.orderId);
    const working = this.#orders.workingById(id);
    if (working === undefined) return refused(notWorking(id, this.#orders.byOrderId(id)));
    const { order } = working;
    const market = this.#marketOf(order.symbol);
    const lots = request.qtyLots ?? order.qtyLots;
    const price = request.limitPriceTicks ?? order.limitPriceTicks;
    const wrong = checkReplace(market.instrument, order, lots, price);
    if (wrong !== null) return refused(wrong);
    assert(price !== null, 'a working order has a limit price');
    // Less at the same price only takes risk away; a limit lowered since must not forbid it.
    const isDecrease = lots <= order.qtyLots && price === order.limitPriceTicks;
    const changed = { side: order.side, qtyLots: lots, limitPriceTicks: price };
    const breach = isDecrease ? null : this.#breach(market, changed);
    if (breach !== null) return refused(breach);
    return this.#replace(working, market, lots, price);
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
  #breach(
    market: InstrumentMarket,
    {
      side,
      qtyLots: lots,
      limitPriceTicks,
    }: Pick<GuardedOrder, 'side' | 'qtyLots' | 'limitPriceTicks'>,
  ): Refusal | null {
    return checkOrder(this.#limits, {
      instrument: market.instrument,
      side,
      qtyLots: lots,
      limitPriceTicks,
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
    const { matching } = market;
    const side = sideCode(order.side);
    const isMarket = order.type === 'market';
    const reference = market.referenceTicks();
    const collar = isMarket && reference > 0 ? collarTicks(this.#limits, order.side, reference) : 0;
    const result = matching.submit(
      order.orderId,
      TRADER_OWNER,
      side,
      orderTypeCode(order.type),
      tifCode(order.timeInForce),
      order.postOnly,
      order.limitPriceTicks ?? 0,
      order.qtyLots,
      collar,
    );
    if (isRefused(result)) return this.#reject(order, refusalOf(result, order.limitPriceTicks));
    const working = this.#orders.addWorking(order, Math.max(result, 0));
    this.#reports.report('order.accepted', order);
    if (isResting(result)) this.#watchExpiry(order);
    this.#fillTaker(working, market);
    if (!isResting(result) && result !== RESULT_DONE) this.#end(working.order, reasonOf(result));
    return this.#orders.byOrderId(order.orderId) ?? order;
  }

  #replace(working: WorkingOrder, market: InstrumentMarket, lots: number, price: number): Outcome {
    const { order, handle } = working;
    const leaves = lots - order.cumQtyLots;
    const keepsPlace = price === order.limitPriceTicks && leaves <= order.leavesQtyLots;
    const result = market.matching.replace(handle, order.orderId, price, leaves);
    if (isRefused(result)) return refused(refusalOf(result, price));
    if (!keepsPlace) this.#lastPrioritySeq += 1;
    this.#reports.report('order.replaced', {
      ...order,
      qtyLots: qtyLots(lots),
      leavesQtyLots: qtyLots(leaves),
      limitPriceTicks: priceTicks(price),
      updatedUs: this.exchange.nowUs,
      prioritySeq: keepsPlace ? order.prioritySeq : this.#lastPrioritySeq,
    });
    this.#fillTaker(working, market);
    if (!isResting(result) && result !== RESULT_DONE) this.#end(working.order, reasonOf(result));
    return outcomeOf(this.#orders.byOrderId(order.orderId) ?? order);
  }

  /** Turns the executions of the last matching call into fills of the order that took them. */
  #fillTaker(working: WorkingOrder, market: InstrumentMarket): void {
    const { events } = market.matching;
    const { instrument, calendar } = market;
    const { nowUs } = this.exchange;
    for (let i = 0; i < events.count; i += 1) {
      const lastQtyLots = events.qtyLots[i] ?? 0;
      const lastPriceTicks = events.priceTicks[i] ?? 0;
      const tradeDate = calendar.tradeDateOf(nowUs);
      const execution = { lastQtyLots, lastPriceTicks, liquidity: 'taker', tradeDate } as const;
      working.order = this.#reports.fill(working.order, instrument, execution, nowUs);
    }
    this.exchange.afterMatching(market, sideCode(working.order.side));
  }

  #fillMaker(id: OrderId, lastQtyLots: number, lastPriceTicks: number): void {
    const working = this.#orders.workingById(id);
    assert(working !== undefined, 'an order of a trader that rests is known');
    const { instrument, calendar } = this.#marketOf(working.order.symbol);
    const { nowUs } = this.exchange;
    const tradeDate = calendar.tradeDateOf(nowUs);
    const execution = { lastQtyLots, lastPriceTicks, liquidity: 'maker', tradeDate } as const;
    this.#reports.fill(working.order, instrument, execution, nowUs);
  }

  #reject(order: Order, why: Refusal): Order {
    const leavesQtyLots = qtyLots(0);
    const rejected = { ...order, status: 'rejected', refusal: why, leavesQtyLots } as const;
    return this.#reports.report('order.rejected', { ...rejected, reason: 'refused' });
  }

  #cancel(working: WorkingOrder, reason: OrderReason): Order {
    const { order, handle } = working;
    const market = this.#marketOf(order.symbol);
    assert(market.matching.cancel(handle, order.orderId), 'a working order rests in its book');
    market.touch(this.exchange.nowUs);
    return this.#end(order, reason);
  }

  #end(order: Order, reason: OrderReason): Order {
    const isOver = reason === 'session_end';
    return this.#reports.report(isOver ? 'order.expired' : 'order.canceled', {
      ...order,
      status: isOver ? 'expired' : 'canceled',
      reason,
      leavesQtyLots: qtyLots(0),
      updatedUs: this.exchange.nowUs,
    });
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
   * must not keep the engine from starting.
   */
  #restore(order: Order): void {
    const market = this.exchange.market(order.symbol);
    if (market === undefined) {
      this.#end(order, 'refused');
      return;
    }
    const { matching } = market;
    assert(order.limitPriceTicks !== null && isWorking(order.status), 'only limit orders rest');
    const handle = matching.submit(
      order.orderId,
      TRADER_OWNER,
      sideCode(order.side),
      orderTypeCode('limit'),
      tifCode(order.timeInForce),
      order.postOnly,
      order.limitPriceTicks,
      order.leavesQtyLots,
      0,
    );
    if (!isResting(handle)) {
      this.#end(order, 'refused');
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
