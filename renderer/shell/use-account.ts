import { instrumentOf, useMarket } from '../stores/market.ts';
import type { MarketStore } from '../stores/market.ts';
import type { Quote } from '../../engine/domain/market.ts';
import { useTrading } from '../stores/trading.ts';
import { marketNowUs } from '../trading/market-time.ts';
import { totalPositions, valuePosition } from '../trading/position-value.ts';
import type { ValuedPosition } from '../trading/position-value.ts';
import { useSampled } from '../trading/use-sampled.ts';

const SAMPLE_MS = 250;
const quotesOf = (market: MarketStore): ReadonlyMap<string, Quote> => market.quotes;

/** The account's sums at the last prices; null while a position can't be valued. */
export function useAccount(): {
  readonly equityMicros: number | null;
  readonly dayMicros: number | null;
} {
  const quotes = useSampled(useMarket, quotesOf, SAMPLE_MS);
  const positions = useTrading((trading) => trading.positions);
  const cashMicros = useTrading((trading) => trading.cashMicros);
  const nowUs = marketNowUs();
  const rows: ValuedPosition[] = [];
  for (const position of positions.values()) {
    const instrument = instrumentOf(position.symbol);
    if (instrument === null) return { equityMicros: null, dayMicros: null };
    rows.push(valuePosition(position, instrument, quotes.get(position.symbol), nowUs));
  }
  const totals = totalPositions(rows);
  if (totals.unpriced > 0) return { equityMicros: null, dayMicros: null };
  return { equityMicros: cashMicros + totals.equityMicros, dayMicros: totals.dayMicros };
}
