import type { OrderEventType } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import { valueMicros } from '../domain/instrument.ts';
import { isWorking } from '../domain/order.ts';
import type { Order, OrderReason } from '../domain/order.ts';
import { qtyLots } from '../domain/price.ts';
import type { Refusal } from '../domain/refusal.ts';

import type { TimeUs } from '../domain/time.ts';
import type { Account } from '../portfolio/account.ts';
import { feeMicros, isFree } from '../portfolio/fees.ts';
import { DAY_FEES_MICROS, FILL_REALISED, HELD_LOTS } from '../portfolio/position-fold.ts';
import type { PositionFold } from '../portfolio/position-fold.ts';
import { EventBatch, EventSpan } from './event-batch.ts';
import {
  ACCEPTED,
  CANCELED,
  EVENT_TYPES,
  EXPIRED,
  FILLED,
  FILL_CASH_MICROS,
  FILL_EXECUTION_ID,
  FILL_FEE_MICROS,
  FILL_GROSS_MICROS,
  FILL_HELD_LOTS,
  FILL_IS_MAKER,
  FILL_LAST_LOTS,
  FILL_LAST_TICKS,
  FILL_REALISED_MICROS,
  FILL_TRADE_DATE,
  REPLACED,
  dateNumber,
} from './event-layout.ts';
import type { OrderRegistry } from './order-registry.ts';
import {
  CUM_LOTS,
  CUM_TICK_LOTS,
  KIND,
  KIND_SELL,
  LEAVES_LOTS,
  NO_WORDS,
  STATUS,
  UPDATED_US,
  isGroupKind,
} from './order-row.ts';
import { BATCH_ID_AT, BATCH_SERIAL, ROW_WIDTH } from './order-table.ts';
import {
  CANCEL,
  EXPIRE,
  FILL,
  PARTIAL_FILL,
  REPLACE,
  nextStatus,
  statusAfter,
  statusNumberAfter,
} from './status-table.ts';
import type { StatusEvent } from './status-table.ts';

type PlainEventType = Exclude<OrderEventType, 'order.filled'>;

/** Numbers the events of own orders and keeps registry and account in step with them. */
export class ExecutionReports {
  /** Hears of every change of an order that is a member of a group. */
  onGroupMember: (order: Order) => void = () => undefined;
  /** Hears that the position of a symbol has changed. */
  onPosition: (symbol: string) => void = () => undefined;
  readonly #registry: OrderRegistry;
  readonly #account: Account;
  readonly #batch = new EventBatch();
  #lastSeq: number;
  #lastExecution: number;
  /** Of the batch, and of the events, when they were taken last. */
  #takenTo = 0;
  #takenSerial = 0;
  #takenSeq: number;
  /** The trading date that was packed last, and its number. */
  #date = '';
  #dateNumber = 0;

  constructor(
    last: { readonly eventSeq: number; readonly executionId: number },
    registry: OrderRegistry,
    account: Account,
  ) {
    this.#lastSeq = last.eventSeq;
    this.#takenSeq = last.eventSeq;
    this.#lastExecution = last.executionId;
    this.#registry = registry;
    this.#account = account;
  }

  /** Number of the newest event, taken or not. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * Events since the last call, in order, or null. They must be on disk before anyone hears of them; who
   * writes them takes them out of their batch.
   */
  take(): EventSpan | null {
    const count = this.#lastSeq - this.#takenSeq;
    if (count === 0) return null;
    const batch = this.#batch;
    // What was handed over meanwhile is no longer in front of them.
    const from = batch.serial === this.#takenSerial ? this.#takenTo : 0;
    this.#takenTo = batch.length;
    this.#takenSerial = batch.serial;
    this.#takenSeq = this.#lastSeq;
    return new EventSpan(batch, from, count);
  }

  /** Records a change of an order other than by a fill; its status is held to the status table. */
  report(type: PlainEventType, order: Order): Order {
    if (type === 'order.accepted') assertFirst(order.status);
    else {
      const before = this.#registry.workingById(order.orderId)?.order;
      if (before !== undefined) assertStep(before, STATUS_EVENT_OF[type], order);
    }
    return this.#record(type, order);
  }

  /** Records what a remote venue's word makes of an order; its status is held to the status table. */
  step(event: Exclude<StatusEvent, 'partial_fill' | 'fill' | 'replaced_by'>, order: Order): Order {
    const before = this.#registry.workingById(order.orderId)?.order;
    assert(before !== undefined, 'only a working order goes on');
    const status = statusAfter(before.status, event, order.cumQtyLots);
    assert(status === order.status, 'the status of an order follows from its event');
    return this.#record(EVENT_TYPE_OF[event], order);
  }

  /** Records that the plain order in a slot, which is `new`, has been accepted. */
  accept(slot: number): void {
    const { rows } = this.#registry.table;
    this.#push(ACCEPTED, slot, rows[slot * ROW_WIDTH + UPDATED_US] ?? 0);
  }

  /** Records that the plain order in a slot has another quantity, limit and priority. */
  replace(
    slot: number,
    qtyLots: number,
    limitTicks: number,
    prioritySeq: number,
    us: TimeUs,
  ): void {
    const { rows } = this.#registry.table;
    const at = slot * ROW_WIDTH;
    const status = rows[at + STATUS] ?? 0;
    const after = statusNumberAfter(status, REPLACE, rows[at + CUM_LOTS] ?? 0);
    assert(after === status, 'the status of an order follows from its event');
    this.#registry.replace(slot, qtyLots, limitTicks, prioritySeq, us);
    this.#push(REPLACED, slot, us);
  }

  /** Records that an order was refused; nothing of it will ever work. */
  reject(order: Order, why: Refusal): Order {
    const leavesQtyLots = qtyLots(0);
    const rejected = { ...order, status: 'rejected', refusal: why, leavesQtyLots } as const;
    return this.report('order.rejected', { ...rejected, reason: 'refused' });
  }

  /** Records that what a working order has open will not be filled any more. */
  end(slot: number, reason: OrderReason, us: TimeUs): void {
    const { rows } = this.#registry.table;
    const at = slot * ROW_WIDTH;
    const isOver = reason === 'session_end';
    const cum = rows[at + CUM_LOTS] ?? 0;
    const status = statusNumberAfter(rows[at + STATUS] ?? 0, isOver ? EXPIRE : CANCEL, cum);
    this.#registry.end(slot, status, reason, us);
    this.#push(isOver ? EXPIRED : CANCELED, slot, us);
    this.#registry.retire(slot, this.#lastSeq);
  }

  /** The same of an order of the last run that has not been put back among the working ones. */
  endAbsent(order: Order, reason: OrderReason, us: TimeUs): void {
    this.#record('order.canceled', {
      ...order,
      status: statusAfter(order.status, 'canceled', order.cumQtyLots),
      reason,
      leavesQtyLots: qtyLots(0),
      updatedUs: us,
    });
  }

  /**
   * Records a fill of the working order in a slot: order, position and cash move together. `tradeDate`:
   * trading date at the instrument's market, YYYY-MM-DD.
   */
  fill(
    slot: number,
    instrument: Instrument,
    lots: number,
    ticks: number,
    isMaker: boolean,
    tradeDate: string,
    us: TimeUs,
  ): void {
    const registry = this.#registry;
    const account = this.#account;
    const { rows } = registry.table;
    const at = slot * ROW_WIDTH;
    const kind = rows[at + KIND] ?? 0;
    const event = rows[at + LEAVES_LOTS] === lots ? FILL : PARTIAL_FILL;
    const cum = (rows[at + CUM_LOTS] ?? 0) + lots;
    const status = statusNumberAfter(rows[at + STATUS] ?? 0, event, cum);
    registry.fill(slot, lots, ticks, status, us);
    const fee = this.#feeOf(instrument, slot, lots, ticks, isMaker);
    const signedLots = (kind & KIND_SELL) === 0 ? lots : -lots;
    this.#lastExecution += 1;
    const execution = this.#lastExecution;
    const fold = account.fill(instrument, signedLots, ticks, fee, tradeDate, us, execution);
    this.#push(FILLED, slot, us, false);
    const numbersAt = this.#batch.addFill();
    const { numbers } = this.#batch;
    numbers[numbersAt + FILL_EXECUTION_ID] = execution;
    numbers[numbersAt + FILL_LAST_LOTS] = lots;
    numbers[numbersAt + FILL_LAST_TICKS] = ticks;
    numbers[numbersAt + FILL_GROSS_MICROS] = valueMicros(instrument, ticks, lots);
    numbers[numbersAt + FILL_FEE_MICROS] = fee;
    numbers[numbersAt + FILL_IS_MAKER] = isMaker ? 1 : 0;
    this.#putPosition(numbers, numbersAt, fold);
    this.onPosition(instrument.symbol);
    if (isGroupKind(kind)) this.onGroupMember(registry.table.orderAt(slot));
    if (event === FILL) registry.retire(slot, this.#lastSeq);
  }

  #putPosition(numbers: Float64Array, at: number, fold: PositionFold): void {
    const { tradeDate, numbers: position } = fold;
    if (tradeDate !== this.#date) {
      this.#date = tradeDate;
      this.#dateNumber = dateNumber(tradeDate);
    }
    numbers[at + FILL_REALISED_MICROS] = position[FILL_REALISED] ?? 0;
    numbers[at + FILL_CASH_MICROS] = this.#account.cashMicros;
    // In the order in which the fold has them.
    for (let i = HELD_LOTS; i <= DAY_FEES_MICROS; i += 1) {
      numbers[at + FILL_HELD_LOTS + i] = position[i] ?? 0;
    }
    numbers[at + FILL_TRADE_DATE] = this.#dateNumber;
  }

  /** What a fill costs that the order in a slot has taken already. */
  #feeOf(instrument: Instrument, slot: number, lots: number, ticks: number, isMaker: boolean) {
    const { fees } = this.#account.settings;
    if (isFree(fees)) return 0;
    const { rows } = this.#registry.table;
    const at = slot * ROW_WIDTH;
    const isSell = ((rows[at + KIND] ?? 0) & KIND_SELL) !== 0;
    const totals = {
      side: isSell ? 'sell' : 'buy',
      cumQtyLots: qtyLots(rows[at + CUM_LOTS] ?? 0),
      cumTickLots: rows[at + CUM_TICK_LOTS] ?? 0,
    } as const;
    return feeMicros(fees, instrument, totals, lots, ticks, isMaker ? 'maker' : 'taker');
  }

  #record(type: PlainEventType, order: Order): Order {
    const slot = this.#registry.update(order);
    this.#push(EVENT_TYPES.indexOf(type), slot, order.updatedUs);
    if (!isWorking(order.status)) this.#registry.retire(slot, this.#lastSeq);
    return order;
  }

  /** Numbers an event of the order in a slot, as it stands now. */
  #push(type: number, slot: number, us: number, tells: boolean = true): void {
    const { table } = this.#registry;
    const { rows } = table;
    const batch = this.#batch;
    const at = slot * ROW_WIDTH;
    this.#lastSeq += 1;
    if (rows[at + BATCH_SERIAL] !== batch.serial) {
      rows[at + BATCH_SERIAL] = batch.serial;
      rows[at + BATCH_ID_AT] = batch.addId(table.clientOrderIds[slot] ?? '');
    }
    const idAt = rows[at + BATCH_ID_AT] ?? 0;
    const wordsAt = batch.addWords(table.words[slot] ?? NO_WORDS);
    const rareAt = batch.addRare(table.rares[slot] ?? null);
    batch.add(type, this.#lastSeq, us, idAt, wordsAt, rareAt, rows, at);
    if (tells && isGroupKind(rows[at + KIND] ?? 0)) this.onGroupMember(table.orderAt(slot));
  }
}

/** What each event is in the status table. */
const STATUS_EVENT_OF = {
  'order.rejected': 'rejected',
  'order.replaced': 'replaced',
  'order.triggered': 'triggered',
  'order.restated': 'restated',
  'order.activated': 'activated',
  'order.canceled': 'canceled',
  'order.expired': 'expired',
} as const satisfies Partial<Record<OrderEventType, StatusEvent>>;

/** Holds a change to the status table; one in place may also send the order back to wait. */
function assertStep(before: Order, event: StatusEvent, after: Order): void {
  const status = statusAfter(before.status, event, after.cumQtyLots);
  if (status === after.status) return;
  const isBackToWait =
    after.status === 'accepted' && (event === 'restated' || event === 'replaced');
  assert(
    isBackToWait && nextStatus(before.status, 'accepted') === 'accepted',
    'the status of an order follows from its event',
  );
}

/** As what clients hear of the words of a remote venue. */
const EVENT_TYPE_OF = {
  pending_new: 'order.restated',
  accepted: 'order.restated',
  held: 'order.restated',
  new: 'order.activated',
  activated: 'order.activated',
  triggered: 'order.triggered',
  restated: 'order.restated',
  replaced: 'order.replaced',
  pending_cancel: 'order.restated',
  pending_replace: 'order.restated',
  cancel_rejected: 'order.restated',
  replace_rejected: 'order.restated',
  suspended: 'order.restated',
  done_for_day: 'order.restated',
  canceled: 'order.canceled',
  expired: 'order.expired',
  rejected: 'order.rejected',
} as const satisfies Record<
  Exclude<StatusEvent, 'partial_fill' | 'fill' | 'replaced_by'>,
  PlainEventType
>;

/** An order of a remote venue begins pending. */
function assertFirst(status: Order['status']): void {
  const isFirst = ['new', 'accepted', 'held', 'pending_new'].includes(status);
  assert(isFirst, 'an order begins new, waiting, held or pending');
}
