import type { OrderEvent, TradingSnapshot } from '../../engine/contract/messages.ts';
import { isWorking } from '../../engine/domain/order.ts';
import type { Fill, Order, Position } from '../../engine/domain/order.ts';

/** Ended orders kept on screen; older ones are in the store and come by `orders.page`. */
export const ENDED_ORDERS_MAX = 2_000;
/** Fills kept on screen; older ones come by `fills.page`. */
export const FILLS_MAX = 2_000;

/** The trading state as far as the screen needs it; every change makes a new one. */
export interface TradingState {
  /** By orderId: all working ones and the recently ended, in order of their last change. */
  readonly orders: ReadonlyMap<number, Order>;
  /** Oldest first. */
  readonly workingOrders: readonly Order[];
  /** Newest first. */
  readonly fills: readonly Fill[];
  /** By symbol; flat ones stay for their realised profit. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly cashMicros: number;
  /** Number of the last event in it. */
  readonly lastSeq: number;
}

export const NO_TRADING: TradingState = {
  orders: new Map(),
  workingOrders: [],
  fills: [],
  positions: new Map(),
  cashMicros: 0,
  lastSeq: 0,
};

/** Starts over from a snapshot; ended orders of the same store stay, they can't change any more. */
export function foldSnapshot(
  before: TradingState,
  snapshot: TradingSnapshot,
  sameStore: boolean,
): TradingState {
  const orders = new Map<number, Order>();
  if (sameStore) {
    for (const order of before.orders.values()) {
      if (!isWorking(order.status)) orders.set(order.orderId, order);
    }
  }
  for (const order of snapshot.workingOrders) orders.set(order.orderId, order);
  return {
    orders,
    workingOrders: workingOf(orders),
    fills: snapshot.recentFills.slice(0, FILLS_MAX),
    positions: new Map(snapshot.positions.map((position) => [position.symbol, position])),
    cashMicros: snapshot.cashMicros,
    lastSeq: snapshot.seq,
  };
}

/** Applies execution reports in order. */
export function foldEvents(before: TradingState, events: readonly OrderEvent[]): TradingState {
  const orders = new Map(before.orders);
  const positions = new Map(before.positions);
  const newFills: Fill[] = [];
  let { cashMicros, lastSeq } = before;
  for (const event of events) {
    orders.delete(event.order.orderId);
    orders.set(event.order.orderId, event.order);
    lastSeq = event.seq;
    if (event.type !== 'order.filled') continue;
    newFills.unshift(event.fill);
    positions.set(event.position.symbol, event.position);
    cashMicros = event.cashMicros;
  }
  dropOldest(orders);
  return {
    orders,
    workingOrders: workingOf(orders),
    fills:
      newFills.length === 0 ? before.fills : [...newFills, ...before.fills].slice(0, FILLS_MAX),
    positions: newFills.length === 0 ? before.positions : positions,
    cashMicros,
    lastSeq,
  };
}

function workingOf(orders: ReadonlyMap<number, Order>): readonly Order[] {
  const working: Order[] = [];
  for (const order of orders.values()) if (isWorking(order.status)) working.push(order);
  return working.sort((a, b) => a.orderId - b.orderId);
}

function dropOldest(orders: Map<number, Order>): void {
  if (orders.size <= ENDED_ORDERS_MAX) return;
  let surplus = -ENDED_ORDERS_MAX;
  for (const order of orders.values()) if (!isWorking(order.status)) surplus += 1;
  for (const order of orders.values()) {
    if (surplus <= 0) return;
    if (isWorking(order.status)) continue;
    orders.delete(order.orderId);
    surplus -= 1;
  }
}
