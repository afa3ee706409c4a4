import { priceTicks, qtyLots } from './price.ts';
import type { PriceTicks, QtyLots } from './price.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from './time.ts';
import type { TimeUs } from './time.ts';

/** Bars of a stretch of time. */
export const CLOCK_TIMEFRAMES = ['1s', '5s', '15s', '1m', '3m', '5m', '15m', '1h', '1d'] as const;
/** Bars of a number of trades (tick bars): long in a quiet market, short in a fast one. */
export const TICK_TIMEFRAMES = ['10t', '100t', '1000t'] as const;
export const TIMEFRAMES = [...CLOCK_TIMEFRAMES, ...TICK_TIMEFRAMES] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

/** Trades that make a bar; null where time does. */
export function tradesOfBar(timeframe: Timeframe): number | null {
  return timeframe.endsWith('t') ? Number(timeframe.slice(0, -1)) : null;
}

/**
 * Length of each timeframe in microseconds. The day's is nominal, its start is the trading date; that
 * of tick bars is a guess for where a chart has no bars, nothing is counted by it.
 */
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
  '10t': 5 * US_PER_SECOND,
  '100t': US_PER_MINUTE,
  '1000t': 10 * US_PER_MINUTE,
};

/** A trade as it went into bars. */
export interface PastTrade {
  readonly priceTicks: number;
  readonly qtyLots: number;
  readonly us: TimeUs;
}

/**
 * Trades of one stretch of time. `startUs` is its inclusive start; of a tick bar when its first trade
 * was, or a microsecond after the start before it: no two bars of a series start at once.
 */
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
