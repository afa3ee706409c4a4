/** Words of indicators and of the dialog that adds and changes them. */
import type {
  IndicatorKind,
  IndicatorLine,
  IndicatorParameter,
} from '../../engine/indicators/catalogue.ts';
import type { PriceSource } from '../../engine/indicators/indicator.ts';

const KINDS: Readonly<Record<IndicatorKind, { readonly short: string; readonly long: string }>> = {
  sma: { short: 'SMA', long: 'Simple moving average' },
  ema: { short: 'EMA', long: 'Exponential moving average' },
  vwap: { short: 'VWAP', long: 'Volume-weighted average price' },
  bollinger: { short: 'BB', long: 'Bollinger bands' },
  rsi: { short: 'RSI', long: 'Relative strength index' },
  macd: { short: 'MACD', long: 'Moving average convergence divergence' },
  atr: { short: 'ATR', long: 'Average true range' },
};

const PARAMETERS: Readonly<Record<IndicatorParameter['name'], string>> = {
  period: 'Bars',
  deviations: 'Deviations',
  fast: 'Fast bars',
  slow: 'Slow bars',
  signal: 'Signal bars',
};

const LINES: Readonly<Record<IndicatorLine, string>> = {
  value: '',
  middle: 'middle',
  upper: 'upper',
  lower: 'lower',
  macd: '',
  signal: 'signal',
  histogram: 'histogram',
};

const SOURCES: Readonly<Record<PriceSource, string>> = {
  close: 'Close',
  open: 'Open',
  high: 'High',
  low: 'Low',
  hl2: '(High + low) / 2',
  hlc3: '(High + low + close) / 3',
  ohlc4: '(Open + high + low + close) / 4',
};

export const indicatorsText = {
  kind: KINDS,
  parameter: PARAMETERS,
  line: LINES,
  sources: SOURCES,
  open: 'Indicators',
  title: 'Indicators of the chart',
  shown: 'On the chart',
  none: 'None yet: choose one on the left',
  available: 'Add',
  source: 'Price',
  add: (name: string) => `Add ${name}`,
  edit: (name: string) => `Change ${name}`,
  remove: (name: string) => `Remove ${name}`,
  full: (count: number) => `No more than ${count} at once`,
  outOfRange: (from: number, to: number, decimals: number) =>
    decimals === 0 ? `A whole number from ${from} to ${to}` : `A number from ${from} to ${to}`,
  notSaved: (problem: string) => `The look of the chart was not saved: ${problem}`,
} as const;
