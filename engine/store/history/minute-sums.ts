/**
 * Sums of all fills by the minute. Those of new fills are added with the projection; those of fills that were
 * projected before there were such sums are made afterwards, from the newest to the oldest.
 */
import { assert } from '../../domain/assert.ts';
import { US_PER_MINUTE } from '../../domain/time.ts';
import type { Connection } from '../database.ts';
import { prepareWrite } from './put.ts';
import type { Put } from './put.ts';

const FROM = 'SELECT minutes_from_us AS fromUs FROM projection WHERE id = 1';
/** beforeUs, fills: when the fill so many before that time was. */
export const FILL_BEFORE = `
  SELECT executed_us AS atUs FROM trades INDEXED BY trades_by_time
  WHERE executed_us < ? ORDER BY executed_us DESC LIMIT 1 OFFSET ?`;
/** fromUs, toUs: what has been projected of those minutes. */
const SUM_FILLS = `
  INSERT INTO minute_results
  SELECT executed_us / ${US_PER_MINUTE} AS minute, side, count(*), sum(gross_micros), sum(fee_micros),
    sum(realised_micros), 0
  FROM trades INDEXED BY trades_by_time
  WHERE executed_us >= ? AND executed_us < ?
    AND execution_id <= (SELECT execution_id FROM projection WHERE id = 1)
  GROUP BY minute, side`;
/** fromUs, toUs: a long is closed by a sell, a short by a buy. */
const SUM_LOTS = `
  INSERT INTO minute_results
  SELECT closed_us / ${US_PER_MINUTE} AS minute, iif(side = 'long', 'sell', 'buy') AS fill_side, 0, 0, 0, 0,
    sum(iif(side = 'long', close_micros - open_micros, open_micros - close_micros))
  FROM closed_lots INDEXED BY closed_lots_by_time
  WHERE closed_us >= ? AND closed_us < ?
  GROUP BY minute, fill_side
  ON CONFLICT (minute, side) DO UPDATE SET
    fifo_realised_micros = fifo_realised_micros + excluded.fifo_realised_micros`;
const MOVE = 'UPDATE projection SET minutes_from_us = ? WHERE id = 1';
const ADD = `
  INSERT INTO minute_results VALUES (?,?,?,?,?,?,?)
  ON CONFLICT (minute, side) DO UPDATE SET fills = fills + excluded.fills,
    gross_micros = gross_micros + excluded.gross_micros, fee_micros = fee_micros + excluded.fee_micros,
    realised_micros = realised_micros + excluded.realised_micros,
    fifo_realised_micros = fifo_realised_micros + excluded.fifo_realised_micros`;

export class MinuteSums {
  readonly #from;
  readonly #before;
  readonly #sumFills: Put;
  readonly #sumLots: Put;
  readonly #move: Put;
  readonly #add: Put;

  /** `db`: the writer's connection. */
  constructor(db: Connection) {
    this.#from = db.prepare<[], { fromUs: number }>(FROM);
    this.#before = db.prepare<[number, number], { atUs: number }>(FILL_BEFORE);
    this.#sumFills = prepareWrite(db, SUM_FILLS);
    this.#sumLots = prepareWrite(db, SUM_LOTS);
    this.#move = prepareWrite(db, MOVE);
    this.#add = prepareWrite(db, ADD);
  }

  /** From when on the sums are complete, in microseconds since 1970; 0: all of them are. */
  fromUs(): number {
    const row = this.#from.get();
    assert(row !== undefined, 'a store knows how far its projection has come');
    return row.fromUs;
  }

  /** Adds what a fill, or several of one minute and side, come to. */
  add(minute: number, side: string, sums: readonly (number | string)[]): void {
    this.#add.run(minute, side, ...sums);
  }

  /** Starts over, with nothing that is to be made afterwards. */
  clear(): void {
    this.#move.run(0);
  }

  /**
   * Makes the sums of the newest `fills` fills that have none yet, and of what is in the same minute as the
   * last of them, inside the caller's transaction. Returns whether there are more.
   */
  goBack(fills: number): boolean {
    const toUs = this.fromUs();
    if (toUs === 0) return false;
    const before = this.#before.get(toUs, fills);
    const fromUs = before === undefined ? 0 : before.atUs - (before.atUs % US_PER_MINUTE);
    this.#sumFills.run(fromUs, toUs);
    this.#sumLots.run(fromUs, toUs);
    this.#move.run(fromUs);
    return fromUs > 0;
  }
}
