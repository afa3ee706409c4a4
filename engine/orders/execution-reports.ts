import type { OrderEvent, OrderEventType } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import { eventSeq, executionId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { valueMicros } from '../domain/instrument.ts';
import type { Fill, Liquidity, Order, OrderReason } from '../domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../domain/price.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Account } from '../portfolio/account.ts';
import { feeMicros } from '../portfolio/fees.ts';
import type { OrderRegistry } from './order-registry.ts';
import { nextStatus, statusAfter } from './status-table.ts';
import type { StatusEvent } from './status-table.ts';

/** Execution of a part of an own order, as the matching engine saw it. */
export interface Execution {
  readonly lastQtyLots: number;
  readonly lastPriceTicks: number;
  readonly liquidity: Liquidity;
  /** Trading date at the instrument's market, YYYY-MM-DD. */
  readonly tradeDate: string;
}

type PlainEventType = Exclude<OrderEventType, 'order.filled'>;

/** Numbers the events of own orders and keeps registry and account in step with them. */
export class ExecutionReports {
  /** Hears of every change of an order that is a member of a group. */
  onGroupMember: (order: Order) => void = () => undefined;
  /** Hears that the position of a symbol has changed. */
  onPosition: (symbol: string) => void = () => undefined;
  readonly #registry: OrderRegistry;
  readonly #account: Account;
  #lastSeq: number;
  #lastExecution: number;
  #pending: OrderEvent[] = [];

  constructor(
    last: { readonly eventSeq: number; readonly executionId: number },
    registry: OrderRegistry,
    account: Account,
  ) {
    this.#lastSeq = last.eventSeq;
    this.#lastExecution = last.executionId;
    this.#registry = registry;
    this.#account = account;
  }

  /** Number of the newest event, taken or not. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Events since the last call, in order. They must be on disk before anyone hears of them. */
  take(): readonly OrderEvent[] {
    if (this.#pending.length === 0) return NONE;
    const taken = this.#pending;
    this.#pending = [];
    return taken;
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

  /** Records that an order was refused; nothing of it will ever work. */
  reject(order: Order, why: Refusal): Order {
    const leavesQtyLots = qtyLots(0);
    const rejected = { ...order, status: 'rejected', refusal: why, leavesQtyLots } as const;
    return this.report('order.rejected', { ...rejected, reason: 'refused' });
  }

  /** Records that what an order has open will not be filled any more. */
  end(order: Order, reason: OrderReason, us: TimeUs): Order {
    const isOver = reason === 'session_end';
    return this.#record(isOver ? 'order.expired' : 'order.canceled', {
      ...order,
      status: statusAfter(order.status, isOver ? 'expired' : 'canceled', order.cumQtyLots),
      reason,
      leavesQtyLots: qtyLots(0),
      updatedUs: us,
    });
  }

  /** Records a fill: order, position and cash move together. Returns the order after it. */
  fill(before: Order, instrument: Instrument, execution: Execution, us: TimeUs): Order {
    const { lastQtyLots, lastPriceTicks, liquidity, tradeDate } = execution;
    const order = filledOrder(before, lastQtyLots, lastPriceTicks, us);
    const { fees } = this.#account.settings;
    const fee = feeMicros(fees, instrument, order, lastQtyLots, lastPriceTicks, liquidity);
    this.#lastExecution += 1;
    const folded = this.#account.applyFill(
      instrument,
      {
        side: order.side,
        lastQtyLots,
        lastPriceTicks,
        feeMicros: fee,
        tradeDate,
        executedUs: us,
      },
      this.#lastExecution,
    );
    this.#lastSeq += 1;
    const fill: Fill = {
      executionId: executionId(this.#lastExecution),
      eventSeq: eventSeq(this.#lastSeq),
      orderId: order.orderId,
      clientOrderId: order.clientOrderId,
      venue: order.venue,
      symbol: order.symbol,
      side: order.side,
      orderType: order.type,
      lastQtyLots: qtyLots(lastQtyLots),
      lastPriceTicks: priceTicks(lastPriceTicks),
      cumQtyLots: order.cumQtyLots,
      leavesQtyLots: order.leavesQtyLots,
      grossMicros: valueMicros(instrument, lastPriceTicks, lastQtyLots),
      feeMicros: moneyMicros(fee),
      realisedMicros: folded.realisedMicros,
      liquidity,
      tag: order.tag,
      executedUs: us,
    };
    this.#registry.update(order);
    const { position } = folded;
    const cashMicros = this.#account.cashMicros;
    const seq = this.#lastSeq;
    this.#pending.push({ type: 'order.filled', seq, atUs: us, order, fill, position, cashMicros });
    this.onPosition(order.symbol);
    if (order.orderClass !== 'simple') this.onGroupMember(order);
    return order;
  }

  #record(type: PlainEventType, order: Order): Order {
    this.#registry.update(order);
    this.#lastSeq += 1;
    this.#pending.push({ type, seq: this.#lastSeq, atUs: order.updatedUs, order });
    if (order.orderClass !== 'simple') this.onGroupMember(order);
    return order;
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

function assertFirst(status: Order['status']): void {
  const isFirst = status === 'new' || status === 'accepted' || status === 'held';
  assert(isFirst, 'an order begins new, waiting or held');
}

const NONE: readonly OrderEvent[] = [];

function filledOrder(before: Order, lots: number, ticks: number, us: TimeUs): Order {
  const cum = before.cumQtyLots + lots;
  const leaves = before.leavesQtyLots - lots;
  const cumTickLots = before.cumTickLots + lots * ticks;
  assert(leaves >= 0, 'an order never fills more than it has open');
  assert(Number.isSafeInteger(cumTickLots), 'price x quantity of an order is a safe integer');
  return {
    ...before,
    cumQtyLots: qtyLots(cum),
    leavesQtyLots: qtyLots(leaves),
    cumTickLots,
    status: statusAfter(before.status, leaves === 0 ? 'fill' : 'partial_fill', cum),
    updatedUs: us,
  };
}
