/**
 * What exports read, as of now; what comes later is left out. Each stretch is a statement of its own:
 * a read transaction over a whole export would keep the log from being emptied.
 */
import type { ExportSelection } from '../contract/exports.ts';
import type { Fill, Order, Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { fillOf, orderOf } from './rows.ts';
import type { FillRow, OrderRow } from './rows.ts';
import { READ_STATEMENTS } from './statements.ts';

/**
 * Rows between two looks at messages: a few ms, so that cancel and checkpoints wait no longer, and few
 * enough that what is made of them dies young: with 2,000 a million fills take 1.7 times the processor.
 */
const STRETCH_ROWS = 500;

export interface ExportSource<T> {
  /** Rows that the stretches will give. */
  readonly readTotal: number;
  /** Each stretch is read when it is asked for. */
  readonly stretches: Iterable<readonly T[]>;
}

type Parameters = (string | number)[];
/** Answers are one number, called `value` or `rows`. */
type Numbers = { readonly value: number | null } | { readonly rows: number };

/** Fills of a symbol (or all) and a period in the order of time; other filters are the caller's. */
export function openFillSource(
  db: Connection,
  venue: Venue,
  selection: Pick<ExportSelection, 'symbol' | 'fromUs' | 'toUs'>,
): ExportSource<Fill> {
  const { symbol } = selection;
  const fromUs = selection.fromUs ?? 0;
  const toUs = selection.toUs ?? Number.MAX_SAFE_INTEGER;
  const of = symbol === null ? [] : [symbol];
  const suffix = symbol === null ? '' : '.symbol';
  const last = numberOf(db, READ_STATEMENTS['fills.last'], []);
  const select = db.prepare<Parameters, FillRow>(READ_STATEMENTS[`export.rows${suffix}`]);

  function* stretches(): Generator<Fill[]> {
    let afterUs = fromUs;
    // Executions count from 1: below the first of the first microsecond.
    let afterId = 0;
    for (;;) {
      const rows = select.all(...of, afterUs, afterId, toUs, last, STRETCH_ROWS);
      const newestRow = rows.at(-1);
      if (newestRow === undefined) return;
      yield rows.map((row) => fillOf(row, venue));
      afterUs = newestRow.executedUs;
      afterId = newestRow.executionId;
    }
  }
  const count = READ_STATEMENTS[`export.count${suffix}`];
  const readTotal = numberOf(db, count, [...of, fromUs, toUs, last]);
  return { readTotal, stretches: { [Symbol.iterator]: stretches } };
}

/** All fills of a symbol (or of all) in the order of execution, which is the order of every fold. */
export function openExecutionSource(
  db: Connection,
  venue: Venue,
  symbol: string | null,
): ExportSource<Fill> {
  const of = symbol === null ? [] : [symbol];
  const suffix = symbol === null ? '' : '.symbol';
  const last = numberOf(db, READ_STATEMENTS['fills.last'], []);
  const count = READ_STATEMENTS[`export.count${suffix}`];
  return {
    readTotal: numberOf(db, count, [...of, 0, Number.MAX_SAFE_INTEGER, last]),
    stretches: byNumber<FillRow, Fill>(
      db.prepare(READ_STATEMENTS[`export.executions${suffix}`]),
      { of, last },
      (row) => row.executionId,
      (row) => fillOf(row, venue),
    ),
  };
}

/** All fills of a symbol (or of all), symbol by symbol, each in the order of execution. */
export function openSymbolSource(
  db: Connection,
  venue: Venue,
  symbol: string | null,
): ExportSource<Fill> {
  const traded = db.prepare<[], { readonly symbol: string }>(READ_STATEMENTS['positions.symbols']);
  const symbols = symbol === null ? traded.all().map((row) => row.symbol) : [symbol];
  const sources = symbols.map((one) => openExecutionSource(db, venue, one));
  return {
    readTotal: sources.reduce((sum, { readTotal }) => sum + readTotal, 0),
    stretches: {
      *[Symbol.iterator]() {
        for (const { stretches } of sources) yield* stretches;
      },
    },
  };
}

/** All orders of a symbol (or of all) in the order of acceptance, as of their last event. */
export function openOrderSource(
  db: Connection,
  venue: Venue,
  symbol: string | null,
): ExportSource<Order> {
  const of = symbol === null ? [] : [symbol];
  const suffix = symbol === null ? '' : '.symbol';
  const last = numberOf(db, READ_STATEMENTS['orders.last'], []);
  return {
    readTotal: numberOf(db, READ_STATEMENTS[`export.orders.count${suffix}`], [...of, last]),
    stretches: byNumber<OrderRow, Order>(
      db.prepare(READ_STATEMENTS[`export.orders${suffix}`]),
      { of, last },
      (row) => row.orderId,
      (row) => orderOf(row, venue),
    ),
  };
}

/** The answer of a statement that asks for one number; 0 where there is none. */
function numberOf(db: Connection, sql: string, parameters: Parameters): number {
  const row = db.prepare<Parameters, Numbers>(sql).get(...parameters);
  if (row === undefined) return 0;
  return ('rows' in row ? row.rows : row.value) ?? 0;
}

/** Stretches of a statement with the parameters of the symbol, after, last and limit. */
function byNumber<Row, T>(
  select: { all(...parameters: Parameters): Row[] },
  { of, last }: { readonly of: readonly string[]; readonly last: number },
  numberOfRow: (row: Row) => number,
  make: (row: Row) => T,
): Iterable<readonly T[]> {
  return {
    *[Symbol.iterator]() {
      for (let after = 0; ;) {
        const rows = select.all(...of, after, last, STRETCH_ROWS);
        const newestRow = rows.at(-1);
        if (newestRow === undefined) return;
        yield rows.map(make);
        after = numberOfRow(newestRow);
      }
    },
  };
}
