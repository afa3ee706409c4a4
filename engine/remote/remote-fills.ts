/**
 * Fills of a remote venue. They are taken in the order in which they lie on their remote order, each
 * once: what comes again is known by where it ends, what comes too soon waits for what is missing.
 */
import { assert } from '../domain/assert.ts';
import type { Order } from '../domain/order.ts';
import { qtyLots } from '../domain/price.ts';
import { timeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { nextStatus } from '../orders/status-table.ts';
import type { WorkingOrder } from '../orders/working-order.ts';
import type { LiveLink } from './remote-links.ts';
import type { RemotePorts } from './remote-ports.ts';
import { movedOrder } from './remote-status.ts';
import { UNKNOWN_START } from '../domain/remote-link.ts';
import type { RemoteFill } from './remote-report.ts';

/** Fills that wait for earlier ones, of all orders; those beyond come with the next comparison. */
const WAITING_MAX = 10_000;

export class RemoteFills {
  readonly #ports: RemotePorts;
  /** By remote order, in the order in which they lie on it. */
  readonly #waiting = new Map<string, RemoteFill[]>();
  #waitingCount = 0;
  /** When the newest fill was: those that follow are told as not before it. */
  #lastUs: number;

  /** `lastUs`: time of the last fill that is stored. */
  constructor(ports: RemotePorts, lastUs: number) {
    this.#ports = ports;
    this.#lastUs = lastUs;
  }

  get lastUs(): number {
    return this.#lastUs;
  }

  /** Takes a fill of a working order; false when it waits, or is known. */
  take(working: WorkingOrder, link: LiveLink, fill: RemoteFill): boolean {
    const before = this.#ports.links.openBefore(link);
    if (before !== null) {
      // With its last fill the order would end, and what the other one had filled be lost.
      this.#wait(fill);
      this.#ports.outbox.wantOrder(before.remoteId);
      return false;
    }
    this.#settleStart(link, fill);
    if (link.startLots !== UNKNOWN_START && fill.cumLots <= link.coveredLots) {
      this.#ports.outbox.words.repeated += 1;
      return false;
    }
    if (link.startLots === UNKNOWN_START || fill.fromLots > link.coveredLots) {
      this.#wait(fill);
      this.#ports.outbox.wantFills(link.remoteId);
      return false;
    }
    this.#apply(working, link, fill);
    this.#takeWaiting(working, link);
    return true;
  }

  /** All fills that there are of a remote order, as the venue lists them: decides where they begin. */
  settle(link: LiveLink, fills: readonly RemoteFill[], filledLots: number): void {
    const { links } = this.#ports;
    const starts = fills.map(({ fromLots }) => fromLots);
    if (link.startLots === UNKNOWN_START) {
      links.begin(link, starts.length === 0 ? filledLots : Math.min(...starts));
      return;
    }
    // Filled without a fill of its own: what the one before it has filled is counted with it.
    const isCarried = links.before(link)?.coveredLots === filledLots && starts.length === 0;
    if (isCarried && link.coveredLots < filledLots) links.begin(link, filledLots);
  }

  /** Takes what has waited for the remote order before this one. */
  goOn(working: WorkingOrder, link: LiveLink): void {
    const waiting = this.#waiting.get(link.remoteId) ?? [];
    this.#waitingCount -= waiting.length;
    this.#waiting.delete(link.remoteId);
    for (const fill of waiting) {
      if (this.#ports.orders.workingById(working.orderId) !== undefined) {
        this.take(working, link, fill);
      }
    }
  }

  /** Forgets what waits for an order that has ended. */
  drop(remoteId: string): void {
    this.#waitingCount -= this.#waiting.get(remoteId)?.length ?? 0;
    this.#waiting.delete(remoteId);
  }

  /**
   * A replaced order's fills may be counted with its successor's: then the successor's first own fill
   * begins where the other's have ended, else at 0.
   */
  #settleStart(link: LiveLink, fill: RemoteFill): void {
    const { links } = this.#ports;
    const isUntouched = link.coveredLots === Math.max(0, link.startLots);
    if (link.place === 1 || !isUntouched || fill.fromLots === link.coveredLots) {
      if (link.startLots === UNKNOWN_START && fill.fromLots === 0) links.begin(link, 0);
      return;
    }
    const before = links.before(link);
    if (before !== null && fill.fromLots === before.coveredLots) links.begin(link, fill.fromLots);
  }

  #takeWaiting(working: WorkingOrder, link: LiveLink): void {
    const waiting = this.#waiting.get(link.remoteId);
    if (waiting === undefined) return;
    while (this.#ports.orders.workingById(working.orderId) !== undefined) {
      const [next] = waiting;
      if (next === undefined || next.fromLots > link.coveredLots) break;
      waiting.shift();
      this.#waitingCount -= 1;
      if (next.cumLots > link.coveredLots) this.#apply(working, link, next);
    }
    if (waiting.length === 0) this.#waiting.delete(link.remoteId);
  }

  #wait(fill: RemoteFill): void {
    if (this.#waitingCount >= WAITING_MAX) return;
    const waiting = this.#waiting.get(fill.remoteId) ?? [];
    if (waiting.some(({ cumLots }) => cumLots === fill.cumLots)) return;
    waiting.push(fill);
    waiting.sort((a, b) => a.cumLots - b.cumLots);
    this.#waiting.set(fill.remoteId, waiting);
    this.#waitingCount += 1;
  }

  #apply(working: WorkingOrder, link: LiveLink, fill: RemoteFill): void {
    const { exchange, links, outbox } = this.#ports;
    const lots = fill.cumLots - link.coveredLots;
    links.cover(link, fill.cumLots);
    outbox.words.taken += 1;
    const market = exchange.market(working.symbol);
    assert(market !== undefined, 'the instrument of a working order is followed');
    const current = links.current(link.orderId);
    // Where a replaced order's fills are its own, they come on top of what its successor has open.
    const isLate = current !== null && current !== link && current.startLots <= 0;
    this.#makeRoom(working, lots, isLate);
    this.#record(working, market, lots, fill);
  }

  /** Lets an order take a fill that it would not have room for, or that its status does not expect. */
  #makeRoom(working: WorkingOrder, lots: number, isLate: boolean): void {
    const { reports, exchange } = this.#ports;
    const { nowUs } = exchange;
    const { order } = working;
    const short = isLate ? lots : Math.max(0, lots - order.leavesQtyLots);
    const event = order.leavesQtyLots + short === lots ? 'fill' : 'partial_fill';
    const mustGrow = short > 0 && nextStatus(order.status, 'restated') === null;
    if (mustGrow || nextStatus(order.status, event) === null) {
      const woken = movedOrder(order, 'new', nowUs);
      if (woken !== null) reports.step('new', woken);
    }
    if (short === 0) return;
    const grown = { ...withLeaves(working.order, order.leavesQtyLots + short), updatedUs: nowUs };
    reports.step('restated', grown);
  }

  /** Told as not before the last one: everything else takes the order of fills for that of time. */
  #record(
    working: WorkingOrder,
    { instrument, calendar }: InstrumentMarket,
    lots: number,
    { priceTicks, executedUs }: RemoteFill,
  ): void {
    const { accounts, exchange, reports } = this.#ports;
    this.#lastUs = Math.max(this.#lastUs, Math.min(executedUs, exchange.nowUs));
    const us = timeUs(this.#lastUs);
    const date = calendar.tradeDateOf(us);
    const fold = (): void => {
      reports.fill(working.slot, instrument, lots, priceTicks, false, date, us);
    };
    const isLate = calendar.tradeDateOf(timeUs(executedUs)) < calendar.tradeDateOf(exchange.nowUs);
    if (isLate) accounts().takeLate(instrument.symbol, fold);
    else fold();
  }
}

/** What an order would be with another open quantity. */
export function withLeaves(order: Order, leavesLots: number): Order {
  return {
    ...order,
    qtyLots: qtyLots(order.cumQtyLots + leavesLots),
    leavesQtyLots: qtyLots(leavesLots),
  };
}
