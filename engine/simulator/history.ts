/**
 * A made-up past, so that a new terminal's charts are not empty. One price path runs backwards from
 * the price at which the simulated market starts: minutes for the latest trading days, quarters of
 * an hour before them, days before those. Longer bars are sums of shorter ones wherever both exist.
 */
import type { Bar, Timeframe } from '../domain/bar.ts';
import { TIMEFRAME_US } from '../domain/bar.ts';
import type { Instrument } from '../domain/instrument.ts';
import { tradeDayAt } from '../domain/session.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import { aggregateBars } from './aggregate-bars.ts';
import { CATALOGUE } from './catalogue.ts';
import { barsBackFrom } from './history-path.ts';
import type { PathStyle } from './history-path.ts';
import { MARKET_VOLATILITY } from './fair-value.ts';
import { TAKE_SHARE } from './calibration.ts';
import { Random } from './random.ts';

/** Trading days with minute bars, the current one included. */
const MINUTE_DAYS = 3;
/** Trading days before them with quarter-hour and hour bars. */
const QUARTER_DAYS = 7;
/** Trading days with day bars, all in all. */
const DAY_DAYS = 250;

export interface HistoryBars {
  readonly timeframe: Timeframe;
  /** Oldest first. */
  readonly bars: readonly Bar[];
}

/**
 * The past of an instrument up to `endUs`, its last close being `endTicks`. The bars that hold
 * `endUs` are there as far as they have come. The same arguments give the same bars.
 */
export function simulateHistory(
  instrument: Instrument,
  endTicks: number,
  endUs: TimeUs,
  seed: number,
): readonly HistoryBars[] {
  const { zone, symbol } = instrument;
  const random = new Random(seed + textHash(symbol));
  const style = styleOf(symbol);
  const minutesFromUs = dayStart(zone, endUs, MINUTE_DAYS - 1);
  const quartersFromUs = dayStart(zone, minutesFromUs, QUARTER_DAYS - 1);
  const minuteStarts = startsBetween(minutesFromUs, endUs, TIMEFRAME_US['1m']);
  const minutes = barsBackFrom(instrument, endTicks, minuteStarts, '1m', style, random);
  const quarterStarts = startsBetween(quartersFromUs, minutesFromUs, TIMEFRAME_US['15m']);
  const quartersEnd = minutes[0]?.openTicks ?? endTicks;
  const quarters = barsBackFrom(instrument, quartersEnd, quarterStarts, '15m', style, random);
  const dayStarts = dayStartsBefore(zone, quartersFromUs, DAY_DAYS - MINUTE_DAYS - QUARTER_DAYS);
  const daysEnd = quarters[0]?.openTicks ?? quartersEnd;
  const days = barsBackFrom(instrument, daysEnd, dayStarts, '1d', style, random);
  const sums = (timeframe: Timeframe): Bar[] => aggregateBars(minutes, timeframe, zone);
  return [
    { timeframe: '1m', bars: minutes },
    { timeframe: '3m', bars: sums('3m') },
    { timeframe: '5m', bars: sums('5m') },
    { timeframe: '15m', bars: [...quarters, ...sums('15m')] },
    { timeframe: '1h', bars: [...aggregateBars(quarters, '1h', zone), ...sums('1h')] },
    { timeframe: '1d', bars: [...days, ...aggregateBars(quarters, '1d', zone), ...sums('1d')] },
  ];
}

function styleOf(symbol: string): PathStyle {
  const spec = CATALOGUE.find((one) => one.instrument.symbol === symbol);
  if (spec === undefined)
    return { dayVolatility: 2 * MARKET_VOLATILITY, tradesPerS: 1, sizeLots: 100 };
  return {
    dayVolatility: Math.hypot(spec.ownVolatility, spec.marketBeta * MARKET_VOLATILITY),
    tradesPerS: spec.eventsPerS * TAKE_SHARE,
    sizeLots: spec.sizeLots,
  };
}

function startsBetween(fromUs: number, beforeUs: number, lengthUs: number): TimeUs[] {
  const count = Math.max(0, Math.ceil((beforeUs - fromUs) / lengthUs));
  return Array.from({ length: count }, (_, index) => timeUs(fromUs + index * lengthUs));
}

/** Start of the trading day `back` days before the one that holds the moment before `us`. */
function dayStart(zone: string, us: TimeUs, back: number): TimeUs {
  let start = tradeDayAt(zone, timeUs(us - 1)).startUs;
  for (let day = 0; day < back; day += 1) start = tradeDayAt(zone, timeUs(start - 1)).startUs;
  return start;
}

/** Starts of the `count` trading days before `us`, oldest first. */
function dayStartsBefore(zone: string, us: TimeUs, count: number): TimeUs[] {
  const starts: TimeUs[] = [];
  let start = us;
  while (starts.length < count) {
    start = tradeDayAt(zone, timeUs(start - 1)).startUs;
    starts.push(start);
  }
  return starts.reverse();
}

function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619) >>> 0;
  }
  return hash;
}
