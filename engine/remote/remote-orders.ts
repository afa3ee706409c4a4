/**
 * What the venue's words make of our orders. Every word is held to the one table of statuses; one that
 * comes late, again or before what it follows from changes nothing that is known better. An end is only
 * taken when all fills are there that the venue counts, so no fill is ever lost behind it.
 */
import { clientOrderId, orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order, OrderReason } from '../domain/order.ts';
import { priceTicks } from '../domain/price.ts';
import type { Refusal } from '../domain/refusal.ts';
import { nextStatus } from '../orders/status-table.ts';
import type { WorkingOrder } from '../orders/working-order.ts';
import { NO_HANDLE } from '../orders/waiting-orders.ts';
import { adoptedOrder, nameOf } from './adopted-order.ts';
import { RemoteFills, withLeaves } from './remote-fills.ts';
import type { LiveLink } from './remote-links.ts';
import type { RemotePorts } from './remote-ports.ts';
import { UNKNOWN_START } from '../domain/remote-link.ts';
import { isOver } from './remote-report.ts';
import type { RemoteFill, RemoteReport } from './remote-report.ts';
import { movedOrder, movingEvent, rankOf } from './remote-status.ts';

export interface RemoteOrdersOptions {
  readonly ports: RemotePorts;
  /** Time of the last fill that is stored. */
  readonly lastFillUs: number;
  /** Orders that ended before this are of a past that this store does not know. */
  readonly openedUs: () => number;
  /** An order has ended. */
  readonly onEnded: (order: Order) => void;
}

/** Remote orders remembered as asked for. */
const ASKED_MAX = 1_000;

export class RemoteOrders {
  readonly #ports: RemotePorts;
  readonly #options: RemoteOrdersOptions;
  readonly #fills: RemoteFills;
  /** Newest word of each working order, by remote id: what waits for fills is in it. */
  readonly #words = new Map<string, RemoteReport>();
  /** Why orders were asked to be cancelled. */
  readonly #reasons = new Map<number, OrderReason>();
  /** Replaced orders that were asked for once; a second time they are strangers. */
  readonly #asked = new Set<string>();
  /** Orders there in symbols that are not followed here; bounded by what an account has open. */
  readonly strangers: Map<string, RemoteReport> = new Map<string, RemoteReport>();

  constructor(options: RemoteOrdersOptions) {
    this.#options = options;
    this.#ports = options.ports;
    this.#fills = new RemoteFills(options.ports, options.lastFillUs);
  }

  get lastFillUs(): number {
    return this.#fills.lastUs;
  }

  /** Remembers why an order is to be cancelled, for when it is. */
  because(orderId: number, reason: OrderReason): void {
    this.#reasons.set(orderId, reason);
  }

  /** Takes what the venue says of an order, whoever sent it. */
  hear(report: RemoteReport): void {
    const link = this.#linkOf(report);
    if (link === null) return;
    const working = this.#workingOf(link);
    if (working === null) return;
    const last = this.#words.get(report.remoteId);
    const isOld =
      report.updatedUs < link.updatedUs ||
      (report.updatedUs === link.updatedUs &&
        last !== undefined &&
        (rankOf(report.status) < rankOf(last.status) || report.filledLots < last.filledLots));
    if (isOld) {
      this.#ports.outbox.words.repeated += 1;
      return;
    }
    link.updatedUs = report.updatedUs;
    this.#words.set(report.remoteId, report);
    this.#ports.outbox.words.taken += 1;
    if (report.status === null) this.#ports.outbox.words.unknown += 1;
    for (const leg of report.legs) this.#hearLeg(link.orderId, leg);
    this.#apply(link, report);
  }

  /** Takes an order that was open when the account was taken over: its fills until then are in that. */
  takeOver(report: RemoteReport): void {
    const { links } = this.#ports;
    if (links.find(report.remoteId) !== null || report.qtyLots <= report.filledLots) return;
    const link = this.#adopt({ ...report, qtyLots: report.qtyLots - report.filledLots }, null);
    if (link === null) return;
    links.begin(link, report.filledLots);
    this.hear(report);
  }

  /** Takes a fill; `report` is the order as the same word has it. */
  hearFill(fill: RemoteFill, report: RemoteReport | null): void {
    const link = report === null ? this.#ports.links.find(fill.remoteId) : this.#linkOf(report);
    if (link === null) {
      if (report === null) this.#ports.outbox.wantOrder(fill.remoteId);
      return;
    }
    const working = this.#workingOf(link);
    if (working === null) return;
    // Its quantity decides whether this is the last fill.
    if (report !== null) this.#syncTerms(working, link, report);
    this.#fills.take(working, link, fill);
    this.#goOn(link);
    if (this.#isGone(link)) this.#ended(link.orderId);
    if (report !== null) this.hear(report);
  }

  /** Takes all fills that the venue lists of a remote order, which has filled so much in all. */
  settle(remoteId: string, fills: readonly RemoteFill[], filledLots: number): void {
    const link = this.#ports.links.find(remoteId);
    if (link === null || this.#isGone(link)) return;
    this.#fills.settle(link, fills, filledLots);
    for (const fill of fills) this.hearFill(fill, null);
    this.#goOn(link);
  }

  /** The venue has refused an order that it does not have. */
  refuse(orderId: OrderId, why: Refusal): void {
    const { orders, links, reports, exchange } = this.#ports;
    const order = orders.workingById(orderId)?.order;
    if (order === undefined || links.current(orderId) !== null) return;
    reports.reject({ ...order, updatedUs: exchange.nowUs }, why);
    this.#ended(orderId);
  }

  /** An order was cancelled before it was sent. */
  drop(id: OrderId): void {
    if (this.#ports.links.current(id) === null) this.#close(id, 'user');
  }

  /** The venue does not know an order any more that it had: it ends with what has filled. */
  lose(id: OrderId): void {
    this.#close(id, 'venue');
  }

  /** The newest word of a remote order; null: none was heard in this run. */
  wordOf(remoteId: string): RemoteReport | null {
    return this.#words.get(remoteId) ?? null;
  }

  /** The venue has refused to cancel or to change an order, which goes on as it was. */
  keep(orderId: OrderId, event: 'cancel_rejected' | 'replace_rejected'): void {
    const { orders, links, reports, exchange } = this.#ports;
    const order = orders.workingById(orderId)?.order;
    const pending = event === 'cancel_rejected' ? 'pending_cancel' : 'pending_replace';
    if (order?.status !== pending) return;
    if (event === 'cancel_rejected') this.#reasons.delete(orderId);
    const kept = movedOrder(order, event, exchange.nowUs);
    if (kept !== null) reports.step(event, kept);
    const link = links.current(orderId);
    if (link !== null) this.#goOn(link);
  }

  /** The link of a remote order, made when it is the first word of it; null: it is none of ours. */
  #linkOf(report: RemoteReport): LiveLink | null {
    const { links, orders, outbox } = this.#ports;
    const known = links.find(report.remoteId);
    if (known !== null) return known;
    const named = orders.byClientOrderId(clientOrderId(report.clientOrderId));
    const isUnlinked = named !== null && links.current(named.orderId) === null;
    if (isUnlinked && orders.workingById(named.orderId) !== undefined) {
      return links.bind(report.remoteId, named.orderId, 0);
    }
    const before = report.replaces === null ? null : links.find(report.replaces);
    if (before !== null) return this.#successor(before, report);
    if (report.replaces !== null && !this.#asked.has(report.replaces)) {
      // It may go on from one of ours over others that were not told of.
      this.#ask(report.replaces);
      outbox.wantOrder(report.remoteId);
      return null;
    }
    return this.#adopt(report, null);
  }

  /**
   * A remote order that takes another one's place. Before it works it may still be refused, as when the
   * other one fills first, so until then the other one stands for the order.
   */
  #successor(before: LiveLink, report: RemoteReport): LiveLink | null {
    const { links, outbox } = this.#ports;
    const { status } = report;
    if (this.#isGone(before)) return null;
    if (status === 'rejected') {
      this.keep(orderId(before.orderId), 'replace_rejected');
      return null;
    }
    const last = this.#words.get(before.remoteId);
    if ((status === 'pending_new' || status === 'accepted') && last?.status !== 'replaced') {
      outbox.words.repeated += 1;
      return null;
    }
    if (links.current(before.orderId) !== before) return null;
    const link = links.bind(report.remoteId, before.orderId, UNKNOWN_START);
    if (report.filledLots === 0) links.begin(link, 0);
    this.#replaced(link, report);
    return link;
  }

  /** The order goes on as its successor, with the terms that that one has. */
  #replaced(link: LiveLink, report: RemoteReport): void {
    const { orders, reports, exchange, outbox } = this.#ports;
    const working = orders.workingById(orderId(link.orderId));
    if (working === undefined) return;
    const { order } = working;
    const changed = { ...withTerms(order, report, link), updatedUs: exchange.nowUs };
    if (nextStatus(order.status, 'replaced') !== null) {
      const moved = movedOrder(order, 'replaced', exchange.nowUs);
      reports.step('replaced', { ...changed, status: moved?.status ?? order.status });
      return;
    }
    // It is to be cancelled, but that was asked of the one before.
    if (nextStatus(order.status, 'restated') !== null) reports.step('restated', changed);
    if (order.status === 'pending_cancel') outbox.send({ kind: 'cancel', orderId: order.orderId });
  }

  #hearLeg(parentId: number, leg: RemoteReport): void {
    const { links, orders } = this.#ports;
    const parent = orders.byOrderId(orderId(parentId));
    if (parent === null || parent.orderClass === 'simple') return;
    const isNew = links.find(leg.remoteId) === null && leg.replaces === null;
    if (isNew) this.#adopt(leg, parent);
    if (links.find(leg.remoteId) !== null) this.hear(leg);
  }

  #ask(remoteId: string): void {
    this.#ports.outbox.wantOrder(remoteId);
    this.#asked.add(remoteId);
    const [oldest] = this.#asked;
    if (this.#asked.size > ASKED_MAX && oldest !== undefined) this.#asked.delete(oldest);
  }

  #adopt(report: RemoteReport, parent: Order | null): LiveLink | null {
    const { exchange, links, numbers, orders, reports, venue } = this.#ports;
    const isPast = isOver(report.status) && report.updatedUs < this.#options.openedUs();
    const isNothing = isOver(report.status) && report.filledLots === 0;
    if (isPast || isNothing || report.qtyLots === 0) return null;
    if (exchange.market(report.symbol) === undefined) {
      if (isOver(report.status)) this.strangers.delete(report.remoteId);
      else this.strangers.set(report.remoteId, report);
      return null;
    }
    this.strangers.delete(report.remoteId);
    const isTaken = (name: string) => orders.byClientOrderId(clientOrderId(name)) !== null;
    const order = adoptedOrder(report, {
      orderId: numbers.nextOrderId(),
      prioritySeq: numbers.nextPrioritySeq(),
      name: nameOf(report, isTaken),
      venue,
      parent,
      nowUs: exchange.nowUs,
    });
    orders.addWorking(order, NO_HANDLE);
    reports.report('order.accepted', order);
    return links.bind(report.remoteId, order.orderId, 0);
  }

  /** Looks again at the newest word of a remote order, which a fill may have made true. */
  #goOn(link: LiveLink): void {
    const report = this.#words.get(link.remoteId);
    if (report !== undefined) this.#apply(link, report);
  }

  #apply(link: LiveLink, report: RemoteReport): void {
    const { links, orders, outbox } = this.#ports;
    const working = orders.workingById(orderId(link.orderId));
    if (working === undefined) return;
    const isUnknown = link.startLots === UNKNOWN_START;
    if (isUnknown && report.filledLots === 0) links.begin(link, 0);
    const before = links.openBefore(link);
    if (before !== null) outbox.wantOrder(before.remoteId);
    const isCovered = link.startLots !== UNKNOWN_START && report.filledLots <= link.coveredLots;
    const isWhole = isCovered && before === null;
    if (!isCovered) outbox.wantFills(report.remoteId);
    if (isWhole && isOver(report.status) && !link.isFinal) {
      link.isFinal = true;
      this.#goOnAfter(link, working);
    }
    if (links.current(link.orderId) !== link || this.#isGone(link)) return;
    if (report.status === 'replaced') {
      if (report.replacedBy !== null) outbox.wantOrder(report.replacedBy);
      return;
    }
    if (isOver(report.status)) {
      if (isWhole) this.#end(working, report);
      return;
    }
    if (isWhole) this.#syncTerms(working, link, report);
    const event = report.status === null ? null : movingEvent(report.status);
    if (event === null) return;
    const moved = movedOrder(working.order, event, this.#ports.exchange.nowUs);
    if (moved !== null) this.#ports.reports.step(event, moved);
  }

  /** Takes what has waited for the end of a remote order that another one has replaced. */
  #goOnAfter(link: LiveLink, working: WorkingOrder): void {
    const current = this.#ports.links.current(link.orderId);
    if (current === null || current === link) return;
    this.#fills.goOn(working, current);
    this.#goOn(current);
    if (this.#isGone(current)) this.#ended(current.orderId);
  }

  /** Gives an order the quantity and prices that the venue has of it. */
  #syncTerms(working: WorkingOrder, link: LiveLink, report: RemoteReport): void {
    const { exchange, links, reports } = this.#ports;
    const { order } = working;
    const isOther = links.current(link.orderId) !== link || link.startLots === UNKNOWN_START;
    if (isOther || nextStatus(order.status, 'restated') === null) return;
    // What was asked for is on its way; until it is answered the old terms hold.
    if (order.status === 'pending_replace') return;
    const synced = withTerms(order, report, link);
    if (synced === order || synced.leavesQtyLots === 0) return;
    reports.step('restated', { ...synced, updatedUs: exchange.nowUs });
  }

  #end(working: WorkingOrder, report: RemoteReport): void {
    const { exchange, reports } = this.#ports;
    const { order } = working;
    const { status } = report;
    const reason = this.#reasons.get(order.orderId) ?? 'venue';
    if (status === 'rejected' && nextStatus(order.status, 'rejected') !== null) {
      const why = {
        code: 'venue.rejected',
        field: '',
        value: report.remoteId,
        rule: 'the venue takes the order',
      } as const;
      reports.reject({ ...order, updatedUs: exchange.nowUs }, why);
    } else {
      reports.end(working.slot, status === 'expired' ? 'session_end' : reason, exchange.nowUs);
    }
    this.#ended(order.orderId);
  }

  /** Ends an order by itself; `reason` where nobody has asked for it. */
  #close(id: OrderId, reason: OrderReason): void {
    const { orders, reports, exchange } = this.#ports;
    const working = orders.workingById(id);
    if (working === undefined) return;
    reports.end(working.slot, this.#reasons.get(id) ?? reason, exchange.nowUs);
    this.#ended(id);
  }

  #ended(id: number): void {
    const { links, orders } = this.#ports;
    const link = links.current(id);
    this.#reasons.delete(id);
    if (link !== null) {
      this.#words.delete(link.remoteId);
      this.#fills.drop(link.remoteId);
    }
    const order = orders.byOrderId(orderId(id));
    if (order !== null) this.#options.onEnded(order);
  }

  #workingOf(link: LiveLink): WorkingOrder | null {
    const working = this.#ports.orders.workingById(orderId(link.orderId));
    if (working !== undefined) return working;
    this.#ports.outbox.words.repeated += 1;
    return null;
  }

  #isGone(link: LiveLink): boolean {
    return this.#ports.orders.workingById(orderId(link.orderId)) === undefined;
  }
}

/** An order with the open quantity and the prices of a report; itself when they are the same. */
function withTerms(order: Order, report: RemoteReport, link: LiveLink): Order {
  const price = (ticks: number | null, before: Order['limitPriceTicks']) =>
    ticks === null ? before : priceTicks(ticks);
  const covered = Math.max(link.coveredLots, link.startLots, 0);
  const terms = {
    ...withLeaves(order, Math.max(0, report.qtyLots - covered)),
    limitPriceTicks: price(report.limitPriceTicks, order.limitPriceTicks),
    stopPriceTicks: price(report.stopPriceTicks, order.stopPriceTicks),
    trailTicks: report.trailTicks ?? order.trailTicks,
    trailBasisPoints: report.trailBasisPoints ?? order.trailBasisPoints,
    hwmTicks: price(report.hwmTicks, order.hwmTicks),
  };
  const isSame =
    terms.qtyLots === order.qtyLots &&
    terms.leavesQtyLots === order.leavesQtyLots &&
    terms.limitPriceTicks === order.limitPriceTicks &&
    terms.stopPriceTicks === order.stopPriceTicks &&
    terms.trailTicks === order.trailTicks &&
    terms.trailBasisPoints === order.trailBasisPoints &&
    terms.hwmTicks === order.hwmTicks;
  return isSame ? order : terms;
}
