/**
 * The `round_trips` export profile, version 1 (docs/export-profiles/round_trips.md): one row a position
 * from its opening until it was flat, stable whatever a screen shows and whatever the locale.
 */
import type { ExportSelection } from '../contract/exports.ts';
import { decimalText, qtyText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Fill, Venue } from '../domain/order.ts';
import type { RoundTrip } from '../domain/round-trip.ts';
import { isoTimeUtc } from '../domain/session.ts';
import { timeUs } from '../domain/time.ts';
import type { PriceRanges } from '../portfolio/open-trip.ts';
import { TripFold } from '../portfolio/trip-fold.ts';
import { ColumnSums } from './column-sums.ts';
import type { Row, RowMaker } from './csv-export.ts';
import { moneyText } from './money-text.ts';
import { isSelected } from './row-filter.ts';
import type { RowTerms } from './row-terms.ts';
import { tradedUnits } from './traded-units.ts';

/** Raised by any change to a column, its order or its form. */
export const ROUND_TRIPS_PROFILE_VERSION = 1;

export const ROUND_TRIPS_COLUMNS = [
  'trip_id',
  'venue',
  'symbol',
  'side',
  'entry_utc',
  'entry_exchange',
  'exit_utc',
  'exit_exchange',
  'trade_date',
  'hold_seconds',
  'qty',
  'peak_qty',
  'entry_price',
  'exit_price',
  'entry_gross',
  'exit_gross',
  'mae',
  'mfe',
  'gross',
  'fees',
  'net',
  'fills',
  'first_exec_id',
  'last_exec_id',
  'tag',
  'tags',
] as const;

/** Decimals of an average price beyond those of the tick. */
const AVERAGE_DECIMALS = 2;
const MS_DECIMALS = 3;
/** Between the tags of one trip. */
const TAG_MARK = '|';

/**
 * Rows of the selected round trips; to be given every fill of their symbols from the first on, in the
 * order of execution. `ranges` tells what the market did between fills. Throws when a fill's instrument
 * is not among `instruments`.
 */
export function roundTripsProfile(terms: RowTerms, ranges: PriceRanges | null): RowMaker<Fill> {
  const { instruments, text, selection, execName } = terms;
  const unitOf = tradedUnits(instruments);
  const sums = new ColumnSums(['gross', 'fee', 'net']);
  const fold = new TripFold([], ranges);

  const rowOf = (trip: RoundTrip, venue: Venue): Row => {
    const { symbol, side, openedUs, closedUs, grossMicros, feesMicros } = trip;
    const { instrument, time } = unitOf(symbol);
    const netMicros = grossMicros - feesMicros;
    sums.add([grossMicros, feesMicros, netMicros]);
    return [
      `${venue}-${symbol}-${String(trip.number)}`,
      venue,
      text(symbol),
      side,
      isoTimeUtc(openedUs),
      time.text(timeUs(openedUs)),
      isoTimeUtc(closedUs),
      time.text(timeUs(closedUs)),
      time.tradeDate(timeUs(closedUs)),
      decimalText(Math.floor(closedUs / 1_000) - Math.floor(openedUs / 1_000), MS_DECIMALS),
      qtyText(instrument, trip.qtyLots),
      qtyText(instrument, trip.peakQtyLots),
      averageText(instrument, trip.entryMicros, trip.qtyLots),
      averageText(instrument, trip.exitMicros, trip.qtyLots),
      moneyText(trip.entryMicros),
      moneyText(trip.exitMicros),
      moneyText(trip.maeMicros),
      moneyText(trip.mfeMicros),
      moneyText(grossMicros),
      moneyText(feesMicros),
      moneyText(netMicros),
      String(trip.fills),
      text(execName(venue, trip.firstExecutionId)),
      text(execName(venue, trip.lastExecutionId)),
      text(trip.tag),
      text(trip.tags.join(TAG_MARK)),
    ];
  };

  return {
    columns: ROUND_TRIPS_COLUMNS,
    rows(fills) {
      const rows: Row[] = [];
      for (const fill of fills) {
        const { trip } = fold.fill(fill);
        if (trip !== null && isWanted(selection, trip)) rows.push(rowOf(trip, fill.venue));
      }
      return rows;
    },
    rest: () => [],
    totals: () => sums.totals(),
  };
}

function isWanted(selection: ExportSelection, { symbol, side, tag, closedUs }: RoundTrip): boolean {
  return isSelected(selection, {
    symbol,
    side: side === 'long' ? 'buy' : 'sell',
    tag,
    us: closedUs,
  });
}

/** Price of `qtyLots` that came to `micros`, rounded half up; value and quantity are the exact ones. */
function averageText(instrument: Instrument, micros: bigint, qtyLots: number): string {
  const scale = BigInt(instrument.tickMantissa * 10 ** AVERAGE_DECIMALS);
  const whole = BigInt(qtyLots) * BigInt(instrument.tickValueMicros);
  const average = (2n * micros * scale + whole) / (2n * whole);
  return decimalText(average, instrument.tickDecimals + AVERAGE_DECIMALS);
}
