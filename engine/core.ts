/**
 * The sequencer of the local venue: takes traders' commands one after another, each at the market
 * time that was set before it, and answers at once. No clock, no chance, no I/O: the same inputs
 * give the same events. What traders' orders did lies in `takeEvents` and must be on disk before
 * anyone is told. Orders of the house enter the same books through `house`.
 */
import { NIL } from './book/order-pool.ts';
import type {
  OrderEvent,
  OrderPreview,
  RequestOf,
  RiskLimits,
  TradingSnapshot,
} from './contract/messages.ts';
import type { OrderExplanation } from './contract/order-explanation.ts';
import { assert } from './domain/assert.ts';
import { clientOrderId, orderId } from './domain/ids.ts';
import type { ClientOrderId, OrderId } from './domain/ids.ts';
import type { Instrument } from './domain/instrument.ts';
import type { Order, OrderReason, Position } from './domain/order.ts';
import type { Refusal } from './domain/refusal.ts';
import type { Side } from './domain/side.ts';
import type { TimeUs } from './domain/time.ts';
import { Exchange } from './market/exchange.ts';
import { HouseDesk } from './market/house-desk.ts';
import type { InstrumentMarket } from './market/instrument-market.ts';
import { nearTicks } from './market/near-price.ts';
import { checkTradingState } from './market/trading-state.ts';
import type { TradingState } from './market/trading-state.ts';
import type { SubmitResult } from './matching/result-codes.ts';
import { AccountDesk } from './orders/account-desk.ts';
import type { CoreOptions } from './orders/core-options.ts';
import { EntryChecks } from './orders/entry-checks.ts';
import { EntryDesk } from './orders/entry-desk.ts';
import type { EventSpan } from './orders/event-batch.ts';
import { ExecutionDesk } from './orders/execution-desk.ts';
import { ExecutionReports } from './orders/execution-reports.ts';
import { notWorking, unknownClientOrderId, unknownSymbol } from './orders/order-checks.ts';
import { OrderGroups } from './orders/order-groups.ts';
import { OrderNumbers } from './orders/order-numbers.ts';
import { outcomeOf, refused } from './orders/outcome.ts';
import type { Outcome } from './orders/outcome.ts';
import type { SubmitRequest } from './orders/new-order.ts';
import { OrderRegistry } from './orders/order-registry.ts';
import { explained } from './orders/fill-explanation.ts';
import { PositionDesk } from './orders/position-desk.ts';
import { RejectDrill } from './orders/reject-drill.ts';
import type { ReplaceRequest } from './orders/replace-checks.ts';
import { ReplaceDesk } from './orders/replace-desk.ts';
import { restoreOrders } from './orders/restore-orders.ts';
import { RiskDesk } from './orders/risk-desk.ts';
import { SessionDesk } from './orders/session-desk.ts';
import { StopDesk } from './orders/stop-desk.ts';
import type { WorkingOrder } from './orders/working-order.ts';
import { Account } from './portfolio/account.ts';
import type { HouseMarket } from './ports.ts';

export class TradingCore {
  readonly exchange: Exchange;
  readonly house: HouseMarket;
  /** Rejects orders while a drill wants it. */
  readonly rejectDrill: RejectDrill = new RejectDrill();
  /** Closes and reverses positions. */
  readonly desk: PositionDesk;
  readonly risk: RiskDesk;
  readonly accounts: AccountDesk;
  readonly #orders: OrderRegistry;
  readonly #account: Account;
  readonly #reports: ExecutionReports;
  readonly #stops: StopDesk;
  readonly #sessions: SessionDesk;
  readonly #groups: OrderGroups;
  readonly #checks: EntryChecks;
  readonly #replacing: ReplaceDesk;
  readonly #executions: ExecutionDesk;
  readonly #entry: EntryDesk;

  constructor(options: CoreOptions) {
    const { recovered, nowUs } = options;
    const numbers = new OrderNumbers(recovered.lastOrderId, recovered.lastPrioritySeq);
    this.#orders = new OrderRegistry(options.lookup, (symbol) => this.exchange.market(symbol));
    this.#account = new Account(recovered.cashMicros, recovered.positions, recovered.lots);
    const last = { eventSeq: recovered.lastEventSeq, executionId: recovered.lastExecutionId };
    this.#reports = new ExecutionReports(last, this.#orders, this.#account);
    this.#stops = new StopDesk(this.#orders, this.#reports);
    const executions = new ExecutionDesk({
      orders: this.#orders,
      reports: this.#reports,
      stops: this.#stops,
      numbers,
      account: this.#account,
      limits: () => this.limits,
      exchange: () => this.exchange,
      groups: () => this.#groups,
      sessions: () => this.#sessions,
    });
    this.#executions = executions;
    this.exchange = new Exchange(
      options.instruments,
      options.calendarOf,
      (instrument) => nearTicks(instrument, recovered, options.startPrices),
      nowUs,
      (id, lots, ticks, isRequeued) => executions.fillMaker(orderId(id), lots, ticks, isRequeued),
      (election) => executions.trigger(election),
      () => this.#groups.run(),
      options.fillModel,
    );
    const places = {
      orders: this.#orders,
      reports: this.#reports,
      stops: this.#stops,
      numbers,
      account: this.#account,
      exchange: this.exchange,
      cancel: (working: WorkingOrder, reason: OrderReason) =>
        executions.cancel(working.slot, reason),
      enter: (working: WorkingOrder) => executions.enter(working),
      record: (slot: number, market: InstrumentMarket, result: SubmitResult) =>
        executions.record(slot, market, result),
      limits: () => this.limits,
      risk: () => this.risk,
      accounts: () => this.accounts,
    };
    this.desk = new PositionDesk({
      ...places,
      cancelAll: (symbol) => this.cancelAll(symbol, null, 'flatten'),
      closesAlone: () => this.risk.isLocked,
      place: (request, market, name) => {
        // What reduced the position until now would open another one.
        if (this.risk.isLocked) this.cancelAll(request.symbol, null, 'flatten');
        return this.#order(this.#entry.place(request, market, name));
      },
      placeGuarded: (request, market, name) => {
        const placed = this.#entry.placeGuarded(request, market, name);
        if (typeof placed === 'number') return this.#order(placed);
        // Rejected; it is known by the name it was given.
        const rejected = this.#orders.byClientOrderId(clientOrderId(request.clientOrderId));
        assert(rejected !== null, 'a rejected order is known');
        return rejected;
      },
    });
    this.#groups = new OrderGroups(places);
    this.#checks = new EntryChecks({ ...places, venue: options.venue, groups: this.#groups });
    this.#sessions = new SessionDesk({
      ...places,
      fill: (id, lots, ticks) => executions.fillMaker(id, lots, ticks, false),
      onTime: () => {
        this.#turnDay();
      },
    });
    this.#replacing = new ReplaceDesk({
      ...places,
      groups: this.#groups,
      sessions: this.#sessions,
    });
    this.#entry = new EntryDesk({
      ...places,
      venue: options.venue,
      groups: this.#groups,
      sessions: this.#sessions,
      executions,
      checks: this.#checks,
      rejectDrill: this.rejectDrill,
    });
    this.house = new HouseDesk(this.exchange, (market, state) => {
      this.#sessions.setTradingState(market, state);
    });
    for (const { symbol, timeframe, bars } of recovered.bars) {
      this.exchange.market(symbol)?.restoreBars(timeframe, bars, nowUs);
    }
    this.risk = new RiskDesk({
      recovered,
      exchange: this.exchange,
      orders: this.#orders,
      account: this.#account,
      exits: this,
      dayPnlMicros: () => this.accounts.state().dayPnlMicros,
    });
    this.accounts = new AccountDesk(this.#account, this.exchange, this.#orders, recovered);
    const sessions = this.#sessions;
    restoreOrders(recovered.workingOrders, { ...places, groups: this.#groups, sessions });
    sessions.start();
    this.exchange.settle();
  }

  /** Orders in memory. */
  get orderCounts(): { readonly working: number; readonly ended: number } {
    return { working: this.#orders.workingCount, ended: this.#orders.table.endedCount };
  }

  /** Lets one more instrument trade; `nearTicks`: a price near which it does, 0 when none is known. */
  addInstrument(instrument: Instrument, nearTicks: number): void {
    const market = this.exchange.add(instrument, nearTicks);
    this.#sessions.add(market);
    this.accounts.begin(market, nearTicks);
  }

  get limits(): RiskLimits {
    return this.risk.limits;
  }

  /** Number of the newest event, whether it is on disk yet or not. */
  get lastSeq(): number {
    return this.#reports.lastSeq;
  }

  /** Says that events up to this number are on disk: what ended with them need not stay in memory. */
  written(seq: number): void {
    this.#orders.written(seq);
  }

  /** The position in a symbol, flat ones included; null when it was never traded. */
  positionOf(symbol: string): Position | null {
    return this.#account.position(symbol);
  }

  /** Everything a client needs to start with, except the fills, which the caller knows. */
  snapshot(): Omit<TradingSnapshot, 'recentFills'> {
    return {
      seq: this.#reports.lastSeq,
      workingOrders: [...this.#orders.working()].map(({ order }) => order),
      positions: this.#account.positions(),
      cashMicros: this.#account.cashMicros,
      limits: this.limits,
      risk: this.risk.state,
    };
  }

  /** What own orders did since the last call, in order, packed to be written; null for nothing. */
  takePacked(): EventSpan | null {
    return this.#reports.take();
  }

  /** The same as objects, for who writes them nowhere. */
  takeEvents(): readonly OrderEvent[] {
    const span = this.#reports.take();
    const events = span?.events() ?? [];
    span?.batch.clear();
    return events;
  }

  /** Moves market time on, never back: sessions, expiry, day's turn, trailing stops, its loss. */
  setTime(us: TimeUs): void {
    if (us <= this.exchange.nowUs) return;
    if (this.#sessions.isDue(us)) this.#sessions.advance(us);
    this.exchange.nowUs = us;
    this.#turnDay();
    if (us >= this.#stops.nextRestateUs) this.#stops.restate(us);
    if (us >= this.risk.nextLookUs) this.risk.look(us);
  }

  /** Begins the trading days that have begun, which have to be noted before anything trades in them. */
  #turnDay(): void {
    if (this.exchange.nowUs >= this.accounts.nextTurnUs) this.accounts.turn();
  }

  /** Instruments that are paused, and until when. */
  pauses(): ReturnType<SessionDesk['pauses']> {
    return this.#sessions.pauses();
  }

  /** Halts, pauses or opens an instrument; for the feed or a drill. Not stored: see TradingState. */
  setTradingState(symbol: string, state: TradingState): Refusal | null {
    const market = this.exchange.market(symbol);
    if (market === undefined) return unknownSymbol(symbol);
    const wrong = checkTradingState(state, this.exchange.nowUs);
    if (wrong === null) this.#sessions.setTradingState(market, state);
    return wrong;
  }

  setLimits(limits: RiskLimits): void {
    this.risk.setLimits(limits);
  }

  /** Places an order. The same clientOrderId again answers with the order it named first. */
  submit(request: SubmitRequest, clientName: string): Outcome {
    const known = this.#orders.byClientOrderId(clientOrderId(request.clientOrderId));
    if (known !== null) return outcomeOf(known, true);
    const placed = this.#entry.submit(request, clientName);
    return typeof placed === 'number' ? outcomeOf(this.#order(placed)) : refused(placed);
  }

  /** Whether an order of that name has been answered. */
  knows(id: ClientOrderId): boolean {
    return this.#orders.knownAs(id) !== null;
  }

  /** As `submit`, but answers with the order's number alone, for who needs no more of it. */
  submitOrder(request: SubmitRequest, clientName: string): OrderId | Refusal {
    const known = this.#orders.knownAs(clientOrderId(request.clientOrderId));
    return known ?? this.#entry.submit(request, clientName);
  }

  /** Why an order has not filled, or not yet; changes nothing. */
  explain(id: OrderId): OrderExplanation | Refusal {
    return explained(id, this.#orders, this.exchange);
  }

  /** What `submit` would do, without doing it. */
  preview(draft: Omit<RequestOf<'order.preview'>, 'type'>): OrderPreview | Refusal {
    return this.#checks.preview(draft);
  }

  cancel(id: OrderId): Outcome {
    const canceled = this.cancelOrder(id);
    return typeof canceled === 'number' ? outcomeOf(this.#order(id)) : refused(canceled);
  }

  /** As `cancel`, but answers with the order's number alone. */
  cancelOrder(id: OrderId): OrderId | Refusal {
    const slot = this.#orders.table.findWorking(id);
    if (slot === NIL) return notWorking(id, this.#orders.statusOf(id));
    this.#executions.cancel(slot, 'user');
    this.exchange.settle();
    return id;
  }

  cancelByClientOrderId(id: ClientOrderId): Outcome {
    const known = this.#orders.byClientOrderId(id);
    return known === null ? refused(unknownClientOrderId(id)) : this.cancel(known.orderId);
  }

  /** Changes quantities, prices or the trail; null leaves one as it is. `clientName`: who asks. */
  replace(request: ReplaceRequest, clientName?: string): Outcome {
    const why = this.#replacing.replace(request, clientName);
    const outcome = why === null ? outcomeOf(this.#order(orderId(request.orderId))) : refused(why);
    this.exchange.settle();
    return outcome;
  }

  /** As `replace`, but answers with the order's number alone. */
  replaceOrder(request: ReplaceRequest, clientName?: string): OrderId | Refusal {
    const why = this.#replacing.replace(request, clientName);
    this.exchange.settle();
    return why ?? orderId(request.orderId);
  }

  /** Cancels working orders of a symbol and side, null meaning any; returns their ids. */
  cancelAll(symbol: string | null, side: Side | null, reason: OrderReason): OrderId[] {
    const scope = this.#orders.workingIn(symbol, side);
    for (const { slot } of scope) this.#executions.cancel(slot, reason);
    this.exchange.settle();
    return scope.map(({ orderId: id }) => id);
  }

  /** Closes positions (null: of every symbol) under ids `prefix-SYMBOL`, whatever the limits say. */
  closePositions(prefix: string, symbol: string | null, clientName: string): Order[] {
    return this.desk.closeAll(prefix, symbol, clientName);
  }

  /** An order that is in memory or on disk. */
  #order(id: OrderId): Order {
    const order = this.#orders.byOrderId(id);
    assert(order !== null, 'an order that was placed is known');
    return order;
  }
}
