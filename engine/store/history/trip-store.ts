/** Round trips, closed lots and the state of their fold as rows. */
import type { ClosedLot, RoundTrip } from '../../domain/round-trip.ts';
import type { OpenTripState, PriceRanges } from '../../portfolio/open-trip.ts';
import { TripFold } from '../../portfolio/trip-fold.ts';
import type { SymbolTripChanges } from '../../portfolio/trip-fold.ts';
import type { TripLot } from '../../portfolio/trip-lots.ts';
import type { Connection } from '../database.ts';
import { prepareWrite } from './put.ts';
import type { Put } from './put.ts';

const INSERT_TRIP = `INSERT OR REPLACE INTO round_trips VALUES
  (?,?,?,?,?,?,?,?,CAST(? AS INTEGER),CAST(? AS INTEGER),?,?,?,?,?,?,?,?)`;
const INSERT_LOT = 'INSERT OR REPLACE INTO closed_lots VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)';
const PUT_OPEN = 'INSERT OR REPLACE INTO open_trips VALUES (?,?,?)';
const PUT_OPEN_LOT = 'INSERT OR REPLACE INTO open_trip_lots VALUES (?,?,?,?,?,?)';
const DROP_OPEN_LOTS = 'DELETE FROM open_trip_lots WHERE symbol = ? AND execution_id < ?';
const OPEN_TRIPS = 'SELECT symbol, finished_trips AS finishedTrips, trip FROM open_trips';
const OPEN_LOTS = `
  SELECT execution_id AS executionId, opened_us AS openedUs, qty_lots AS qtyLots,
    cost_micros AS costMicros, fee_micros AS feeMicros
  FROM open_trip_lots WHERE symbol = ? ORDER BY execution_id`;

/** The fold as the projection left it. */
export function loadTripFold(db: Connection, ranges: PriceRanges): TripFold {
  const lots = db.prepare<[string], TripLot>(OPEN_LOTS);
  const open = db
    .prepare<[], { symbol: string; finishedTrips: number; trip: string | null }>(OPEN_TRIPS)
    .all();
  const saved = open.map(({ symbol, finishedTrips, trip }) => ({
    symbol,
    finishedTrips,
    open: trip === null ? null : tripOfText(trip),
    lots: lots.all(symbol).map(plainLot),
  }));
  return new TripFold(saved, ranges);
}

/** Writes what the fold has ended and what it has open. */
export class TripStore {
  readonly #insertTrip: Put;
  readonly #insertLot: Put;
  readonly #putOpen: Put;
  readonly #putOpenLot: Put;
  readonly #dropOpenLots: Put;

  constructor(db: Connection) {
    this.#insertTrip = prepareWrite(db, INSERT_TRIP);
    this.#insertLot = prepareWrite(db, INSERT_LOT);
    this.#putOpen = prepareWrite(db, PUT_OPEN);
    this.#putOpenLot = prepareWrite(db, PUT_OPEN_LOT);
    this.#dropOpenLots = prepareWrite(db, DROP_OPEN_LOTS);
  }

  putTrip(t: RoundTrip): void {
    this.#insertTrip.run(
      t.lastExecutionId,
      t.symbol,
      t.number,
      t.side,
      t.openedUs,
      t.closedUs,
      t.qtyLots,
      t.peakQtyLots,
      String(t.entryMicros),
      String(t.exitMicros),
      t.grossMicros,
      t.feesMicros,
      t.fills,
      t.firstExecutionId,
      t.tag,
      JSON.stringify(t.tags),
      t.maeMicros,
      t.mfeMicros,
    );
  }

  putLot(lotId: number, l: ClosedLot): void {
    this.#insertLot.run(
      lotId,
      l.symbol,
      l.side,
      l.openExecutionId,
      l.closeExecutionId,
      l.openedUs,
      l.closedUs,
      l.qtyLots,
      l.openMicros,
      l.closeMicros,
      l.openFeeMicros,
      l.closeFeeMicros,
      l.tag,
    );
  }

  putOpen({ symbol, finishedTrips, open, lots, keptFromId }: SymbolTripChanges): void {
    this.#dropOpenLots.run(symbol, keptFromId);
    for (const lot of lots) {
      const { executionId, openedUs, qtyLots, costMicros, feeMicros } = lot;
      this.#putOpenLot.run(symbol, executionId, openedUs, qtyLots, costMicros, feeMicros);
    }
    this.#putOpen.run(symbol, finishedTrips, open === null ? null : textOfTrip(open));
  }
}

/** JSON has no big integers: the two value sums are written as text. */
function textOfTrip(trip: OpenTripState): string {
  const { entryMicros, exitMicros } = trip;
  return JSON.stringify({
    ...trip,
    entryMicros: String(entryMicros),
    exitMicros: String(exitMicros),
  });
}

function tripOfText(text: string): OpenTripState {
  // Written by textOfTrip.
  const trip = JSON.parse(text) as Omit<OpenTripState, 'entryMicros' | 'exitMicros'> & {
    entryMicros: string;
    exitMicros: string;
  };
  return {
    ...trip,
    entryMicros: BigInt(trip.entryMicros),
    exitMicros: BigInt(trip.exitMicros),
  };
}

/** Field by field: the test stand-in for better-sqlite3 adds one to its rows. */
function plainLot({ executionId, openedUs, qtyLots, costMicros, feeMicros }: TripLot): TripLot {
  return { executionId, openedUs, qtyLots, costMicros, feeMicros };
}
