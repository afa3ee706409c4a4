/** What a key or button asks for on several orders or positions, before anybody has counted them. */
import type { Side } from '../../engine/domain/side.ts';
import { stopTriggerNow } from '../stores/account.ts';
import { tradingText } from '../text/trading.ts';
import { breakEvenScope } from './break-even.ts';
import {
  cancelScope,
  closeScope,
  flattenScope,
  isEmptyScope,
  killScope,
  reverseScope,
} from './scope.ts';
import type { CloseParts, ScopeAction } from './scope.ts';
import { stopMarketTicks } from './stop-draft.ts';
import type { TradingContext } from './trading-context.ts';

export type ScopeWish =
  | { readonly kind: 'cancel'; readonly symbol: string | null; readonly side: Side | null }
  | { readonly kind: 'flatten'; readonly symbol: string | null }
  | { readonly kind: 'close'; readonly symbol: string; readonly parts: CloseParts }
  | { readonly kind: 'reverse'; readonly symbol: string }
  | { readonly kind: 'break_even'; readonly symbol: string }
  | { readonly kind: 'kill' };

type Desk = Pick<TradingContext, 'workingOrders' | 'positions' | 'instrumentOf' | 'quoteOf'>;

/** The action with what it covers now, or why there is nothing for it to do. */
export function scopeOf(desk: Desk, wish: ScopeWish): ScopeAction | string {
  const scope = counted(desk, wish);
  return typeof scope === 'string' || !isEmptyScope(scope) ? scope : nothingWords(wish);
}

/**
 * Whether an action that was prepared would trade something else now. Cancelling, flattening and the kill switch do
 * what they are named for, however much there is of it; a part that is closed has its quantity from the start.
 */
export function tradesOtherwise(prepared: ScopeAction, now: ScopeAction): boolean {
  if (prepared.kind === 'close' && now.kind === 'close') {
    return prepared.closing?.side !== now.closing?.side;
  }
  if (prepared.kind === 'reverse' && now.kind === 'reverse') {
    const [before, after] = [prepared.closing, now.closing];
    return before?.side !== after?.side || before?.qtyLots !== after?.qtyLots;
  }
  if (prepared.kind === 'break_even' && now.kind === 'break_even') {
    return (
      prepared.side !== now.side ||
      prepared.stopPriceTicks !== now.stopPriceTicks ||
      prepared.moves.length !== now.moves.length ||
      (now.moves.length === 0 && prepared.qtyLots !== now.qtyLots)
    );
  }
  return false;
}

function counted(desk: Desk, wish: ScopeWish): ScopeAction | string {
  switch (wish.kind) {
    case 'cancel':
      return cancelScope(desk.workingOrders(), wish.symbol, wish.side);
    case 'flatten':
      return flattenScope(desk.workingOrders(), desk.positions(), wish.symbol);
    case 'close':
      return closeScope(desk.positions(), wish.symbol, wish.parts);
    case 'reverse':
      return reverseScope(desk.workingOrders(), desk.positions(), wish.symbol);
    case 'break_even':
      return evenScope(desk, wish.symbol);
    case 'kill':
      return killScope(desk.workingOrders(), desk.positions());
  }
}

function evenScope(desk: Desk, symbol: string): ScopeAction | string {
  const instrument = desk.instrumentOf(symbol);
  if (instrument === null) return tradingText.noInstrument(symbol);
  const position = [...desk.positions()].find((held) => held.symbol === symbol);
  const side = (position?.qtyLots ?? 0) > 0 ? 'sell' : 'buy';
  const near = stopMarketTicks(desk.quoteOf(symbol), side, stopTriggerNow());
  return breakEvenScope(instrument, desk.workingOrders(), position, near);
}

function nothingWords(wish: ScopeWish): string {
  switch (wish.kind) {
    case 'cancel':
      return tradingText.nothingToCancel(wish.symbol, wish.side);
    case 'flatten':
      return tradingText.nothingToFlatten(wish.symbol);
    case 'close':
      return tradingText.nothingToClose(wish.symbol);
    case 'reverse':
      return tradingText.nothingToReverse(wish.symbol);
    // These two always do something, or have said why not.
    case 'break_even':
    case 'kill':
      return '';
  }
}
