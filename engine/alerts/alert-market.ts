import type { Timeframe } from '../domain/bar.ts';
import type { ClosedBars } from './close-watch.ts';

/** What alerts see of one instrument's market. */
export interface AlertMarket {
  /** Last trade or what is known in its place, in ticks; 0: nothing is. */
  referenceTicks(): number;
  /** Prints, numbered 1, 2, 3, ...; as many of the newest as are kept. */
  readonly tape: { readonly lastNumber: number; priceOf(tradeNumber: number): number };
  readonly bars: { of(timeframe: Timeframe): ClosedBars };
  /** Close of the trading day before, else the open of this one, in ticks; 0: not known. */
  dayBaseTicks(): number;
}

/** What alerts see of the account, in micros; null: there is no position, or no price for it. */
export interface AlertAccount {
  dayPnlMicros(): number;
  positionPnlMicros(symbol: string): number | null;
}
