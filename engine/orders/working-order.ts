import { assert } from '../domain/assert.ts';
import type { OrderId } from '../domain/ids.ts';
import { orderId } from '../domain/ids.ts';
import { ORDER_STATUSES } from '../domain/order.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import { EXPIRES_US, NONE, ORDER_ID, PRIORITY_SEQ, STATUS } from './order-row.ts';
import { HANDLE, ROW_WIDTH } from './order-table.ts';
import type { OrderTable } from './order-table.ts';

/**
 * A working order in its table, for what is not done to every order. It stays what it is when the order
 * changes, until it ends; `order` is made when it is asked for, and stands for that moment.
 */
export class WorkingOrder {
  readonly slot: number;
  readonly orderId: OrderId;
  readonly #table: OrderTable;

  constructor(table: OrderTable, slot: number) {
    this.#table = table;
    this.slot = slot;
    this.orderId = orderId(table.rows[slot * ROW_WIDTH + ORDER_ID] ?? 0);
  }

  /** The order as it stands now. */
  get order(): Order {
    const order = this.#table.orderAt(this.slot);
    assert(order.orderId === this.orderId, 'an order that is looked at is still in its slot');
    return order;
  }

  /** Handle of its resting part in the matching engine, or of a stop that waits in the stop book. */
  get handle(): number {
    return this.#table.rows[this.slot * ROW_WIDTH + HANDLE] ?? 0;
  }

  set handle(handle: number) {
    this.#table.rows[this.slot * ROW_WIDTH + HANDLE] = handle;
  }

  get symbol(): string {
    return this.#table.symbolAt(this.slot);
  }

  get status(): OrderStatus {
    return ORDER_STATUSES[this.#table.rows[this.slot * ROW_WIDTH + STATUS] ?? 0] ?? 'new';
  }

  get prioritySeq(): number {
    return this.#table.rows[this.slot * ROW_WIDTH + PRIORITY_SEQ] ?? 0;
  }

  /** When it ends; Infinity for one that has no end of its own. */
  get endsUs(): number {
    const us = this.#table.rows[this.slot * ROW_WIDTH + EXPIRES_US] ?? NONE;
    return us === NONE ? Number.POSITIVE_INFINITY : us;
  }
}
