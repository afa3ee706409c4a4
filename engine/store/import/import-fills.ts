/** Checks and applies staged fills: what both have in common is the plan and the refold. */
import { assert } from '../../domain/assert.ts';
import type { ImportSummary, ImportedPosition } from '../../contract/imports.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Venue } from '../../domain/order.ts';
import type { Connection } from '../database.ts';
import {
  fillWriter,
  renewIdentity,
  restartProjection,
  writeOrders,
  writeSymbol,
} from './import-writer.ts';
import { planFills } from './plan.ts';
import type { ProblemList } from './problem-list.ts';
import { refold } from './refold.ts';
import type { FoldSink, SymbolResult } from './refold.ts';

export interface FillImport {
  readonly stage: Connection;
  readonly store: Connection;
  readonly venue: Venue;
  readonly otherStore: boolean;
  readonly instruments: readonly Instrument[];
  /** Bad rows of the file, before it was compared with the store. */
  readonly fileProblems: ProblemList;
  /** Rows that the file has twice. */
  readonly fileDuplicates: number;
  /** Called from time to time with the number of fills placed; may throw to end it. */
  readonly onPlaced: (count: number) => void;
}

/** Why an import was not made; nothing has changed. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

const NOTHING: FoldSink = { takenOut: () => undefined, placed: () => undefined };
const COUNTS = `
  SELECT count(*) FILTER (WHERE state = 0) AS good, count(*) FILTER (WHERE state = 1) AS duplicate,
    min(at_ms) FILTER (WHERE state = 0) AS firstMs, max(at_ms) FILTER (WHERE state = 0) AS lastMs
  FROM fills WHERE line > 0`;

interface Counts {
  readonly good: number;
  readonly duplicate: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** What an import would do now; the store is not changed. */
export function checkFills(job: FillImport): ImportSummary {
  const problems = job.fileProblems.copy();
  planFills(job, problems);
  const counts = countsOf(job);
  return summaryOf(
    job,
    problems,
    counts,
    inStage(job, () => [...refold(job, NOTHING)]),
  );
}

/**
 * Does it, in one transaction on `store`, a connection that may write. Throws ImportRefused when there
 * are bad rows that are not to be skipped, or what SQLite throws; nothing has changed then.
 */
export function applyFills(job: FillImport, skipBad: boolean): ImportSummary {
  const { store, stage } = job;
  // Children of a fill that gets another number would each be looked for in all events; what this
  // writes refers to nothing that it does not write.
  store.exec('PRAGMA foreign_keys = OFF');
  store.exec('BEGIN IMMEDIATE');
  try {
    const problems = job.fileProblems.copy();
    planFills(job, problems);
    if (problems.count > 0 && !skipBad) {
      throw new ImportRefused(`${problems.count} rows are bad; nothing has been imported.`);
    }
    const counts = countsOf(job);
    const results: SymbolResult[] = [];
    if (counts.good > 0) {
      restartProjection(stage, store);
      writeOrders(stage, store);
      inStage(job, () => {
        for (const result of refold(job, fillWriter(store, job.venue))) {
          writeSymbol(store, result);
          results.push(result);
        }
      });
    }
    const summary = summaryOf(job, problems, counts, results);
    if (counts.good > 0) {
      store.prepare('UPDATE account SET cash_micros = ? WHERE id = 1').run(summary.cashMicrosAfter);
      renewIdentity(store);
    }
    store.exec('COMMIT');
    return summary;
  } catch (error) {
    if (store.inTransaction) store.exec('ROLLBACK');
    throw error;
  } finally {
    store.exec('PRAGMA foreign_keys = ON');
  }
}

function inStage<Result>({ stage }: FillImport, run: () => Result): Result {
  stage.exec('BEGIN');
  try {
    return run();
  } finally {
    stage.exec('COMMIT');
  }
}

function countsOf({ stage }: FillImport): Counts {
  const counts = stage.prepare<[], Counts>(COUNTS).get();
  assert(counts !== undefined, 'a count has a row');
  return counts;
}

function summaryOf(
  { store, stage, fileDuplicates }: FillImport,
  problems: ProblemList,
  counts: Counts,
  results: readonly SymbolResult[],
): ImportSummary {
  type Value = { readonly value: number };
  const cash = store.prepare<[], Value>('SELECT cash_micros AS value FROM account').get();
  const cashMicrosBefore = cash?.value ?? 0;
  let cashMicrosAfter = cashMicrosBefore;
  let feeMicros = 0;
  for (const result of results) {
    cashMicrosAfter += result.cashDeltaMicros;
    feeMicros += result.feeMicros;
  }
  assert(Number.isSafeInteger(cashMicrosAfter), 'cash is a safe integer of micros');
  const orders = stage
    .prepare<[], Value>('SELECT count(*) AS value FROM orders WHERE is_new = 1')
    .get();
  return {
    rowsGood: counts.good,
    rowsDuplicate: counts.duplicate + fileDuplicates,
    rowsBad: problems.count,
    problems: problems.first,
    fromUs: counts.firstMs === null ? null : counts.firstMs * 1_000,
    toUs: counts.lastMs === null ? null : counts.lastMs * 1_000,
    newOrders: orders?.value ?? 0,
    positions: results.map(positionOf),
    cashMicrosBefore,
    cashMicrosAfter,
    feeMicros,
  };
}

function positionOf({ symbol, newFills, before, after }: SymbolResult): ImportedPosition {
  return {
    symbol,
    fills: newFills,
    qtyLotsBefore: before?.qtyLots ?? 0,
    qtyLotsAfter: after.qtyLots,
    realisedMicrosBefore: before?.realisedMicros ?? 0,
    realisedMicrosAfter: after.realisedMicros,
  };
}
