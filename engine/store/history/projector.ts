/**
 * Fills the history tables behind the order path, as a chore of the writer thread: every fill in order of
 * execution once, because its place is stored in the same transaction as what it made. What a power cut
 * takes of the newest steps is projected again.
 */
import { assert } from '../../domain/assert.ts';
import type { Fill } from '../../domain/order.ts';
import { lotGrossMicros } from '../../domain/round-trip.ts';
import type { TripFold } from '../../portfolio/trip-fold.ts';
import type { Connection } from '../database.ts';
import { barRanges } from './bar-ranges.ts';
import type { HistoryPlace } from './history-state.ts';
import { EVERY_SYMBOL } from './history-ways.ts';
import { MinuteSums } from './minute-sums.ts';
import { OrderPlaces } from './order-places.ts';
import { ResultSums } from './result-sums.ts';
import { TripStore, loadTripFold } from './trip-store.ts';
import { prepareWrite } from './put.ts';
import type { Put } from './put.ts';

/** afterExecutionId, limit */
export const NEW_FILLS = `
  SELECT execution_id AS executionId, symbol, side, last_qty_lots AS lastQtyLots,
    last_price_ticks AS lastPriceTicks, gross_micros AS grossMicros, fee_micros AS feeMicros,
    realised_micros AS realisedMicros, tag, executed_us AS executedUs
  FROM trades WHERE execution_id > ? ORDER BY execution_id LIMIT ?`;
const POSITION = `
  SELECT execution_id AS executionId, order_id AS orderId, event_seq AS eventSeq, lot_id AS lotId
  FROM projection WHERE id = 1`;
const MOVE = `
  UPDATE projection SET execution_id = ?, order_id = ?, event_seq = ?, lot_id = ? WHERE id = 1`;
/** Newest fill and event that are stored. */
export const NEWEST = `
  SELECT (SELECT max(execution_id) FROM trades) AS executionId,
    (SELECT max(seq) FROM order_events) AS eventSeq`;

type ProjectedFill = Pick<
  Fill,
  | 'executionId'
  | 'symbol'
  | 'side'
  | 'lastQtyLots'
  | 'lastPriceTicks'
  | 'grossMicros'
  | 'feeMicros'
  | 'realisedMicros'
  | 'tag'
  | 'executedUs'
>;

/** What is projected; emptied when it must start over. */
const PROJECTED_TABLES = [
  'open_trips',
  'open_trip_lots',
  'round_trips',
  'closed_lots',
  'fills_by_side',
  'fills_by_tag',
  'orders_by_time',
  'orders_by_side',
  'orders_by_tag',
  'orders_by_state',
  'orders_by_tag_state',
  'daily_results',
  'span_results',
  'minute_results',
];

/** Orders and their events are placed in a fraction of the time that a fill takes. */
const ORDERS_PER_FILL = 4;

interface Position {
  readonly executionId: number;
  readonly orderId: number;
  readonly eventSeq: number;
  readonly lotId: number;
}

export class Projector {
  readonly #db: Connection;
  readonly #trips: TripStore;
  readonly #sums: ResultSums;
  readonly #minutes: MinuteSums;
  readonly #orders: OrderPlaces;
  readonly #newFills;
  readonly #newest;
  readonly #move: Put;
  readonly #bySide: Put;
  readonly #byTag: Put;
  /** The fold as it is after a fill of this execution; null: it must be loaded from what is stored. */
  #fold: { readonly fold: TripFold; readonly executionId: number } | null = null;

  /** `db`: the writer's connection; nobody else writes. */
  constructor(db: Connection) {
    this.#db = db;
    this.#trips = new TripStore(db);
    this.#minutes = new MinuteSums(db);
    this.#sums = new ResultSums(db, this.#minutes);
    this.#orders = new OrderPlaces(db);
    this.#newFills = db.prepare<[number, number], ProjectedFill>(NEW_FILLS);
    this.#newest = db.prepare<[], { executionId: number | null; eventSeq: number | null }>(NEWEST);
    this.#move = prepareWrite(db, MOVE);
    this.#bySide = prepareWrite(db, 'INSERT OR IGNORE INTO fills_by_side VALUES (?,?,?,?)');
    this.#byTag = prepareWrite(db, 'INSERT OR IGNORE INTO fills_by_tag VALUES (?,?,?,?,?)');
  }

  /** Zone of each listed symbol, by which its fills are counted to trading dates. */
  setZones(zones: Readonly<Record<string, string>>): void {
    this.#sums.zones = zones;
  }

  /** Fills or events, whichever are more, that are not projected yet. */
  behind(): number {
    const { executionId, eventSeq } = this.#stored();
    const newest = this.#newest.get();
    const fills = (newest?.executionId ?? 0) - executionId;
    const events = (newest?.eventSeq ?? 0) - eventSeq;
    return Math.max(fills, events, 0);
  }

  /** How far it is. */
  reached(): HistoryPlace {
    const { executionId, eventSeq } = this.#stored();
    return { executionId: Math.max(0, executionId), eventSeq };
  }

  /**
   * Goes on by at most `fills` fills and four times as many orders and events, inside the caller's
   * transaction; returns how many fills it were.
   */
  step(fills: number): number {
    const from = this.#begun();
    // What a step has folded whose transaction did not come to its end is loaded again.
    const known = this.#fold?.executionId === from.executionId ? this.#fold.fold : null;
    const fold = known ?? loadTripFold(this.#db, barRanges(this.#db));
    this.#fold = null;
    this.#sums.begin();
    let { executionId, lotId } = from;
    const found = this.#newFills.all(executionId, fills);
    for (const fill of found) {
      lotId = this.#project(fold, fill, lotId);
      executionId = fill.executionId;
    }
    for (const change of fold.takeChanges()) this.#trips.putOpen(change);
    this.#sums.store();
    const { orderId, eventSeq } = this.#orders.step(from, ORDERS_PER_FILL * fills);
    this.#move.run(executionId, orderId, eventSeq, lotId);
    this.#fold = { fold, executionId };
    return found.length;
  }

  /**
   * Sums `fills` older fills by the minute that were projected before there were such sums, inside the caller's
   * transaction; returns whether there are more.
   */
  sumMinutes(fills: number): boolean {
    return this.#minutes.goBack(fills);
  }

  /** The same for places of `orders` older orders by tag and state. */
  placeOlder(orders: number): boolean {
    return this.#orders.goBack(orders);
  }

  /** Returns the number of the last lot closed so far. */
  #project(fold: TripFold, fill: ProjectedFill, lastLotId: number): number {
    const { executionId, symbol, side, tag, executedUs } = fill;
    for (const under of [symbol, EVERY_SYMBOL]) {
      this.#bySide.run(under, side, executedUs, executionId);
      this.#byTag.run(tag, under, side, executedUs, executionId);
    }
    const { closedLots, trip } = fold.fill(fill);
    let lotId = lastLotId;
    let fifoRealisedMicros = 0;
    for (const lot of closedLots) {
      lotId += 1;
      fifoRealisedMicros += lotGrossMicros(lot);
      this.#trips.putLot(lotId, lot);
    }
    if (trip !== null) this.#trips.putTrip(trip);
    this.#sums.add(fill, fifoRealisedMicros);
    return lotId;
  }

  /** Where to go on from. Fills that have been changed by an import are all projected again. */
  #begun(): Position {
    const stored = this.#stored();
    if (stored.executionId >= 0) return stored;
    for (const table of PROJECTED_TABLES) this.#db.exec(`DELETE FROM ${table}`);
    this.#minutes.clear();
    this.#orders.clear();
    this.#fold = null;
    return { executionId: 0, orderId: 0, eventSeq: 0, lotId: 0 };
  }

  #stored(): Position {
    const found = this.#db.prepare<[], Position>(POSITION).get();
    assert(found !== undefined, 'a store knows how far its projection has come');
    const { executionId, orderId, eventSeq, lotId } = found;
    return { executionId, orderId, eventSeq, lotId };
  }
}
