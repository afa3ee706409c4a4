/**
 * Puts new fills among those of the store, symbol by symbol, and folds them again in order of time:
 * average price, FIFO lots, what each fill realised, the start of the trading day.
 *
 * Everything else in the product takes the order of execution numbers for the order of time. So fills of
 * the store that come after the first new one are taken out (the tail), and all of them, old and new,
 * are put in by time with the same numbers in ascending order. A fill whose number has changed keeps its
 * name, which exports have (imported_fills). Where a file brings its own numbers back, as an export of
 * this store does, no number changes. Fills of the store keep their order among themselves.
 */
import type { DayStart } from '../../contract/account.ts';
import { assert } from '../../domain/assert.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Position } from '../../domain/order.ts';
import type { Connection } from '../database.ts';
import { openTail } from './fold-tail.ts';
import { SymbolFold } from './symbol-fold.ts';
import { inStretches } from './stretches.ts';

/** A fill as it is to stand in the store. */
export interface PlacedFill {
  readonly executionId: number;
  readonly line: number;
  /** As exports have it, and as the file had it that it came from. */
  readonly name: string;
  readonly fileExecId: string;
  /** Number before; null for a fill of the file. */
  readonly formerId: number | null;
  /** 0: no event told of it, it was imported. */
  readonly eventSeq: number;
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly orderType: string;
  readonly qtyLots: number;
  readonly priceTicks: number;
  readonly cumQtyLots: number;
  readonly leavesQtyLots: number;
  readonly grossMicros: number;
  readonly feeMicros: number;
  readonly realisedMicros: number;
  readonly liquidity: string;
  readonly tag: string;
  readonly executedUs: number;
}

/** What becomes of one symbol. */
export interface SymbolResult {
  readonly symbol: string;
  readonly newFills: number;
  readonly feeMicros: number;
  /** null: never traded before. */
  readonly before: Position | null;
  readonly after: Position;
  readonly lots: readonly Lot[];
  /** null: the position was flat when its trading day began, or nothing is known of it. */
  readonly dayStart: DayStart | null;
  readonly cashDeltaMicros: number;
}

/** Takes what a refold finds; a dry run does nothing with it. */
export interface FoldSink {
  /** A fill of the store that is put in again. */
  takenOut(executionId: number): void;
  placed(fill: PlacedFill): void;
}

export interface RefoldContext {
  readonly stage: Connection;
  readonly store: Connection;
  readonly venue: string;
  readonly instruments: readonly Instrument[];
  /** Called from time to time with the number of fills placed; may throw to end it. */
  readonly onPlaced: (count: number) => void;
}

/** A row of the stage with its order's number. */
interface StagedFill {
  readonly line: number;
  readonly exec_id: string | null;
  readonly at_ms: number;
  readonly tie: number;
  readonly side: 'buy' | 'sell';
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
  readonly cum: number;
  readonly leaves: number;
  readonly client_order_id: string;
  readonly order_type: string;
  readonly liquidity: string;
  readonly tag: string;
  readonly name: string;
  readonly us: number | null;
  readonly event_seq: number | null;
  readonly order_no: number;
  readonly file_exec_id: string | null;
}

const SYMBOLS = `
  SELECT symbol, min(at_ms) AS firstMs, min(own) AS firstOwn, count(*) AS fills, total(fee) AS fees
  FROM fills WHERE state = 0 GROUP BY symbol ORDER BY symbol`;
const WALK = `
  SELECT f.*, coalesce(f.store_order_id, o.own) AS order_no
  FROM fills f LEFT JOIN orders o ON o.order_id = f.order_id
    AND o.client_order_id = f.client_order_id AND o.symbol = f.symbol AND o.side = f.side
  WHERE f.state = 0 AND f.symbol = ? AND (f.at_ms, f.tie, f.line) > (?, ?, ?)
  ORDER BY f.at_ms, f.tie, f.line LIMIT ?`;
const POOL = `
  SELECT own FROM fills WHERE state = 0 AND symbol = ? AND own > ? ORDER BY own LIMIT ?`;
const FORGET_TAIL = 'DELETE FROM fills WHERE line < 0 AND symbol = ?';
/** Fills between two looks at whether to go on. */
const LOOK_EVERY = 2_000;

/** Refolds every symbol with new fills of the plan, in order of symbols. */
export function* refold(context: RefoldContext, sink: FoldSink): Generator<SymbolResult> {
  const { stage } = context;
  const symbols = stage
    .prepare<
      [],
      { symbol: string; firstMs: number; firstOwn: number; fills: number; fees: number }
    >(SYMBOLS)
    .all();
  const instruments = new Map(context.instruments.map((one) => [one.symbol, one]));
  let placed = 0;
  for (const { symbol, firstMs, firstOwn, fills, fees } of symbols) {
    const instrument = instruments.get(symbol);
    assert(instrument !== undefined, `the units of ${symbol} are known to the import`);
    const fold = new SymbolFold(context.store, instrument);
    openTail(context, fold, { symbol, firstMs, firstOwn }, (id) => sink.takenOut(id));
    for (const fill of placesOf(context, symbol)) {
      const executionId = fill.number;
      const { realisedMicros, grossMicros } = fold.add(fill.row, executionId);
      sink.placed(placedFill(fill.row, symbol, executionId, grossMicros, realisedMicros));
      placed += 1;
      if (placed % LOOK_EVERY === 0) context.onPlaced(placed);
    }
    stage.prepare<[string]>(FORGET_TAIL).run(symbol);
    yield { symbol, newFills: fills, feeMicros: fees, ...fold.finish() };
  }
  context.onPlaced(placed);
}

/** The symbol's fills in order of time, each with the next of their numbers. */
function* placesOf(
  { stage }: RefoldContext,
  symbol: string,
): Generator<{ readonly row: StagedFill; readonly number: number }> {
  const walk = stage.prepare<(string | number)[], StagedFill>(WALK);
  const pool = stage.prepare<[string, number, number], { own: number }>(POOL);
  const numbers = inStretches<{ own: number }>((after, n) => pool.all(symbol, after?.own ?? 0, n));
  const rows = inStretches<StagedFill>((after, n) =>
    walk.all(symbol, after?.at_ms ?? -1, after?.tie ?? 0, after?.line ?? 0, n),
  );
  for (const row of rows) {
    const next = numbers.next();
    assert(next.done !== true, 'there are as many numbers as fills');
    yield { row, number: next.value.own };
  }
}

function placedFill(
  row: StagedFill,
  symbol: string,
  executionId: number,
  grossMicros: number,
  realisedMicros: number,
): PlacedFill {
  const { side, fee, cum, leaves, liquidity, tag, name } = row;
  return {
    executionId,
    line: row.line,
    name,
    fileExecId: row.file_exec_id ?? row.exec_id ?? name,
    // Those of the store have their number as a negative line.
    formerId: row.line < 0 ? -row.line : null,
    eventSeq: row.event_seq ?? 0,
    orderId: row.order_no,
    clientOrderId: row.client_order_id,
    symbol,
    side,
    orderType: row.order_type,
    qtyLots: row.lots,
    priceTicks: row.ticks,
    cumQtyLots: cum,
    leavesQtyLots: leaves,
    grossMicros,
    feeMicros: fee,
    realisedMicros,
    liquidity,
    tag,
    executedUs: row.us ?? row.at_ms * 1_000,
  };
}
