import type { Fill } from '../../../engine/domain/order.ts';
import type { Trade } from '../../../engine/domain/market.ts';

/** Own fills looked at: more than the tape has rows can't be on it. */
const FILLS_LOOKED_AT = 1_000;

/** Time and price tell a print; fills and prints of one match carry the same of both. */
function key(us: number, ticks: number): string {
  return `${String(us)}@${String(ticks)}`;
}

/** Which prints of a symbol are the trader's own. Rebuilt when fills change; they are newest first. */
export function ownTrades(symbol: string, fills: readonly Fill[]): (trade: Trade) => boolean {
  const own = new Set<string>();
  for (const fill of fills.slice(0, FILLS_LOOKED_AT)) {
    if (fill.symbol === symbol) own.add(key(fill.executedUs, fill.lastPriceTicks));
  }
  return (trade) => own.size > 0 && own.has(key(trade.executedUs, trade.priceTicks));
}
