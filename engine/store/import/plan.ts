/**
 * What each staged row is to this store: new, there already, or bad; and the numbers and names that
 * the new ones are to have. Changes the stage alone, and starts from nothing each time, because the
 * account may have traded since the last plan.
 */
import { executionId, executionIdText } from '../../domain/ids.ts';
import type { Connection } from '../database.ts';
import { knownFills } from './known-fills.ts';
import type { KnownFills } from './known-fills.ts';
import type { PlanContext } from './plan-context.ts';
import { planOrders } from './plan-orders.ts';
import type { ProblemList } from './problem-list.ts';
import { inStretches } from './stretches.ts';

interface StagedName {
  readonly line: number;
  readonly exec_id: string;
  readonly number: number | null;
  readonly at_ms: number;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
}

const RESET = `
  DROP INDEX IF EXISTS fills_walk;
  DROP INDEX IF EXISTS fills_pool;
  DELETE FROM fills WHERE line < 0;
  UPDATE fills SET state = 0, own = number, name = exec_id;
  DELETE FROM orders;
  DROP INDEX IF EXISTS fills_unnumbered;`;
/** Made when the rows stand, which is sooner than keeping them while rows change. */
const UNNUMBERED =
  'CREATE INDEX fills_unnumbered ON fills (at_ms, line) WHERE state = 0 AND own IS NULL';
const WALKS = `
  DROP INDEX fills_unnumbered;
  CREATE INDEX fills_walk ON fills (symbol, at_ms, tie, line) WHERE state = 0;
  CREATE INDEX fills_pool ON fills (symbol, own) WHERE state = 0;`;
const BY_LINE = 'SELECT * FROM fills WHERE line > ? ORDER BY line LIMIT ?';
const IN_TIME = `
  SELECT * FROM fills
  WHERE state = 0 AND own IS NULL AND (at_ms, line) > (?, ?) ORDER BY at_ms, line LIMIT ?`;
const LAST = 'SELECT max(execution_id) AS value FROM trades';
const LAST_KEPT = 'SELECT max(own) AS value FROM fills WHERE state = 0';

/** Runs the plan; bad rows are added to `problems`. */
export function planFills(context: PlanContext, problems: ProblemList): void {
  const { stage } = context;
  stage.exec('BEGIN');
  try {
    stage.exec(RESET);
    classify(context, problems);
    planOrders(context, problems);
    stage.exec(UNNUMBERED);
    giveNumbers(context);
    stage.exec(WALKS);
    stage.exec('COMMIT');
  } catch (error) {
    stage.exec('COMMIT');
    throw error;
  }
}

/** Duplicates and contradictions; what is new keeps the number and name it comes with, if free. */
function classify({ stage, store, venue, otherStore }: PlanContext, problems: ProblemList): void {
  const known = knownFills(store);
  // The usual way into an empty store, or of what came after the last import.
  if (known.knowsNone(lowestNumberOf(stage))) return;
  const select = stage.prepare<[number, number], StagedName>(BY_LINE);
  const mark = stage.prepare<[number, number]>('UPDATE fills SET state = ? WHERE line = ?');
  const keep = stage.prepare<[number | null, string | null, number]>(
    'UPDATE fills SET own = ?, name = ? WHERE line = ?',
  );
  for (const row of inStretches<StagedName>((after, n) => select.all(after?.line ?? 0, n))) {
    const found = known.find(row.exec_id, row.number, row);
    if (found === 'same') {
      mark.run(1, row.line);
    } else if (found === 'other' && !otherStore) {
      mark.run(2, row.line);
      const rule = `no fill that is here with other contents under this ${venue} number`;
      problems.add({ line: row.line, column: 'exec_id', value: row.exec_id, rule });
    } else {
      const { own, name } = keptOf(row, known);
      if (own !== row.number || name !== row.exec_id) keep.run(own, name, row.line);
    }
  }
}

/** null: some fill has none of this store's form. */
function lowestNumberOf(stage: Connection): number | null {
  type Found = { readonly lowest: number | null; readonly without: number };
  const found = stage
    .prepare<[], Found>(
      'SELECT min(number) AS lowest, count(*) - count(number) AS without FROM fills',
    )
    .get();
  return found === undefined || found.without > 0 ? null : found.lowest;
}

function keptOf(
  { exec_id: execId, number }: StagedName,
  known: KnownFills,
): { own: number | null; name: string | null } {
  const isFree = number !== null && !known.isNumberTaken(number);
  return {
    own: isFree ? number : null,
    name: known.isNameTaken(execId, number) ? null : execId,
  };
}

/** Numbers above all others for those that could not keep their own, in the order of time. */
function giveNumbers({ stage, store, venue }: PlanContext): void {
  const value = (db: Connection, sql: string): number =>
    db.prepare<[], { value: number | null }>(sql).get()?.value ?? 0;
  let last = Math.max(value(store, LAST), value(stage, LAST_KEPT));
  const select = stage.prepare<
    [number, number, number],
    { line: number; at_ms: number; name: string | null }
  >(IN_TIME);
  const give = stage.prepare<[number, string, number]>(
    'UPDATE fills SET own = ?, name = ? WHERE line = ?',
  );
  // Rows leave the selection when they get their number, so that each stretch is the first.
  for (;;) {
    const rows = select.all(-1, 0, 2_000);
    if (rows.length === 0) return;
    for (const { line, name } of rows) {
      last += 1;
      give.run(last, name ?? executionIdText(venue, executionId(last)), line);
    }
  }
}
