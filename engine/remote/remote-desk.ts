import { assert } from '../domain/assert.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order, OrderReason } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { limitBreach } from '../orders/limit-breach.ts';
import type { LimitPorts } from '../orders/limit-breach.ts';
import { newOrder } from '../orders/new-order.ts';
import type { SizedRequest, SubmitRequest } from '../orders/new-order.ts';
import { notWorking, unknownSymbol } from '../orders/order-checks.ts';
import type { OrderDraft } from '../orders/order-checks.ts';
import { orderTerms } from '../orders/order-terms.ts';
import type { AskedDraft } from '../orders/order-terms.ts';
import { checkReplace, hasSamePrices, replacedTerms } from '../orders/replace-checks.ts';
import type { ReplaceRequest, ReplacedTerms } from '../orders/replace-checks.ts';
import { nextStatus } from '../orders/status-table.ts';
import { NO_HANDLE } from '../orders/waiting-orders.ts';
import type { WorkingOrder } from '../orders/working-order.ts';
import { withLeaves } from './remote-fills.ts';
import type { RemoteOrders } from './remote-orders.ts';
import type { RemotePorts } from './remote-ports.ts';
import { movedOrder } from './remote-status.ts';

/** What the desk needs beside the others; functions for what is made after it. */
export interface RemoteDeskPorts extends RemotePorts, LimitPorts {
  readonly remote: () => RemoteOrders;
}

/**
 * Takes commands for a remote venue: checks them as the local venue does, records that they are on their
 * way, and says what is to be sent once that is on disk. What becomes of them the venue says later.
 */
export class RemoteDesk {
  readonly #ports: RemoteDeskPorts;

  constructor(ports: RemoteDeskPorts) {
    this.#ports = ports;
  }

  /** What is asked for with its quantity, or why it is no order that the venue takes. */
  terms<Draft extends AskedDraft>(
    draft: Draft,
    market: InstrumentMarket,
  ): (Draft & OrderDraft) | Refusal {
    return orderTerms(draft, market, this.#ports.venue, this.#ports.risk().limits);
  }

  /** The limit that a new order breaks now, or null; what else stands against it the venue says. */
  breach(market: InstrumentMarket, terms: OrderDraft): Refusal | null {
    return limitBreach(this.#ports, market, terms);
  }

  /** Sends an order whose client order id is new; its number, or why it was refused. */
  submit(request: SubmitRequest, clientName: string): OrderId | Refusal {
    const market = this.#ports.exchange.market(request.symbol);
    if (market === undefined) return unknownSymbol(request.symbol);
    const terms = this.terms(request, market);
    if ('code' in terms) return terms;
    return this.placeGuarded(terms, market, clientName);
  }

  /** Sends an order unless a limit forbids it; then it is kept as rejected. */
  placeGuarded(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
  ): OrderId | Refusal {
    const breach = this.breach(market, terms) ?? this.#ports.risk().takeRate(clientName);
    if (breach === null) return this.place(terms, market, clientName);
    this.#ports.reports.reject(this.#newOrder(terms, market, clientName), breach);
    return breach;
  }

  /** Sends an order whatever the limits say; `isClosing`: it only closes what is held. */
  place(
    terms: SizedRequest,
    market: InstrumentMarket,
    clientName: string,
    isClosing = false,
  ): OrderId {
    const { orders, outbox, reports } = this.#ports;
    const made = this.#newOrder(terms, market, clientName);
    const order: Order = { ...made, status: 'pending_new' };
    orders.addWorking(order, NO_HANDLE);
    reports.report('order.accepted', order);
    const { orderClass, takeProfit, stopLoss } = terms;
    const exits = { orderClass, takeProfit, stopLoss };
    outbox.send({ kind: 'submit', orderId: order.orderId, exits, isClosing });
    return order.orderId;
  }

  /** Leaves so many lots of a closing order that has not been sent yet; of 0 there is no order. */
  shrink(id: OrderId, lots: number): void {
    const { exchange, orders, reports } = this.#ports;
    const order = orders.workingById(id)?.order;
    if (order?.status !== 'pending_new' || lots >= order.leavesQtyLots) return;
    if (lots > 0) {
      reports.step('restated', { ...withLeaves(order, lots), updatedUs: exchange.nowUs });
      return;
    }
    this.#ports.remote().because(id, 'flatten');
    this.#ports.remote().drop(id);
  }

  /** Asks for an order to be cancelled, once; what is on its way already is. */
  cancel(working: WorkingOrder, reason: OrderReason): void {
    const { exchange, outbox, reports } = this.#ports;
    const { order } = working;
    this.#ports.remote().because(order.orderId, reason);
    const pending = movedOrder(order, 'pending_cancel', exchange.nowUs);
    if (pending !== null) reports.step('pending_cancel', pending);
    if (pending !== null || order.status === 'pending_replace') {
      outbox.send({ kind: 'cancel', orderId: order.orderId });
    }
  }

  /** Asks for an order to be changed, or says why not. It counts among the orders a second. */
  replace(request: ReplaceRequest, clientName?: string): Refusal | null {
    const { orders, exchange, outbox, reports } = this.#ports;
    const id = orderId(request.orderId);
    const working = orders.workingById(id);
    if (working === undefined) return notWorking(id, orders.statusOf(id));
    const { order } = working;
    const market = exchange.market(order.symbol);
    assert(market !== undefined, 'the instrument of an order is followed');
    const terms = replacedTerms(order, request);
    const why =
      this.#unchangeable(order, request) ??
      checkReplace(market.instrument, order, request, terms) ??
      this.#breachOfReplace(market, order, terms, clientName ?? order.clientName);
    if (why !== null) return why;
    const pending = movedOrder(order, 'pending_replace', exchange.nowUs);
    assert(pending !== null, 'an order that can be changed can wait for it');
    reports.step('pending_replace', pending);
    const before = replacedTerms(order, NO_CHANGES);
    outbox.send({ kind: 'replace', orderId: id, before, after: terms });
    return null;
  }

  #newOrder(terms: SizedRequest, { calendar }: InstrumentMarket, clientName: string): Order {
    const { exchange, numbers, venue } = this.#ports;
    const { nowUs } = exchange;
    return newOrder(terms, {
      orderId: numbers.nextOrderId(),
      prioritySeq: numbers.nextPrioritySeq(),
      clientName,
      venue,
      calendar,
      nowUs,
    });
  }

  /** Alpaca changes nothing that is pending or only accepted. */
  #unchangeable(
    { orderId: id, status }: Order,
    { displayQtyLots }: ReplaceRequest,
  ): Refusal | null {
    if (displayQtyLots !== null) {
      const rule = `no orders that show only a part on ${this.#ports.venue}`;
      return refusal('venue.unsupported', 'displayQtyLots', displayQtyLots, rule);
    }
    if (nextStatus(status, 'pending_replace') !== null) return null;
    const rule = `an order that the venue can change now; this one is ${status}`;
    return refusal('venue.order_state', 'orderId', id, rule);
  }

  #breachOfReplace(
    market: InstrumentMarket,
    order: Order,
    terms: ReplacedTerms,
    clientName: string,
  ): Refusal | null {
    // Less at the same price only takes risk away.
    if (terms.qtyLots <= order.qtyLots && hasSamePrices(terms, order)) return null;
    const { risk, accounts } = this.#ports;
    const changed = { ...terms, side: order.side, orderType: order.type };
    return (
      risk().breachOfReplace(market, changed, order) ??
      accounts().breach(market, changed, order) ??
      risk().takeRate(clientName)
    );
  }
}

/** A request that leaves everything as it is. */
const NO_CHANGES: ReplaceRequest = {
  orderId: 1,
  qtyLots: null,
  limitPriceTicks: null,
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  displayQtyLots: null,
};
