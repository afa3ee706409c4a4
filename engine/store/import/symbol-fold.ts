import type { DayStart } from '../../contract/account.ts';
import { valueMicros } from '../../domain/instrument.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Position } from '../../domain/order.ts';
import { tradeDayAt } from '../../domain/session.ts';
import { timeUs } from '../../domain/time.ts';
import { LotQueue } from '../../portfolio/lot-queue.ts';
import { flatPosition, foldFill } from '../../portfolio/position-fold.ts';
import { madeMicros } from '../../portfolio/valuation.ts';
import type { Connection } from '../database.ts';
import {
  DAY_START_COLUMNS,
  LOT_COLUMNS,
  POSITION_COLUMNS,
  dayStartOf,
  lotOf,
  positionOf,
} from '../rows.ts';
import type { LotRow } from '../rows.ts';

const POSITION = `SELECT ${POSITION_COLUMNS} FROM positions WHERE symbol = ?`;
const LOTS = `SELECT ${LOT_COLUMNS} FROM lots WHERE symbol = ? ORDER BY execution_id`;
const DAY_START = `SELECT ${DAY_START_COLUMNS} FROM day_starts WHERE symbol = ?`;

const CLOSE_BEFORE = `
  SELECT close_ticks FROM bars WHERE symbol = ? AND timeframe = '1d' AND start_us < ?
  ORDER BY start_us DESC LIMIT 1`;

/** A fill as the fold needs it. */
interface FoldedRow {
  readonly side: 'buy' | 'sell';
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
  readonly at_ms: number;
  readonly us: number | null;
}

/** Position and lots of one symbol, from what is stored or from nothing, fill by fill. */
export class SymbolFold {
  readonly before: Position | null;
  readonly #instrument: Instrument;
  readonly #storedLots: readonly Lot[];
  readonly #start: DayStart | null;
  #position: Position | null = null;
  #lots: LotQueue;
  /** What was made when the trading day of the stored start began; null: not reached yet. */
  #startPosition: Position | null = null;
  #hasStarted = false;
  #goesOn = false;
  /** What was held when the newest trading day with a fill began; null: not known, or nothing. */
  #newestOpen: Position | null = null;
  /** When that day began. */
  #newestUs = 0;
  readonly #store: Connection;

  constructor(store: Connection, instrument: Instrument) {
    const { symbol } = instrument;
    this.#instrument = instrument;
    this.#store = store;
    const position = store.prepare<[string], Position>(POSITION).get(symbol);
    this.before = position === undefined ? null : positionOf(position);
    this.#storedLots = store.prepare<[string], LotRow>(LOTS).all(symbol).map(lotOf);
    const start = store.prepare<[string], DayStart>(DAY_START).get(symbol);
    this.#start = start === undefined ? null : dayStartOf(start);
    this.#lots = new LotQueue(symbol);
  }

  /** Goes on from what is stored instead of from nothing: all fills come after the stored ones. */
  goOn(): void {
    this.#goesOn = true;
    this.#position = this.before;
    this.#lots = new LotQueue(this.#instrument.symbol, this.#storedLots);
  }

  /** Applies a fill and says what it came to; numbers ascend. */
  add(row: FoldedRow, executionId: number): { realisedMicros: number; grossMicros: number } {
    const { side, lots, ticks, fee } = row;
    const us = timeUs(row.us ?? row.at_ms * 1_000);
    const { symbol, zone } = this.#instrument;
    const { date: tradeDate, startUs } = tradeDayAt(zone, us);
    if (this.#start !== null && !this.#hasStarted && tradeDate >= this.#start.tradeDate) {
      this.#hasStarted = true;
      this.#startPosition = this.#position;
    }
    if (this.#position?.tradeDate !== tradeDate) {
      this.#newestOpen = this.#position;
      this.#newestUs = startUs;
    }
    const lotMicros = ticks * this.#instrument.tickValueMicros;
    const signedLots = side === 'buy' ? lots : -lots;
    const fifoMicros = this.#lots.fill(signedLots, lotMicros, executionId, us);
    const before = this.#position ?? flatPosition(symbol, tradeDate, us);
    const fill = { side, lastQtyLots: lots, lastPriceTicks: ticks, feeMicros: fee, tradeDate };
    const folded = foldFill(this.#instrument, before, { ...fill, executedUs: us }, fifoMicros);
    this.#position = folded.position;
    const grossMicros = valueMicros(this.#instrument, ticks, lots);
    return { realisedMicros: folded.realisedMicros, grossMicros };
  }

  /** Where it has come to; call once, after the last fill. */
  finish(): {
    before: Position | null;
    after: Position;
    lots: readonly Lot[];
    dayStart: DayStart | null;
    cashDeltaMicros: number;
  } {
    const after = this.#position ?? flatPosition(this.#instrument.symbol, '1970-01-01', timeUs(0));
    const cashDeltaMicros = this.#broughtMicros(after) - this.#broughtMicros(this.before);
    const lots = this.#lots.lots();
    return { before: this.before, after, lots, dayStart: this.#dayStart(after), cashDeltaMicros };
  }

  /** The stored start of the day with what the position had really made then. */
  #dayStart(after: Position): DayStart | null {
    const start = this.#start;
    if (start === null || start.tradeDate < after.tradeDate) return this.#newestStart(after);
    const wasTradedSince = this.before !== null && this.before.tradeDate >= start.tradeDate;
    if (this.#goesOn && wasTradedSince) return start;
    const then = this.#hasStarted ? this.#startPosition : after;
    if (then === null || then.qtyLots === 0) return null;
    const { markTicks, tradeDate } = start;
    const mark = { instrument: this.#instrument, markTicks, tradeDate };
    return { ...start, pnlMicros: madeMicros(then, mark) };
  }

  /**
   * The start of the newest day with a fill, which nobody has noted: else what its position had made over
   * night would count as made that day. It is valued at the close before; null where that is not known.
   */
  #newestStart({ symbol, tradeDate }: Position): DayStart | null {
    const then = this.#newestOpen;
    if (then === null || then.qtyLots === 0) return null;
    const markTicks = this.#store
      .prepare<[string, number], number>(CLOSE_BEFORE)
      .pluck()
      .get(symbol, this.#newestUs);
    if (markTicks === undefined) return null;
    const mark = { instrument: this.#instrument, markTicks, tradeDate };
    return { symbol, tradeDate, markTicks, pnlMicros: madeMicros(then, mark) };
  }

  /** All that the symbol's fills have brought to the cash: what they made, less what is still open. */
  #broughtMicros(position: Position | null): number {
    if (position === null) return 0;
    const { qtyLots, costMicros, realisedMicros, feesMicros } = position;
    const isFuture = this.#instrument.assetClass === 'future';
    const open = isFuture ? 0 : Math.sign(qtyLots) * costMicros;
    return realisedMicros - feesMicros - open;
  }
}
