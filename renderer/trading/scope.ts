/**
 * Actions on several orders or positions at once. What they cover is counted before they are sent,
 * so that button, preview line and message all name the same scope.
 */
import type { Order, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import type { BreakEvenScope } from './break-even.ts';

/** Cancels working orders; null means any symbol or side. */
export interface CancelScope {
  readonly kind: 'cancel';
  readonly symbol: string | null;
  readonly side: Side | null;
  /** Orders it covered when it was prepared. */
  readonly orders: number;
}

/** What closing one position trades. */
export interface Closing {
  readonly symbol: string;
  /** Side of the closing order: a sell closes a long. */
  readonly side: Side;
  readonly qtyLots: number;
}

/** Cancels the orders and closes the positions of one symbol (null: of all) at the market. */
export interface FlattenScope {
  readonly kind: 'flatten';
  readonly symbol: string | null;
  /** Orders it would cancel first. */
  readonly orders: number;
  readonly closings: readonly Closing[];
}

/** Shares of a position that can be closed at once, by their place in lists: 1 / parts. */
export const CLOSE_PARTS = [4, 3, 2] as const;
export type CloseParts = (typeof CLOSE_PARTS)[number];

/** Closes one of so many parts of a position at the market; the symbol's orders stay. */
export interface CloseScope {
  readonly kind: 'close';
  readonly symbol: string;
  readonly parts: CloseParts;
  /** null without a position. */
  readonly closing: Closing | null;
}

/** Cancels the symbol's orders, closes its position and opens the same the other way. */
export interface ReverseScope {
  readonly kind: 'reverse';
  readonly symbol: string;
  /** Orders it would cancel first. */
  readonly orders: number;
  /** What it would close, and then trade again; null without a position. */
  readonly closing: Closing | null;
}

/** The kill switch: cancels all orders, closes all positions, and locks the account. */
export interface KillScope {
  readonly kind: 'kill';
  readonly orders: number;
  readonly closings: readonly Closing[];
}

export type ScopeAction =
  CancelScope | FlattenScope | CloseScope | ReverseScope | BreakEvenScope | KillScope;

/** Working orders that a cancel of `symbol` and `side` covers. */
export function countOrders(
  working: readonly Order[],
  symbol: string | null,
  side: Side | null,
): number {
  let count = 0;
  for (const order of working) {
    if (symbol !== null && order.symbol !== symbol) continue;
    if (side !== null && order.side !== side) continue;
    count += 1;
  }
  return count;
}

/** A cancel with the number of orders that it covers now. */
export function cancelScope(
  working: readonly Order[],
  symbol: string | null,
  side: Side | null,
): CancelScope {
  return { kind: 'cancel', symbol, side, orders: countOrders(working, symbol, side) };
}

/** A flatten with what it would cancel and close now. */
export function flattenScope(
  working: readonly Order[],
  positions: Iterable<Position>,
  symbol: string | null,
): FlattenScope {
  const closings: Closing[] = [];
  for (const position of positions) {
    if (position.qtyLots === 0) continue;
    if (symbol !== null && position.symbol !== symbol) continue;
    closings.push(closingOf(position));
  }
  return { kind: 'flatten', symbol, orders: countOrders(working, symbol, null), closings };
}

/**
 * A close of a part with the quantity that this is now, at least one lot. The quantity is what is
 * sent: what the trader has read is what is traded.
 */
export function closeScope(
  positions: Iterable<Position>,
  symbol: string,
  parts: CloseParts,
): CloseScope {
  const whole = closingIn(positions, symbol);
  if (whole === null) return { kind: 'close', symbol, parts, closing: null };
  const qtyLots = Math.max(1, Math.round(whole.qtyLots / parts));
  return { kind: 'close', symbol, parts, closing: { ...whole, qtyLots } };
}

/** A reversal with what it would cancel, close and open now. */
export function reverseScope(
  working: readonly Order[],
  positions: Iterable<Position>,
  symbol: string,
): ReverseScope {
  const orders = countOrders(working, symbol, null);
  return { kind: 'reverse', symbol, orders, closing: closingIn(positions, symbol) };
}

/** The kill switch with what it would cancel and close now. */
export function killScope(working: readonly Order[], positions: Iterable<Position>): KillScope {
  const { orders, closings } = flattenScope(working, positions, null);
  return { kind: 'kill', orders, closings };
}

/** True when there is nothing for the action to do. */
export function isEmptyScope(scope: ScopeAction): boolean {
  switch (scope.kind) {
    case 'cancel':
      return scope.orders === 0;
    case 'flatten':
      return scope.orders === 0 && scope.closings.length === 0;
    case 'close':
    case 'reverse':
      return scope.closing === null;
    // It is only made where there is something to protect.
    case 'break_even':
    // It locks, whatever there is.
    case 'kill':
      return false;
  }
}

function closingIn(positions: Iterable<Position>, symbol: string): Closing | null {
  for (const position of positions) {
    if (position.symbol === symbol && position.qtyLots !== 0) return closingOf(position);
  }
  return null;
}

function closingOf({ symbol, qtyLots }: Position): Closing {
  return { symbol, side: qtyLots > 0 ? 'sell' : 'buy', qtyLots: Math.abs(qtyLots) };
}
