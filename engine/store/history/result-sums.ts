import type { Fill } from '../../domain/order.ts';
import { tradeDayAt } from '../../domain/session.ts';
import { US_PER_MINUTE } from '../../domain/time.ts';
import type { Connection } from '../database.ts';
import type { MinuteSums } from './minute-sums.ts';
import { ALL_TIME_LEVEL, spanOf } from './spans.ts';
import { prepareWrite } from './put.ts';
import type { Put } from './put.ts';

/** Of a fill what its sums are made of. */
export type SummedFill = Pick<
  Fill,
  | 'symbol'
  | 'side'
  | 'tag'
  | 'lastQtyLots'
  | 'grossMicros'
  | 'feeMicros'
  | 'realisedMicros'
  | 'executedUs'
>;

/** Zone whose dates an instrument that is no longer listed is counted by. */
const USUAL_ZONE = 'America/New_York';

const ADD = `fills = fills + excluded.fills, qty_lots = qty_lots + excluded.qty_lots,
  gross_micros = gross_micros + excluded.gross_micros, fee_micros = fee_micros + excluded.fee_micros,
  realised_micros = realised_micros + excluded.realised_micros,
  fifo_realised_micros = fifo_realised_micros + excluded.fifo_realised_micros`;
const ADD_TO_DAY = `INSERT INTO daily_results VALUES (?,?,?,?,?,?,?,?,?,?,?)
  ON CONFLICT (scope, tag, trade_date, symbol, side) DO UPDATE SET ${ADD}`;
const ADD_TO_SPAN = `INSERT INTO span_results VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
  ON CONFLICT (scope, tag, level, span, symbol, side) DO UPDATE SET ${ADD}`;

type Value = string | number;
interface Sums {
  readonly key: readonly Value[];
  fills: number;
  qtyLots: number;
  grossMicros: number;
  feeMicros: number;
  realisedMicros: number;
  fifoRealisedMicros: number;
}

/** Adds fills up in memory and adds that to the stored sums, inside the caller's transaction. */
export class ResultSums {
  /** Zone of each listed symbol. */
  zones: Readonly<Record<string, string>> = {};
  readonly #days = new Map<string, Sums>();
  readonly #spans = new Map<string, Sums>();
  readonly #minuteSums = new Map<string, Sums>();
  readonly #minutes: MinuteSums;
  /** Fills before that are summed by the minute afterwards. */
  #minutesFromUs = 0;
  readonly #addToDay: Put;
  readonly #addToSpan: Put;
  /** Gross of what has gathered; a sum beyond 2^53 is stored before it comes about. */
  #gathered = 0;

  constructor(db: Connection, minutes: MinuteSums) {
    this.#minutes = minutes;
    this.#addToDay = prepareWrite(db, ADD_TO_DAY);
    this.#addToSpan = prepareWrite(db, ADD_TO_SPAN);
  }

  /** Before the fills of a step; drops what one has left whose transaction was not committed. */
  begin(): void {
    this.forget();
    this.#minutesFromUs = this.#minutes.fromUs();
  }

  add(fill: SummedFill, fifoRealisedMicros: number): void {
    if (!Number.isSafeInteger(this.#gathered + fill.grossMicros)) this.store();
    this.#gathered += fill.grossMicros;
    const { symbol, side, executedUs } = fill;
    const { date } = tradeDayAt(this.zones[symbol] ?? USUAL_ZONE, executedUs);
    if (executedUs >= this.#minutesFromUs) {
      const minute = Math.floor(executedUs / US_PER_MINUTE);
      addTo(this.#minuteSums, [minute, side], fill, fifoRealisedMicros);
    }
    for (const [scope, tag] of [
      ['all', ''],
      ['tag', fill.tag],
    ] as const) {
      addTo(this.#days, [scope, tag, date, symbol, side], fill, fifoRealisedMicros);
      for (let level = 0; level <= ALL_TIME_LEVEL; level += 1) {
        const key = [scope, tag, level, spanOf(level, executedUs), symbol, side];
        addTo(this.#spans, key, fill, fifoRealisedMicros);
      }
    }
  }

  /** Adds what has gathered to the tables. */
  store(): void {
    for (const sums of this.#days.values()) this.#addToDay.run(...valuesOf(sums));
    for (const sums of this.#spans.values()) this.#addToSpan.run(...valuesOf(sums));
    for (const { key, ...sums } of this.#minuteSums.values()) {
      const [minute, side] = key;
      const { fills, grossMicros, feeMicros, realisedMicros, fifoRealisedMicros } = sums;
      const row = [fills, grossMicros, feeMicros, realisedMicros, fifoRealisedMicros];
      this.#minutes.add(Number(minute), String(side), row);
    }
    this.forget();
  }

  /** Drops what has gathered. */
  forget(): void {
    this.#days.clear();
    this.#spans.clear();
    this.#minuteSums.clear();
    this.#gathered = 0;
  }
}

function addTo(
  all: Map<string, Sums>,
  key: readonly Value[],
  fill: SummedFill,
  fifoRealisedMicros: number,
): void {
  const name = key.join('\n');
  let sums = all.get(name);
  if (sums === undefined) {
    const none = { fills: 0, qtyLots: 0, grossMicros: 0, feeMicros: 0, realisedMicros: 0 };
    sums = { key, ...none, fifoRealisedMicros: 0 };
    all.set(name, sums);
  }
  sums.fills += 1;
  sums.qtyLots += fill.lastQtyLots;
  sums.grossMicros += fill.grossMicros;
  sums.feeMicros += fill.feeMicros;
  sums.realisedMicros += fill.realisedMicros;
  sums.fifoRealisedMicros += fifoRealisedMicros;
}

function valuesOf(sums: Sums): Value[] {
  const { key, fills, qtyLots, grossMicros, feeMicros, realisedMicros, fifoRealisedMicros } = sums;
  return [...key, fills, qtyLots, grossMicros, feeMicros, realisedMicros, fifoRealisedMicros];
}
