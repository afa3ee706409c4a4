import { isWaitingStop } from '../domain/order.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order, Venue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { isRefused, isResting } from '../matching/result-codes.ts';
import { enterBook } from './book-entry.ts';
import type { EntryChecks } from './entry-checks.ts';
import type { ExecutionDesk } from './execution-desk.ts';
import type { ExecutionReports } from './execution-reports.ts';
import type { Exits } from './new-legs.ts';
import { newOrder } from './new-order.ts';
import type { SizedRequest, SubmitRequest } from './new-order.ts';
import { unknownSymbol } from './order-checks.ts';
import type { OrderGroups } from './order-groups.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderRegistry } from './order-registry.ts';
import { ROW_WIDTH } from './order-table.ts';
import { PlainRow, enterPlain, isPlain, isUsual } from './plain-entry.ts';
import type { RejectDrill } from './reject-drill.ts';
import { refusalOf } from './result-words.ts';
import type { RiskDesk } from './risk-desk.ts';
import type { SessionDesk } from './session-desk.ts';
import type { StopDesk } from './stop-desk.ts';

/** What the desk needs from the core that it is a part of; a function for what is made after it. */
export interface EntryDeskPorts {
  readonly venue: Venue;
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly numbers: OrderNumbers;
  readonly exchange: Exchange;
  readonly groups: OrderGroups;
  readonly sessions: SessionDesk;
  readonly executions: ExecutionDesk;
  readonly checks: EntryChecks;
  readonly rejectDrill: RejectDrill;
  readonly risk: () => RiskDesk;
}

/** Takes new orders: checks them, numbers them and gives them to where they rest or wait. */
export class EntryDesk {
  readonly #ports: EntryDeskPorts;
  readonly #plain: PlainRow;

  constructor(ports: EntryDeskPorts) {
    this.#ports = ports;
    this.#plain = new PlainRow(ports.venue);
  }

  /** Places an order whose client order id is new; its number, or why it was refused. */
  submit(request: SubmitRequest, clientName: string): OrderId | Refusal {
    const { checks, exchange, groups, venue } = this.#ports;
    const market = exchange.market(request.symbol);
    if (market === undefined) return unknownSymbol(request.symbol);
    if (isUsual(request, market, venue)) return this.#guard(request, market, clientName, true);
    const terms = checks.terms(request, market);
    if ('code' in terms) return terms;
    return groups.checkIds(terms) ?? this.placeGuarded(terms, market, clientName);
  }

  /** Places an order unless a limit forbids it; then it is kept as rejected. */
  placeGuarded(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
  ): OrderId | Refusal {
    return this.#guard(terms, market, clientName, false);
  }

  #guard(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
    isKnownAsUsual: boolean,
  ): OrderId | Refusal {
    const { checks, exchange, numbers, rejectDrill, risk } = this.#ports;
    const id = numbers.nextOrderId();
    const prioritySeq = numbers.nextPrioritySeq();
    const breach =
      rejectDrill.take(exchange.nowUs) ??
      (isKnownAsUsual ? checks.breachOfUsual(market, terms) : checks.breach(market, terms)) ??
      risk().takeRate(clientName);
    if (breach === null && (isKnownAsUsual || isPlain(terms, market))) {
      return this.#placePlain(terms, market, clientName, id, prioritySeq);
    }
    const order = this.#newOrder(terms, market, clientName, id, prioritySeq);
    if (breach === null) return this.#place(order, market, terms);
    this.#ports.reports.reject(order, breach);
    return breach;
  }

  /** Places an order whatever the limits say. */
  place(terms: SizedRequest, market: InstrumentMarket, clientName: string): OrderId {
    const { numbers } = this.#ports;
    const id = numbers.nextOrderId();
    const order = this.#newOrder(terms, market, clientName, id, numbers.nextPrioritySeq());
    this.#place(order, market, terms);
    return order.orderId;
  }

  #newOrder(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
    id: number,
    prioritySeq: number,
  ): Order {
    const { exchange, venue } = this.#ports;
    const { nowUs } = exchange;
    const { calendar } = market;
    return newOrder(terms, { orderId: id, prioritySeq, clientName, venue, calendar, nowUs });
  }

  #placePlain(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
    id: number,
    prioritySeq: number,
  ): OrderId | Refusal {
    const { exchange, executions, orders, reports, risk, sessions } = this.#ports;
    const result = enterPlain(terms, id, market, risk().limits);
    if (isRefused(result)) {
      const why = refusalOf(result, terms);
      reports.reject(this.#newOrder(terms, market, clientName, id, prioritySeq), why);
      return why;
    }
    const { table } = orders;
    const { symbol } = market.instrument;
    const slot = table.add(id, terms.clientOrderId, clientName, symbol, terms.tag);
    const at = slot * ROW_WIDTH;
    const endsUs = this.#plain.put(table.rows, at, terms, prioritySeq, market, exchange.nowUs);
    orders.work(slot, result);
    reports.accept(slot);
    if (isResting(result)) sessions.watch(endsUs);
    executions.record(slot, market, result);
    exchange.settle();
    return orderId(id);
  }

  #place(order: Order, market: InstrumentMarket, exits: Exits): OrderId | Refusal {
    const { exchange, executions, groups, orders, reports, risk, sessions, stops } = this.#ports;
    const waiting = sessions.place(order, market);
    if (waiting !== null) {
      if ('code' in waiting) return this.#reject(order, waiting);
      groups.open(waiting, exits);
      exchange.settle();
      return order.orderId;
    }
    if (isWaitingStop(order)) {
      const placed = stops.place(order, market);
      if ('code' in placed) return this.#reject(order, placed);
      sessions.watch(placed.expiresUs);
      return order.orderId;
    }
    const result = enterBook(order, market, risk().limits);
    if (isRefused(result)) return this.#reject(order, refusalOf(result, order));
    const working = orders.addWorking(order, result);
    reports.report('order.accepted', order);
    groups.open(order, exits);
    // Held exits end with their entry's session too.
    if (isResting(result) || order.orderClass !== 'simple') sessions.watch(order.expiresUs);
    executions.record(working.slot, market, result);
    exchange.settle();
    return order.orderId;
  }

  #reject(order: Order, why: Refusal): Refusal {
    this.#ports.reports.reject(order, why);
    return why;
  }
}
