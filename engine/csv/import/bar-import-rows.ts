/**
 * Rows of bars of one symbol: columns timestamp, open, high, low, close and volume in any order,
 * others are left alone, as a replay of bars reads them (engine/feed/bar-reader.ts). Prices must lie on
 * the instrument's ticks; volume finer than a lot is dropped, as there.
 */
import { TIMEFRAME_US } from '../../domain/bar.ts';
import type { Bar, Timeframe } from '../../domain/bar.ts';
import { daysOfIsoDate } from '../../domain/civil-date.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { priceTicks, qtyLots } from '../../domain/price.ts';
import { tradeDayAt, tradeDayOn } from '../../domain/session.ts';
import { US_PER_DAY, timeUs } from '../../domain/time.ts';
import { BadCell, ImportFileError } from './bad-cell.ts';
import { priceCell } from './cells.ts';

const COLUMNS = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;
type Column = (typeof COLUMNS)[number];

/** Largest volume, in units. */
const VOLUME_MAX = 1_000_000_000;
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?)?$/;

export interface BarRowsContext {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  /** No bar can start after it. */
  readonly nowMs: number;
}

/** The reader of rows below a header; throws an ImportFileError when it is not that of bars. */
export function barImportRows(
  header: readonly string[],
  context: BarRowsContext,
): (cells: readonly string[]) => Bar {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new ImportFileError(`These are no bars: there is no column ${missing.join(', ')}.`);
  }
  const places = new Map(COLUMNS.map((column) => [column, header.indexOf(column)]));
  const { instrument } = context;
  return (cells) => {
    const cell = (column: Column): string => cells[places.get(column) ?? -1] ?? '';
    const price = (column: Column): number => priceCell(instrument, column, cell(column));
    const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')];
    if (low > Math.min(open, close)) {
      throw new BadCell('low', cell('low'), 'not above open or close');
    }
    if (high < Math.max(open, close)) {
      throw new BadCell('high', cell('high'), 'not below open or close');
    }
    return {
      startUs: timeUs(startOf(cell('timestamp'), context)),
      openTicks: priceTicks(open),
      highTicks: priceTicks(high),
      lowTicks: priceTicks(low),
      closeTicks: priceTicks(close),
      volumeLots: qtyLots(volumeOf(instrument, cell('volume'))),
      trades: 0,
    };
  };
}

/** Start of a bar; a day's is given by its date and starts when the trading date does. */
function startOf(text: string, { instrument, timeframe, nowMs }: BarRowsContext): number {
  const [, date = '', time = '00:00'] = TIME.exec(text) ?? [];
  const ms = date === '' ? Number.NaN : Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(ms) || ms < 0 || daysOfIsoDate(date) === null) {
    throw new BadCell('timestamp', text, 'a date and time in UTC such as 2026-03-04 15:02');
  }
  if (ms > nowMs) throw new BadCell('timestamp', text, 'not in the future');
  const us = timeUs(ms * 1_000);
  if (timeframe === '1d') {
    if (us % US_PER_DAY === 0) return tradeDayOn(instrument.zone, date)?.startUs ?? us;
    if (tradeDayAt(instrument.zone, us).startUs === us) return us;
    throw new BadCell('timestamp', text, 'a date, or the moment at which its trading day starts');
  }
  if (us % TIMEFRAME_US[timeframe] !== 0) {
    throw new BadCell('timestamp', text, `a time at which a bar of ${timeframe} starts`);
  }
  return us;
}

function volumeOf({ lotDecimals }: Instrument, text: string): number {
  const [, whole, fraction = ''] = /^(\d{1,10})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || Number(whole) > VOLUME_MAX) {
    throw new BadCell('volume', text, `a quantity of at most ${VOLUME_MAX}`);
  }
  return Number(whole + fraction.slice(0, lotDecimals).padEnd(lotDecimals, '0'));
}
