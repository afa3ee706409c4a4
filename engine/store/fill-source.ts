import type { RequestOf } from '../contract/messages.ts';
import type { Fill, Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { fillOf } from './rows.ts';
import type { FillRow } from './rows.ts';
import { READ_STATEMENTS } from './statements.ts';

/** Rows between two looks at messages: some 10 ms, so that cancel and checkpoints wait no longer. */
const STRETCH_ROWS = 2_000;

/** Which fills: a symbol or all, and a stretch of execution time, start included, end not. */
export type FillSelection = Pick<RequestOf<'export.start'>, 'symbol' | 'fromUs' | 'toUs'>;

export interface FillSource {
  /** Fills that the stretches will give. */
  readonly rowsTotal: number;
  /** In the order of time; each stretch is read when it is asked for. */
  readonly stretches: Iterable<Iterable<Fill>>;
}

/**
 * The fills of a selection as of now; later ones are left out. Each stretch is a statement of its
 * own: a read transaction over the whole export would keep the log from being emptied.
 */
export function openFillSource(db: Connection, venue: Venue, selection: FillSelection): FillSource {
  const { symbol } = selection;
  const fromUs = selection.fromUs ?? 0;
  const toUs = selection.toUs ?? Number.MAX_SAFE_INTEGER;
  const of = symbol === null ? [] : [symbol];
  const suffix = symbol === null ? '' : '.symbol';
  type Parameters = (string | number)[];
  const newest = db.prepare<[], { value: number | null }>(READ_STATEMENTS['fills.last']).get();
  const last = newest?.value ?? 0;
  const count = db.prepare<Parameters, { rows: number }>(READ_STATEMENTS[`export.count${suffix}`]);
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
  const rowsTotal = count.get(...of, fromUs, toUs, last)?.rows ?? 0;
  return { rowsTotal, stretches: { [Symbol.iterator]: stretches } };
}
