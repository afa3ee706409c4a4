import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { ORDER_REASONS, ORDER_STATUSES, isWorking } from '../domain/order.ts';
import type { Order, OrderReason, OrderStatus } from '../domain/order.ts';
import { orderId } from '../domain/ids.ts';
import type { ClientOrderId, OrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { OrderLookup } from '../ports.ts';
import { OpenLots } from './open-lots.ts';
import {
  CUM_LOTS,
  CUM_TICK_LOTS,
  KIND,
  KIND_SELL,
  LEAVES_LOTS,
  LIMIT_TICKS,
  NONE,
  PRIORITY_SEQ,
  QTY_LOTS,
  REASON,
  STATUS,
  UPDATED_US,
  isExitKind,
  putOrder,
  rareTermsOf,
} from './order-row.ts';
import { HANDLE, OrderTable, ROW_WIDTH } from './order-table.ts';
import { leavePlace } from './queue-place.ts';
import { WorkingOrder } from './working-order.ts';

/**
 * Ended orders kept in memory when they are on disk, where the look-up finds all others: those that are
 * asked about just after. With 16,384 of them, whose rows and indexes did not stay in the processor's
 * second cache, an operation took 20 % longer (`npm run bench -- core`, `sides`).
 */
export const ENDED_ORDERS_KEPT = 1_024;
/**
 * Ended orders kept that are not on disk yet, as nobody else could find them: rows that can wait for it
 * (engine/store/journal.ts), of which each of them has one at least.
 */
export const ENDED_ORDERS_MAX = 65_536;

const HELD: number = ORDER_STATUSES.indexOf('held');
/** The usual reason, which is not looked up. */
const USER: number = ORDER_REASONS.indexOf('user');
const REASON_NUMBER = new Map(ORDER_REASONS.map((reason, i) => [reason, i]));

/**
 * All orders of the venue: working ones always, ended ones within a bound, the rest by look-up. Every
 * change of an order goes through here, so that what is open in sum follows it.
 */
export class OrderRegistry {
  /** What all working orders can still trade. */
  readonly openLots: OpenLots = new OpenLots();
  /** The orders; changed by this class alone, but for handles, places in queues and new plain orders. */
  readonly table: OrderTable = new OrderTable(ENDED_ORDERS_KEPT, ENDED_ORDERS_MAX);
  readonly #lookup: OrderLookup;
  readonly #marketOf: (symbol: string) => InstrumentMarket | undefined;
  #openMicros = 0;

  /** `marketOf`: the market of a working order's symbol. */
  constructor(lookup: OrderLookup, marketOf: (symbol: string) => InstrumentMarket | undefined) {
    this.#lookup = lookup;
    this.#marketOf = marketOf;
  }

  /** Value of what all working orders have open. */
  get openMicros(): number {
    return this.#openMicros;
  }

  get workingCount(): number {
    return this.table.workingCount;
  }

  /** Working orders in order of acceptance; none may come or end meanwhile. */
  *working(): IterableIterator<WorkingOrder> {
    const { table } = this;
    for (let slot = table.firstWorking; slot !== NIL; slot = table.nextWorking(slot)) {
      yield new WorkingOrder(table, slot);
    }
  }

  /** Those of a symbol and side, null meaning any, as they are now. */
  workingIn(symbol: string | null, side: Side | null): WorkingOrder[] {
    const { table } = this;
    const found: WorkingOrder[] = [];
    for (let slot = table.firstWorking; slot !== NIL; slot = table.nextWorking(slot)) {
      const isSell = ((table.rows[slot * ROW_WIDTH + KIND] ?? 0) & KIND_SELL) !== 0;
      const isIn = symbol === null || table.symbolAt(slot) === symbol;
      if (isIn && (side === null || (side === 'sell') === isSell)) {
        found.push(new WorkingOrder(table, slot));
      }
    }
    return found;
  }

  workingById(id: OrderId): WorkingOrder | undefined {
    const slot = this.table.findWorking(id);
    return slot === NIL ? undefined : new WorkingOrder(this.table, slot);
  }

  byOrderId(id: OrderId): Order | null {
    return this.table.find(id) ?? this.#lookup.byOrderId(id);
  }

  byClientOrderId(id: ClientOrderId): Order | null {
    return this.table.findName(id) ?? this.#lookup.byClientOrderId(id);
  }

  /** Status of an order; null when there is none of this number. */
  statusOf(id: OrderId): OrderStatus | null {
    return this.table.findStatus(id) ?? this.#lookup.byOrderId(id)?.status ?? null;
  }

  /** What a client's name stands for: an order's number, or why the order of that name was refused. */
  knownAs(id: ClientOrderId): OrderId | Refusal | null {
    const known = this.table.findResult(id);
    if (known !== null) return typeof known === 'number' ? orderId(known) : known;
    const order = this.#lookup.byClientOrderId(id);
    return order === null ? null : (order.refusal ?? order.orderId);
  }

  /** Makes an order known that rests or waits under `handle`. */
  addWorking(order: Order, handle: number): WorkingOrder {
    const { orderId: id, clientOrderId, clientName, symbol, tag } = order;
    const slot = this.table.add(id, clientOrderId, clientName, symbol, tag);
    this.#put(slot, order);
    this.work(slot, handle);
    return new WorkingOrder(this.table, slot);
  }

  /** Counts an order as working that rests or waits under `handle`; its slot and row have been filled. */
  work(slot: number, handle: number): void {
    this.table.rows[slot * ROW_WIDTH + HANDLE] = handle;
    this.#count(slot, 1);
  }

  /**
   * Stores an order's newest state and returns its slot. One that has ended, or is new and never worked,
   * stays there until `retire`.
   */
  update(order: Order): number {
    const known = this.table.findWorking(order.orderId);
    if (known !== NIL) this.#count(known, -1);
    const slot = known === NIL ? this.#addEnded(order) : known;
    this.#put(slot, order);
    if (isWorking(order.status)) this.#count(slot, 1);
    else if (known !== NIL) this.#leavePlace(slot);
    return slot;
  }

  /** Takes an order that has ended out of the working ones; to be called when event `endSeq` has recorded that. */
  retire(slot: number, endSeq: number): void {
    this.table.retire(slot, endSeq);
  }

  /** Says that events up to this number are on disk, so that the look-up finds what ended with them. */
  written(seq: number): void {
    this.table.writtenSeq = seq;
  }

  /** Takes a fill of a working order, which has at least that much open; with the last one it has ended. */
  fill(slot: number, lots: number, ticks: number, status: number, us: number): void {
    const { rows } = this.table;
    const at = slot * ROW_WIDTH;
    const kind = rows[at + KIND] ?? 0;
    const leaves = (rows[at + LEAVES_LOTS] ?? 0) - lots;
    const cumTickLots = (rows[at + CUM_TICK_LOTS] ?? 0) + lots * ticks;
    assert(leaves >= 0, 'an order never fills more than it has open');
    assert(Number.isSafeInteger(cumTickLots), 'price x quantity of an order is a safe integer');
    const isExit = isExitKind(kind);
    if (isExit) this.#count(slot, -1);
    rows[at + LEAVES_LOTS] = leaves;
    rows[at + CUM_LOTS] = (rows[at + CUM_LOTS] ?? 0) + lots;
    rows[at + CUM_TICK_LOTS] = cumTickLots;
    rows[at + STATUS] = status;
    rows[at + UPDATED_US] = us;
    if (isExit) {
      if (leaves > 0) this.#count(slot, 1);
    } else this.#countPlain(this.table.symbolAt(slot), kind, -lots, -lots * this.#ticksOf(slot));
    if (leaves === 0) this.#leavePlace(slot);
  }

  /** Gives a plain working order another quantity, limit and priority. */
  replace(
    slot: number,
    qtyLots: number,
    limitTicks: number,
    prioritySeq: number,
    us: number,
  ): void {
    this.#count(slot, -1);
    const { rows } = this.table;
    const at = slot * ROW_WIDTH;
    rows[at + QTY_LOTS] = qtyLots;
    rows[at + LEAVES_LOTS] = qtyLots - (rows[at + CUM_LOTS] ?? 0);
    rows[at + LIMIT_TICKS] = limitTicks;
    rows[at + PRIORITY_SEQ] = prioritySeq;
    rows[at + UPDATED_US] = us;
    this.#count(slot, 1);
  }

  /** Ends a working order; what it has open will not be filled any more. */
  end(slot: number, status: number, reason: OrderReason, us: number): void {
    this.#count(slot, -1);
    const { rows } = this.table;
    const at = slot * ROW_WIDTH;
    rows[at + LEAVES_LOTS] = 0;
    rows[at + STATUS] = status;
    rows[at + REASON] = reason === 'user' ? USER : (REASON_NUMBER.get(reason) ?? NONE);
    rows[at + UPDATED_US] = us;
    this.#leavePlace(slot);
  }

  #leavePlace(slot: number): void {
    leavePlace(this.table, slot, this.#market(this.table.symbolAt(slot)));
  }

  /** Makes an order known that never worked, such as a rejected one. */
  #addEnded(order: Order): number {
    assert(!isWorking(order.status), 'an order that works has been added');
    const { orderId: id, clientOrderId, clientName, symbol, tag } = order;
    return this.table.add(id, clientOrderId, clientName, symbol, tag);
  }

  #put(slot: number, order: Order): void {
    putOrder(this.table.rows, slot * ROW_WIDTH, order);
    this.table.rares[slot] = rareTermsOf(order);
  }

  /** Counts what a working order has open, or (-1) no longer. */
  #count(slot: number, sign: 1 | -1): void {
    const { rows } = this.table;
    const at = slot * ROW_WIDTH;
    const kind = rows[at + KIND] ?? 0;
    const lots = sign * (rows[at + LEAVES_LOTS] ?? 0);
    const tickLots = lots * this.#ticksOf(slot);
    const symbol = this.table.symbolAt(slot);
    if (rows[at + STATUS] !== HELD && !isExitKind(kind)) {
      this.#countPlain(symbol, kind, lots, tickLots);
      return;
    }
    this.#openMicros += tickLots * this.#market(symbol).instrument.tickValueMicros;
    if (sign > 0) this.openLots.add(this.table.orderAt(slot));
    else this.openLots.remove(this.table.orderAt(slot));
  }

  #countPlain(symbol: string, kind: number, lots: number, tickLots: number): void {
    this.#openMicros += tickLots * this.#market(symbol).instrument.tickValueMicros;
    this.openLots.move(symbol, (kind & KIND_SELL) !== 0, lots, tickLots);
  }

  /** Price at which an order counts: its limit or stop, 0 at the market, where it is over at once. */
  #ticksOf(slot: number): number {
    const limit = this.table.rows[slot * ROW_WIDTH + LIMIT_TICKS] ?? NONE;
    return limit === NONE ? (this.table.rares[slot]?.stopPriceTicks ?? 0) : limit;
  }

  #market(symbol: string): InstrumentMarket {
    const market = this.#marketOf(symbol);
    assert(market !== undefined, 'the instrument of a working order is traded here');
    return market;
  }
}

/**
 * Value of what an order has open, at its limit or stop price; 0 for a market order, which is over at
 * once.
 */
export function openMicros(
  instrument: Instrument,
  { limitPriceTicks, stopPriceTicks, leavesQtyLots }: Order,
): number {
  return (limitPriceTicks ?? stopPriceTicks ?? 0) * leavesQtyLots * instrument.tickValueMicros;
}
