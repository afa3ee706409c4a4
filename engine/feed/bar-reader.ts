/**
 * Bars of a CSV file: columns timestamp, open, high, low, close and volume in any order; others are
 * left alone. The timestamp is the bar's start in UTC (`2021-12-31 23:01:00`, also with T, fractions
 * of a second and Z, or a date alone). A file in which parts of units traded is held to be of a
 * crypto pair, any other of shares.
 */
import { cryptoPair, usEquity } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { BarRecording } from '../replay/bar-recording.ts';
import type { RecordedBar } from '../replay/bar-recording.ts';
import { RowError } from './csv-rows.ts';
import type { RowTaker } from './csv-rows.ts';

const COLUMNS = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;
type Column = (typeof COLUMNS)[number];

/** Bars of the largest file that is taken: ten years of minutes; 240 MB of columns. */
export const BARS_MAX = 5_000_000;
/** Prices and quantities are read in ten-thousandths. */
const UNITS = 10_000;
/** Largest price and quantity, in units of their own. */
const VALUE_MAX = 1_000_000_000;
/** Price steps that are tried, coarsest first: 0.01 and 0.0001; 1, 0.5, 0.1, 0.05 and 0.01. */
const SHARE_STEPS = [100, 1] as const;
const CRYPTO_STEPS = [10_000, 5_000, 1_000, 500, 100] as const;
/** Share of the prices that must keep a step. */
const STEP_KEPT_SHARE = 0.99;
/** Ticks of a crypto pair are cents. */
const UNITS_PER_CRYPTO_TICK = 100;

/** Bars with the instrument that their prices and quantities are of. */
export interface BarFile {
  readonly instrument: Instrument;
  readonly bars: BarRecording;
}

/** Whether a header is that of a file of bars. */
export function isBars(header: readonly string[]): boolean {
  return COLUMNS.every((column) => header.includes(column));
}

/** Takes the rows after such a header into `bars`, prices and volume in ten-thousandths. */
export function barRows(header: readonly string[], bars: BarRecording): RowTaker {
  const places = new Map(COLUMNS.map((column) => [column, header.indexOf(column)]));
  let lastUs = -Infinity;
  return (record, line) => {
    if (bars.count === BARS_MAX) throw new RowError(line, `more than ${BARS_MAX} bars`);
    const field = (column: Column): string => record[places.get(column) ?? -1] ?? '';
    const fail = (column: Column, rule: string): never => {
      throw new RowError(line, `${column} ${JSON.stringify(field(column))} ${rule}`);
    };
    const startUs = timeOf(field('timestamp')) ?? fail('timestamp', 'is no date and time');
    if (startUs <= lastUs) fail('timestamp', 'is not after that of the bar before');
    lastUs = startUs;
    const price = (column: Column): number =>
      unitsOf(field(column), 4) ?? fail(column, 'is no price of at most 4 decimals');
    const bar: RecordedBar = {
      startUs,
      openTicks: price('open'),
      highTicks: price('high'),
      lowTicks: price('low'),
      closeTicks: price('close'),
      volumeLots: unitsOf(field('volume'), Infinity) ?? fail('volume', 'is no quantity'),
    };
    if (bar.lowTicks === 0) fail('low', 'must be above 0');
    if (bar.lowTicks > Math.min(bar.openTicks, bar.closeTicks)) {
      fail('low', 'is above open or close');
    }
    if (bar.highTicks < Math.max(bar.openTicks, bar.closeTicks)) {
      fail('high', 'is below open or close');
    }
    bars.push(bar);
  };
}

/**
 * Concludes what was traded and puts the bars into its ticks and lots. The price step is the coarsest
 * that nearly all prices keep; the others, which are averages somebody filled a gap with, are rounded
 * to it.
 */
export function barFile(symbol: string, units: BarRecording): BarFile | { problem: string } {
  let isCrypto = false;
  for (let i = 0; i < units.count; i += 1) {
    if (units.at(i).volumeLots % UNITS !== 0) isCrypto = true;
  }
  const step = (isCrypto ? CRYPTO_STEPS : SHARE_STEPS).find((one) => isStepOf(units, one));
  if (step === undefined) {
    return { problem: 'parts of units traded, so prices must have at most 2 decimals' };
  }
  const perTick = isCrypto ? UNITS_PER_CRYPTO_TICK : 1;
  const priceIncrements = [{ fromTicks: 0, incrementTicks: step / perTick }];
  const instrument = isCrypto
    ? cryptoPair(symbol, symbol, step / perTick)
    : { ...usEquity(symbol, symbol), priceIncrements };
  return { instrument, bars: converted(units, step, perTick, isCrypto ? 1 : UNITS) };
}

/** Whether nearly all prices are multiples of a step. */
function isStepOf(units: BarRecording, step: number): boolean {
  let kept = 0;
  for (let i = 0; i < units.count; i += 1) {
    const { openTicks, highTicks, lowTicks, closeTicks } = units.at(i);
    for (const price of [openTicks, highTicks, lowTicks, closeTicks]) {
      if (price % step === 0) kept += 1;
    }
  }
  return kept >= STEP_KEPT_SHARE * 4 * units.count;
}

function converted(
  units: BarRecording,
  step: number,
  perTick: number,
  perLot: number,
): BarRecording {
  const bars = new BarRecording();
  const ticks = (price: number): number => (Math.max(1, Math.round(price / step)) * step) / perTick;
  for (let i = 0; i < units.count; i += 1) {
    const { startUs, openTicks, highTicks, lowTicks, closeTicks, volumeLots } = units.at(i);
    bars.push({
      startUs,
      openTicks: ticks(openTicks),
      highTicks: ticks(highTicks),
      lowTicks: ticks(lowTicks),
      closeTicks: ticks(closeTicks),
      volumeLots: volumeLots / perLot,
    });
  }
  return bars;
}

/** Ten-thousandths of a decimal; finer digits are dropped if `decimalsMax` allows them. null: none. */
function unitsOf(text: string, decimalsMax: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,10})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || Number(whole) > VALUE_MAX) return null;
  if (fraction.replace(/0+$/, '').length > decimalsMax) return null;
  return Number(whole) * UNITS + Number(fraction.slice(0, 4).padEnd(4, '0'));
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?)?$/;

/** Microseconds since 1970 of a time in UTC; null when it is none. */
function timeOf(text: string): number | null {
  const [, date, time = '00:00'] = TIME.exec(text) ?? [];
  const ms = Date.parse(`${date ?? ''}T${time}Z`);
  return Number.isNaN(ms) ? null : ms * 1_000;
}
