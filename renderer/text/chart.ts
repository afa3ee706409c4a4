/** Words of the chart. */
import type { Timeframe } from '../../engine/domain/bar.ts';
import type { Side } from '../../engine/domain/side.ts';
import type { ChartType } from '../chart/chart-look.ts';

const TIMEFRAME_WORDS: Readonly<Record<Timeframe, string>> = {
  '1s': '1 second',
  '5s': '5 seconds',
  '15s': '15 seconds',
  '1m': '1 minute',
  '3m': '3 minutes',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '1h': '1 hour',
  '1d': '1 day',
  '10t': '10 trades',
  '100t': '100 trades',
  '1000t': '1,000 trades',
};

const TYPE_WORDS: Readonly<Record<ChartType, string>> = {
  candles: 'Candles',
  bars: 'Bars',
  line: 'Line',
  area: 'Area',
  'heikin-ashi': 'Heikin-Ashi',
};

export const chartText = {
  label: (symbol: string, timeframe: Timeframe) =>
    `Chart of ${symbol}, bars of ${TIMEFRAME_WORDS[timeframe]}`,
  timeframe: 'Timeframe',
  timeframeTitle: (timeframe: Timeframe) => `Bars of ${TIMEFRAME_WORDS[timeframe]}`,
  look: 'Look of the chart and indicators',
  type: 'Chart type',
  zone: 'Zone of the times',
  zones: { exchange: 'Exchange', local: 'This computer', utc: 'UTC' },
  readIn: (words: string) => `Chart: times of ${words}`,
  types: TYPE_WORDS,
  drawAs: (type: ChartType) => `Chart: draw as ${TYPE_WORDS[type]}`,
  flags: {
    volume: 'Volume',
    logarithmic: 'Logarithmic prices',
    sessionBreaks: 'Session breaks',
    fillLinks: 'Entry-exit links',
  },
  toggle: (words: string) => `Chart: ${words} on or off`,
  gap: 'no data',
  newest: 'Go to the newest bar',
  snapshot: 'Save the chart as a PNG picture',
  snapshotSaved: (name: string) => `Chart picture: ${name}`,
  snapshotFailed: 'The chart picture could not be made',
  commands: {
    table: 'Chart: table of the last bars on or off',
    tools: 'Chart: drawing tools on or off',
    snapshot: 'Chart: save as a PNG picture',
  },
  table: 'Show the last bars as a table',
  tableCaption: (symbol: string, timeframe: Timeframe, zone: string) =>
    `Last bars of ${symbol}, ${TIMEFRAME_WORDS[timeframe]} each, newest first, times in ${zone}`,
  columns: {
    time: 'Start',
    open: 'Open',
    high: 'High',
    low: 'Low',
    close: 'Close',
    volume: 'Volume',
    trades: 'Trades',
  },
  legend: { open: 'O', high: 'H', low: 'L', close: 'C', volume: 'Vol' },
  zoneTitle: (zone: string, ofExchange: boolean) =>
    `${ofExchange ? 'Times of the exchange' : 'Times'}: ${zone}`,
  state: {
    loading: 'Loading bars',
    ready: '',
    older: 'Loading older bars',
    newer: 'Loading newer bars',
    whole: '',
    failed: 'Bars could not be loaded',
  },
  retry: 'Try again',
  empty: (symbol: string) => `No trades in ${symbol} yet: the first one starts the chart`,
  noSymbol: 'No symbol selected',
  own: 'Own orders and fills on the chart',
  ownLine: (title: string, price: string) => `${title} at ${price}`,
  ownFill: (side: Side, text: string) => `${side === 'buy' ? 'Bought' : 'Sold'} ${text}`,
} as const;
