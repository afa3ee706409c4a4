/** Places of orders in the tables that the history screens page through. */
import type { OrderState } from '../../contract/history.ts';
import { isWorking } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/order.ts';
import type { Connection } from '../database.ts';
import { EVERY_SYMBOL } from './history-ways.ts';
import { prepareWrite } from './put.ts';
import type { Put } from './put.ts';

const COLUMNS = `order_id AS orderId, symbol, side, tag, status, created_us AS createdUs`;
/** afterOrderId, limit */
export const NEW_ORDERS = `
  SELECT ${COLUMNS} FROM orders WHERE order_id > ? ORDER BY order_id LIMIT ?`;
/** afterSeq, limit */
export const NEW_EVENTS = `
  SELECT e.seq, e.type, o.order_id AS orderId, o.symbol, o.side, o.tag, o.status,
    o.created_us AS createdUs
  FROM order_events e CROSS JOIN orders o ON o.order_id = e.order_id
  WHERE e.seq > ? ORDER BY e.seq LIMIT ?`;

const UNPLACED = 'SELECT tag_states_to_id AS toId FROM projection WHERE id = 1';
/** toOrderId, limit */
export const OLDER_ORDERS = `
  SELECT ${COLUMNS} FROM orders WHERE order_id <= ? ORDER BY order_id DESC LIMIT ?`;
const MOVE_UNPLACED = 'UPDATE projection SET tag_states_to_id = ? WHERE id = 1';

interface PlacedOrder {
  readonly orderId: number;
  readonly symbol: string;
  readonly side: string;
  readonly tag: string;
  readonly status: OrderStatus;
  readonly createdUs: number;
}

/** Where the places have come to: every order up to `orderId`, their states as of event `eventSeq`. */
export interface OrderPosition {
  readonly orderId: number;
  readonly eventSeq: number;
}

/** The word by which orders of a status are found. */
export function stateOf(status: OrderStatus): OrderState {
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return status;
    default:
      return 'working';
  }
}

/** Each step may be done again: what it writes depends on the orders as they stand alone. */
export class OrderPlaces {
  readonly #newOrders;
  readonly #newEvents;
  readonly #byTime: Put;
  readonly #bySide: Put;
  readonly #byTag: Put;
  readonly #byState: Put;
  readonly #worksNoMore: Put;
  readonly #byTagAndState: Put;
  readonly #worksNoMoreByTag: Put;
  readonly #unplaced;
  readonly #olderOrders;
  readonly #moveUnplaced: Put;

  constructor(db: Connection) {
    this.#newOrders = db.prepare<[number, number], PlacedOrder>(NEW_ORDERS);
    this.#newEvents = db.prepare<[number, number], PlacedOrder & { seq: number }>(NEW_EVENTS);
    this.#byTime = prepareWrite(db, 'INSERT OR IGNORE INTO orders_by_time VALUES (?,?)');
    this.#bySide = prepareWrite(db, 'INSERT OR IGNORE INTO orders_by_side VALUES (?,?,?,?)');
    this.#byTag = prepareWrite(db, 'INSERT OR IGNORE INTO orders_by_tag VALUES (?,?,?,?,?)');
    this.#byState = prepareWrite(db, 'INSERT OR IGNORE INTO orders_by_state VALUES (?,?,?,?,?)');
    this.#worksNoMore = prepareWrite(
      db,
      `
      DELETE FROM orders_by_state
      WHERE state = 'working' AND symbol = ? AND side = ? AND at_us = ? AND id = ?`,
    );
    this.#byTagAndState = prepareWrite(
      db,
      'INSERT OR IGNORE INTO orders_by_tag_state VALUES (?,?,?,?,?,?)',
    );
    this.#worksNoMoreByTag = prepareWrite(
      db,
      `
      DELETE FROM orders_by_tag_state
      WHERE tag = ? AND state = 'working' AND symbol = ? AND side = ? AND at_us = ? AND id = ?`,
    );
    this.#unplaced = db.prepare<[], { toId: number }>(UNPLACED);
    this.#olderOrders = db.prepare<[number, number], PlacedOrder>(OLDER_ORDERS);
    this.#moveUnplaced = prepareWrite(db, MOVE_UNPLACED);
  }

  /** Goes on by at most `limit` orders and as many events; returns the new position. */
  step(from: OrderPosition, limit: number): OrderPosition {
    let { orderId, eventSeq } = from;
    for (const order of this.#newOrders.all(orderId, limit)) {
      const { orderId: id, symbol, side, tag, createdUs } = order;
      this.#byTime.run(createdUs, id);
      for (const under of [symbol, EVERY_SYMBOL]) {
        this.#bySide.run(under, side, createdUs, id);
        this.#byTag.run(tag, under, side, createdUs, id);
        this.#byState.run(stateOf(order.status), under, side, createdUs, id);
      }
      this.#placeByTagAndState(order);
      orderId = id;
    }
    for (const order of this.#newEvents.all(eventSeq, limit)) {
      // What the orders before it have not reached yet gets its state with its places.
      if (order.orderId > orderId) break;
      eventSeq = order.seq;
      if (isWorking(order.status)) continue;
      const { orderId: id, symbol, side, tag, createdUs } = order;
      for (const under of [symbol, EVERY_SYMBOL]) {
        const ended = this.#worksNoMore.run(under, side, createdUs, id);
        if (ended.changes > 0) this.#byState.run(stateOf(order.status), under, side, createdUs, id);
      }
      if (tag === '') continue;
      const under = this.#worksNoMoreByTag.run(tag, EVERY_SYMBOL, side, createdUs, id);
      this.#worksNoMoreByTag.run(tag, symbol, side, createdUs, id);
      if (under.changes > 0) this.#placeByTagAndState(order);
    }
    return { orderId, eventSeq };
  }

  /** Starts over, with nothing that is to be placed afterwards. */
  clear(): void {
    this.#moveUnplaced.run(0);
  }

  /**
   * Places the newest `limit` orders by tag and state that were placed otherwise before, inside the
   * caller's transaction. Returns whether there are more.
   */
  goBack(limit: number): boolean {
    const toId = this.#unplaced.get()?.toId ?? 0;
    if (toId === 0) return false;
    const orders = this.#olderOrders.all(toId, limit);
    for (const order of orders) this.#placeByTagAndState(order);
    const last = orders.length < limit ? 1 : (orders.at(-1)?.orderId ?? 1);
    this.#moveUnplaced.run(last - 1);
    return last > 1;
  }

  /** Orders without a tag are not looked for by one. */
  #placeByTagAndState({ orderId, symbol, side, tag, status, createdUs }: PlacedOrder): void {
    if (tag === '') return;
    for (const under of [symbol, EVERY_SYMBOL]) {
      this.#byTagAndState.run(tag, stateOf(status), under, side, createdUs, orderId);
    }
  }
}
