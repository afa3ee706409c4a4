/**
 * Goal: indicators that cost the same on every tick, however long their history is. Method: what has
 * closed is folded into a few numbers by `push`; the forming bar is looked at by `peek`, which leaves
 * them as they are. Prices come in ticks and quantities in lots, so sums over a window are exact.
 */

/** What an indicator reads of a bar; `Bar` has it all. */
export interface IndicatorBar {
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
}

/** One indicator over one series of bars, in order. Not shared between series. */
export interface Indicator {
  /**
   * Values with `bar` as the one after all that were pushed, one a line, written to `out`; NaN where
   * there are too few bars yet. Changes nothing. `startsSession`: the bar is the first of its session.
   */
  peek(bar: IndicatorBar, startsSession: boolean, out: Float64Array): void;
  /** Takes a bar as closed. */
  push(bar: IndicatorBar, startsSession: boolean): void;
}

/** Price of a bar that an average is taken of. */
export const PRICE_SOURCES = ['close', 'open', 'high', 'low', 'hl2', 'hlc3', 'ohlc4'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/** How many prices a source is the mean of. */
export const SOURCE_PARTS: Readonly<Record<PriceSource, number>> = {
  close: 1,
  open: 1,
  high: 1,
  low: 1,
  hl2: 2,
  hlc3: 3,
  ohlc4: 4,
};

/** Sum of the source's prices in ticks, an integer: its mean, times `SOURCE_PARTS`. */
export function sourceSum(bar: IndicatorBar, source: PriceSource): number {
  switch (source) {
    case 'close':
      return bar.closeTicks;
    case 'open':
      return bar.openTicks;
    case 'high':
      return bar.highTicks;
    case 'low':
      return bar.lowTicks;
    case 'hl2':
      return bar.highTicks + bar.lowTicks;
    case 'hlc3':
      return bar.highTicks + bar.lowTicks + bar.closeTicks;
    case 'ohlc4':
      return bar.openTicks + bar.highTicks + bar.lowTicks + bar.closeTicks;
  }
}

/** The source's price in ticks, thirds and quarters included. */
export function sourceTicks(bar: IndicatorBar, source: PriceSource): number {
  return sourceSum(bar, source) / SOURCE_PARTS[source];
}
