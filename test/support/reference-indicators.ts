/**
 * Indicators as the textbooks write them: over whole arrays, anew for every bar, in decimals of the
 * price. The specification of engine/indicators, which must give the same to 1e-9.
 */
import type { IndicatorKind } from '../../engine/indicators/catalogue.ts';
import type { IndicatorBar, PriceSource } from '../../engine/indicators/indicator.ts';

/** A bar and the number of its session. */
export type ReferenceBar = IndicatorBar & { readonly session: number };

type Line = readonly number[];

function mean(values: Line): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function prices(bars: readonly ReferenceBar[], source: PriceSource): Line {
  const of: Readonly<Record<PriceSource, (bar: ReferenceBar) => number>> = {
    close: (bar) => bar.closeTicks,
    open: (bar) => bar.openTicks,
    high: (bar) => bar.highTicks,
    low: (bar) => bar.lowTicks,
    hl2: (bar) => (bar.highTicks + bar.lowTicks) / 2,
    hlc3: (bar) => (bar.highTicks + bar.lowTicks + bar.closeTicks) / 3,
    ohlc4: (bar) => (bar.openTicks + bar.highTicks + bar.lowTicks + bar.closeTicks) / 4,
  };
  return bars.map(of[source]);
}

/** `of` over each full window that ends at a value; NaN before there is one. */
function windows(values: Line, period: number, of: (window: Line) => number): Line {
  return values.map((_, at) =>
    at + 1 < period ? Number.NaN : of(values.slice(at + 1 - period, at + 1)),
  );
}

/** The mean of the first `period` numbers after leading NaNs, then exponentially on. */
function smoothed(values: Line, period: number, weight: number): Line {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const result: number[] = values.map(() => Number.NaN);
  const seedAt = first + period - 1;
  if (first < 0 || seedAt >= values.length) return result;
  result[seedAt] = mean(values.slice(first, seedAt + 1));
  for (let at = seedAt + 1; at < values.length; at += 1) {
    result[at] = weight * (values[at] ?? NaN) + (1 - weight) * (result[at - 1] ?? NaN);
  }
  return result;
}

function ema(values: Line, period: number): Line {
  return smoothed(values, period, 2 / (period + 1));
}

function deviation(window: Line): number {
  const middle = mean(window);
  return Math.sqrt(mean(window.map((value) => (value - middle) ** 2)));
}

function vwap(bars: readonly ReferenceBar[]): Line {
  return bars.map((bar, at) => {
    const session = bars.slice(0, at + 1).filter((other) => other.session === bar.session);
    const volume = session.reduce((sum, other) => sum + other.volumeLots, 0);
    const typical = prices(session, 'hlc3');
    const weighted = typical.reduce((sum, price, i) => {
      return sum + price * (session[i]?.volumeLots ?? 0);
    }, 0);
    return volume === 0 ? Number.NaN : weighted / volume;
  });
}

function rsi(values: Line, period: number): Line {
  const changes = values.map((value, at) => value - (values[at - 1] ?? NaN));
  const part = (sign: number): Line =>
    smoothed(
      changes.map((change) => (Number.isNaN(change) ? NaN : Math.max(0, sign * change))),
      period,
      1 / period,
    );
  const losses = part(-1);
  return part(1).map((gain, at) => {
    const loss = losses[at] ?? NaN;
    if (gain === 0 && loss === 0) return 50;
    return 100 - 100 / (1 + gain / loss);
  });
}

function macd(values: Line, fast: number, slow: number, signal: number): readonly Line[] {
  const slowly = ema(values, slow);
  const difference = ema(values, fast).map((value, at) => value - (slowly[at] ?? NaN));
  const averaged = ema(difference, signal);
  return [difference, averaged, difference.map((value, at) => value - (averaged[at] ?? NaN))];
}

function trueRange(bars: readonly ReferenceBar[]): Line {
  return bars.map((bar, at) => {
    const before = bars[at - 1]?.closeTicks;
    const range = bar.highTicks - bar.lowTicks;
    if (before === undefined) return range;
    return Math.max(range, Math.abs(bar.highTicks - before), Math.abs(bar.lowTicks - before));
  });
}

/** The lines of an indicator over all bars. */
export function referenceIndicator(
  spec: {
    readonly kind: IndicatorKind;
    readonly numbers: readonly number[];
    readonly source: PriceSource;
  },
  bars: readonly ReferenceBar[],
): readonly Line[] {
  const [first = 1, second = 1, third = 1] = spec.numbers;
  const values = prices(bars, spec.source);
  switch (spec.kind) {
    case 'sma':
      return [windows(values, first, mean)];
    case 'ema':
      return [ema(values, first)];
    case 'vwap':
      return [vwap(bars)];
    case 'bollinger': {
      const middle = windows(values, first, mean);
      const width = windows(values, first, deviation).map((value) => value * second);
      return [
        middle,
        middle.map((value, at) => value + (width[at] ?? NaN)),
        middle.map((value, at) => value - (width[at] ?? NaN)),
      ];
    }
    case 'rsi':
      return [rsi(values, first)];
    case 'macd':
      return macd(values, first, second, third);
    case 'atr':
      return [smoothed(trueRange(bars), first, 1 / first)];
  }
}

/** Averaged candles, from the first bar on: open, high, low, close. */
export function referenceHeikinAshi(bars: readonly IndicatorBar[]): readonly Line[] {
  const candles: number[][] = [];
  for (const bar of bars) {
    const before = candles.at(-1);
    const close = (bar.openTicks + bar.highTicks + bar.lowTicks + bar.closeTicks) / 4;
    const open =
      before === undefined
        ? (bar.openTicks + bar.closeTicks) / 2
        : ((before[0] ?? NaN) + (before[3] ?? NaN)) / 2;
    candles.push([
      open,
      Math.max(bar.highTicks, open, close),
      Math.min(bar.lowTicks, open, close),
      close,
    ]);
  }
  return [0, 1, 2, 3].map((line) => candles.map((candle) => candle[line] ?? NaN));
}
