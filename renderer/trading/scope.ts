/**
 * Actions on several orders or positions at once. What they cover is counted before they are sent,
 * so that button, preview line and message all name the same scope.
 */
import type { Order, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';

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

export type ScopeAction = CancelScope | FlattenScope;

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
    const side = position.qtyLots > 0 ? 'sell' : 'buy';
    closings.push({ symbol: position.symbol, side, qtyLots: Math.abs(position.qtyLots) });
  }
  return { kind: 'flatten', symbol, orders: countOrders(working, symbol, null), closings };
}

/** True when there is nothing for the action to do. */
export function isEmptyScope(scope: ScopeAction): boolean {
  return scope.orders === 0 && (scope.kind === 'cancel' || scope.closings.length === 0);
}
