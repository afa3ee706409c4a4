/**
 * The sequencer of a remote venue: what the core is to the local one, with the venue's words in the
 * place of matching. Commands and words come one after another; each changes orders, positions and cash
 * as events, and what is to be sent waits in the outbox until they are on disk. No clock, no I/O.
 */
import type { OrderPreview, RequestOf, RiskLimits, TradingSnapshot } from '../contract/messages.ts';
import type { OrderExplanation } from '../contract/order-explanation.ts';
import { assert } from '../domain/assert.ts';
import { clientOrderId, orderId } from '../domain/ids.ts';
import type { ClientOrderId, OrderId } from '../domain/ids.ts';
import type { Order, OrderReason, Position } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import { Exchange } from '../market/exchange.ts';
import { HouseDesk } from '../market/house-desk.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { nearTicks } from '../market/near-price.ts';
import { SessionClock } from '../market/session-clock.ts';
import { checkTradingState } from '../market/trading-state.ts';
import type { TradingState } from '../market/trading-state.ts';
import { AccountDesk } from '../orders/account-desk.ts';
import type { CoreOptions } from '../orders/core-options.ts';
import type { EventSpan } from '../orders/event-batch.ts';
import { ExecutionReports } from '../orders/execution-reports.ts';
import type { SubmitRequest } from '../orders/new-order.ts';
import { notWorking, unknownClientOrderId, unknownSymbol } from '../orders/order-checks.ts';
import { OrderNumbers } from '../orders/order-numbers.ts';
import { powerAfter } from '../orders/limit-breach.ts';
import { previewOrder } from '../orders/order-preview.ts';
import { OrderRegistry } from '../orders/order-registry.ts';
import { outcomeOf, refused } from '../orders/outcome.ts';
import type { Outcome } from '../orders/outcome.ts';
import { RejectDrill } from '../orders/reject-drill.ts';
import type { ReplaceRequest } from '../orders/replace-checks.ts';
import { RiskDesk } from '../orders/risk-desk.ts';
import { NO_HANDLE } from '../orders/waiting-orders.ts';
import { Account } from '../portfolio/account.ts';
import type { HouseMarket, JournalWrite } from '../ports.ts';
import { AccountLedger } from './account-ledger.ts';
import { RemoteDesk } from './remote-desk.ts';
import { RemoteLinks } from './remote-links.ts';
import type { LinkLookup } from './remote-links.ts';
import { remoteExplanation } from './remote-explanation.ts';
import { RemoteOrders } from './remote-orders.ts';
import { RemoteOutbox } from './remote-ports.ts';
import type { RemotePorts } from './remote-ports.ts';
import { RemotePositions } from './remote-positions.ts';
import type { RemotePositionsPorts } from './remote-positions.ts';
import type { VenueCore } from './venue-core.ts';

export interface RemoteCoreOptions extends CoreOptions {
  readonly linkLookup: LinkLookup;
  /** Whether orders may be sent now, as the risk guard asks before it closes anything by itself. */
  readonly mayOrder: () => boolean;
  /** Symbols of which the venue holds something else than is known here, as after a split. */
  readonly doubtful: () => ReadonlySet<string>;
  /** Whether the trader lets orders through, which a live account asks at each start. */
  readonly isConfirmed: () => boolean;
}

/** An order whose place at the venue the comparison asks for. */
export interface OpenRemote {
  readonly order: Order;
  readonly remoteId: string | null;
}

export class RemoteCore implements VenueCore {
  readonly exchange: Exchange;
  readonly house: HouseMarket;
  readonly rejectDrill: RejectDrill = new RejectDrill();
  readonly desk: RemotePositions;
  readonly risk: RiskDesk;
  readonly accounts: AccountDesk;
  readonly outbox: RemoteOutbox = new RemoteOutbox();
  readonly remote: RemoteOrders;
  readonly ledger: AccountLedger;
  readonly #ports: RemotePorts;
  readonly #account: Account;
  readonly #entry: RemoteDesk;
  readonly #hours: SessionClock;
  readonly #mayOrder: () => boolean;
  #writes: JournalWrite[] = [];

  constructor(options: RemoteCoreOptions) {
    const { recovered, nowUs, venue } = options;
    this.#mayOrder = options.mayOrder;
    const nothing = (): void => undefined;
    this.exchange = new Exchange(
      options.instruments,
      options.calendarOf,
      (instrument) => nearTicks(instrument, recovered, options.startPrices),
      nowUs,
      nothing,
      nothing,
      nothing,
      options.fillModel,
    );
    const { exchange, outbox } = this;
    const account = new Account(recovered.cashMicros, recovered.positions, recovered.lots);
    const orders = new OrderRegistry(options.lookup, (symbol) => exchange.market(symbol));
    const last = { eventSeq: recovered.lastEventSeq, executionId: recovered.lastExecutionId };
    const reports = new ExecutionReports(last, orders, account);
    const numbers = new OrderNumbers(recovered.lastOrderId, recovered.lastPrioritySeq);
    const isWorking = (id: number) => orders.workingById(orderId(id)) !== undefined;
    const links = new RemoteLinks(recovered.remote.links, options.linkLookup, isWorking);
    const accounts = (): AccountDesk => this.accounts;
    const ports = { venue, exchange, orders, reports, numbers, links, outbox, accounts };
    this.#account = account;
    this.#ports = ports;
    this.ledger = new AccountLedger(ports, account, recovered.remote);
    this.#entry = new RemoteDesk({
      ...ports,
      remote: () => this.remote,
      risk: () => this.risk,
    });
    const desk = {
      orders,
      account,
      exchange,
      cancelAll: (symbol) => this.cancelAll(symbol, null, 'flatten'),
      closesAlone: () => false,
      place: (request, market, name) => this.#order(this.#entry.place(request, market, name, true)),
      placeGuarded: (request, market, name) => {
        const placed = this.#entry.placeGuarded(request, market, name);
        if (typeof placed === 'number') return this.#order(placed);
        const rejected = orders.byClientOrderId(clientOrderId(request.clientOrderId));
        assert(rejected !== null, 'a rejected order is known');
        return rejected;
      },
      shrink: (id, lots) => {
        this.#entry.shrink(id, lots);
      },
      isConfirmed: options.isConfirmed,
      keep: (reversals) => {
        this.#writes.push({ kind: 'setting', key: 'reversals', value: JSON.stringify(reversals) });
      },
      say: (text) => {
        outbox.say(text);
      },
    } satisfies RemotePositionsPorts;
    this.desk = new RemotePositions(desk, recovered.remote.reversals);
    this.remote = new RemoteOrders({
      ports,
      lastFillUs: recovered.recentFills[0]?.executedUs ?? 0,
      openedUs: () => this.ledger.openedUs ?? nowUs,
      onEnded: (order) => {
        this.desk.ended(order);
      },
    });
    this.#hours = new SessionClock(exchange.markets, nowUs);
    this.house = new HouseDesk(exchange, (market, state) => {
      this.#setTradingState(market, state);
    });
    for (const { symbol, timeframe, bars } of recovered.bars) {
      exchange.market(symbol)?.restoreBars(timeframe, bars, nowUs);
    }
    this.risk = new RiskDesk({
      recovered,
      exchange,
      orders,
      account,
      exits: this,
      dayPnlMicros: () => this.accounts.state().dayPnlMicros,
      dayPnlMicrosOf: (symbol) => this.accounts.dayPnlMicros(symbol),
      doubtful: options.doubtful,
    });
    this.accounts = new AccountDesk(account, exchange, orders, recovered);
    for (const order of recovered.workingOrders) {
      if (exchange.market(order.symbol) !== undefined) orders.addWorking(order, NO_HANDLE);
    }
  }

  addInstrument(instrument: Instrument, nearTicks: number): void {
    const { exchange } = this;
    const market = exchange.add(instrument, nearTicks);
    this.#hours.add(market, exchange.nowUs);
    this.accounts.begin(market, nearTicks);
  }

  get orderCounts(): { readonly working: number; readonly ended: number } {
    const { workingCount, table } = this.#ports.orders;
    return { working: workingCount, ended: table.endedCount };
  }

  get limits(): RiskLimits {
    return this.risk.limits;
  }

  get lastSeq(): number {
    return this.#ports.reports.lastSeq;
  }

  written(seq: number): void {
    this.#ports.orders.written(seq);
  }

  /** Everything that is to be written beside the events, in their transaction. */
  takeWrites(): readonly JournalWrite[] {
    const links = this.#ports.links.takeChanged();
    if (links.length > 0) this.#writes.push({ kind: 'remote_orders', links });
    const booked = this.ledger.takeWrites();
    const writes = booked.length === 0 ? this.#writes : [...booked, ...this.#writes];
    if (this.#writes.length > 0) this.#writes = [];
    return writes;
  }

  /** Working orders with what they are at the venue, as far as that is known. */
  working(): OpenRemote[] {
    const { links, orders } = this.#ports;
    return Array.from(orders.working(), ({ order }) => {
      return { order, remoteId: links.current(order.orderId)?.remoteId ?? null };
    });
  }

  /** A working order; null when it has ended. */
  workingOrder(id: OrderId): OpenRemote | null {
    const { links, orders } = this.#ports;
    const order = orders.workingById(id)?.order;
    if (order === undefined) return null;
    return { order, remoteId: links.current(id)?.remoteId ?? null };
  }

  /** Time of the newest fill that is known. */
  get lastFillUs(): number {
    return this.remote.lastFillUs;
  }

  positionOf(symbol: string): Position | null {
    return this.#account.position(symbol);
  }

  positions(): ReturnType<Account['positions']> {
    return this.#account.positions();
  }

  get cashMicros(): number {
    return this.#account.cashMicros;
  }

  snapshot(): Omit<TradingSnapshot, 'recentFills'> {
    return {
      seq: this.lastSeq,
      workingOrders: [...this.#ports.orders.working()].map(({ order }) => order),
      positions: this.#account.positions(),
      cashMicros: this.#account.cashMicros,
      limits: this.limits,
      risk: this.risk.state,
    };
  }

  takePacked(): EventSpan | null {
    return this.#ports.reports.take();
  }

  /** Moves market time on, never back. Sessions act at the venue; here they only show. */
  setTime(us: TimeUs): void {
    const { exchange } = this;
    if (us <= exchange.nowUs) return;
    exchange.nowUs = us;
    if (us >= this.#hours.nextUs) this.#turnHours(us);
    if (us >= this.accounts.nextTurnUs) this.accounts.turn();
    if (us >= this.risk.nextLookUs && this.#mayOrder()) this.risk.look(us);
  }

  pauses(): ReturnType<SessionClock['pauses']> {
    return this.#hours.pauses();
  }

  setTradingState(symbol: string, state: TradingState): Refusal | null {
    const market = this.exchange.market(symbol);
    if (market === undefined) return unknownSymbol(symbol);
    const wrong = checkTradingState(state, this.exchange.nowUs);
    if (wrong === null) this.#setTradingState(market, state);
    return wrong;
  }

  setLimits(limits: RiskLimits): void {
    this.risk.setLimits(limits);
  }

  /** Sends an order. The same clientOrderId again answers with the order it named first. */
  submit(request: SubmitRequest, clientName: string): Outcome {
    const { orders } = this.#ports;
    const known = orders.byClientOrderId(clientOrderId(request.clientOrderId));
    if (known !== null) return outcomeOf(known, true);
    const placed = this.#entry.submit(request, clientName);
    return typeof placed === 'number' ? outcomeOf(this.#order(placed)) : refused(placed);
  }

  /** Whether an order of that name has been answered. */
  knows(id: ClientOrderId): boolean {
    return this.#ports.orders.byClientOrderId(id) !== null;
  }

  /** What is known of an order at its venue; who is ahead of it nobody tells. */
  explain(id: OrderId): OrderExplanation | Refusal {
    const { orders, links } = this.#ports;
    const link = links.current(id);
    const word = link === null ? null : this.remote.wordOf(link.remoteId);
    return remoteExplanation(id, orders.byOrderId(id), word, this.exchange);
  }

  preview(draft: Omit<RequestOf<'order.preview'>, 'type'>): OrderPreview | Refusal {
    const market = this.exchange.market(draft.symbol);
    if (market === undefined) return unknownSymbol(draft.symbol);
    const terms = this.#entry.terms(draft, market);
    if ('code' in terms) return terms;
    return previewOrder(market, terms, this.limits, this.#account, {
      breach: this.#entry.breach(market, terms),
      powerAfterMicros: () => powerAfter({ accounts: () => this.accounts }, market, terms),
    });
  }

  cancel(id: OrderId): Outcome {
    const { orders } = this.#ports;
    const working = orders.workingById(id);
    if (working === undefined) return refused(notWorking(id, orders.statusOf(id)));
    this.#entry.cancel(working, 'user');
    return outcomeOf(this.#order(id));
  }

  cancelByClientOrderId(id: ClientOrderId): Outcome {
    const known = this.#ports.orders.byClientOrderId(id);
    return known === null ? refused(unknownClientOrderId(id)) : this.cancel(known.orderId);
  }

  replace(request: ReplaceRequest, clientName?: string): Outcome {
    const why = this.#entry.replace(request, clientName);
    return why === null ? outcomeOf(this.#order(orderId(request.orderId))) : refused(why);
  }

  cancelAll(symbol: string | null, side: Side | null, reason: OrderReason): OrderId[] {
    const scope = this.#ports.orders.workingIn(symbol, side);
    for (const working of scope) this.#entry.cancel(working, reason);
    return scope.map(({ orderId: id }) => id);
  }

  closePositions(prefix: string, symbol: string | null, clientName: string): Order[] {
    return this.desk.closeAll(prefix, symbol, clientName);
  }

  #turnHours(us: TimeUs): void {
    for (const hours of this.#hours.due(us)) {
      this.#hours.move(hours, us);
      this.#show(hours.market);
    }
  }

  #setTradingState(market: InstrumentMarket, state: TradingState): void {
    this.#hours.of(market).trading = state;
    this.#show(market);
  }

  #show(market: InstrumentMarket): void {
    const { exchange } = this;
    this.#hours.apply(this.#hours.of(market), exchange.nowUs);
    market.touch(exchange.nowUs);
    if (market.isTrading) exchange.catchUp(market);
  }

  /** An order that is in memory or on disk. */
  #order(id: OrderId): Order {
    const order = this.#ports.orders.byOrderId(id);
    assert(order !== null, 'an order that was placed is known');
    return order;
  }
}
