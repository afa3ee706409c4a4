import { priceTicks, qtyLots } from './price.ts';
import type { PriceTicks, QtyLots } from './price.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from './time.ts';
import type { TimeUs } from './time.ts';

export const TIMEFRAMES = ['1s', '5s', '15s', '1m', '3m', '5m', '15m', '1h', '1d'] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

/** Length of each timeframe in microseconds; the day's is nominal, its start is the trading date. */
export const TIMEFRAME_US: Readonly<Record<Timeframe, number>> = {
  '1s': US_PER_SECOND,
  '5s': 5 * US_PER_SECOND,
  '15s': 15 * US_PER_SECOND,
  '1m': US_PER_MINUTE,
  '3m': 3 * US_PER_MINUTE,
  '5m': 5 * US_PER_MINUTE,
  '15m': 15 * US_PER_MINUTE,
  '1h': US_PER_HOUR,
  '1d': US_PER_DAY,
};

/** A trade as it went into bars. */
export interface PastTrade {
  readonly priceTicks: number;
  readonly qtyLots: number;
  readonly us: TimeUs;
}

/** Trades of one stretch of time. `startUs` is its inclusive start. */
export interface Bar {
  readonly startUs: TimeUs;
  readonly openTicks: PriceTicks;
  readonly highTicks: PriceTicks;
  readonly lowTicks: PriceTicks;
  readonly closeTicks: PriceTicks;
  readonly volumeLots: QtyLots;
  /** Number of trades. */
  readonly trades: number;
}

/** One bar of several, oldest first and at least one, that starts at `startUs`. */
export function mergeBars(startUs: TimeUs, bars: readonly Bar[]): Bar {
  return {
    startUs,
    openTicks: bars[0]?.openTicks ?? priceTicks(0),
    highTicks: priceTicks(Math.max(...bars.map((bar) => bar.highTicks))),
    lowTicks: priceTicks(Math.min(...bars.map((bar) => bar.lowTicks))),
    closeTicks: bars.at(-1)?.closeTicks ?? priceTicks(0),
    volumeLots: qtyLots(bars.reduce((sum, bar) => sum + bar.volumeLots, 0)),
    trades: bars.reduce((sum, bar) => sum + bar.trades, 0),
  };
}
