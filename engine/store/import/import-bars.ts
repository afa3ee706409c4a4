/** Checks and applies staged bars of one symbol and timeframe. */
import type { ImportProblem, ImportSummary } from '../../contract/imports.ts';
import type { Bar, Timeframe } from '../../domain/bar.ts';
import type { Connection } from '../database.ts';
import { ImportRefused } from './import-fills.ts';
import { renewIdentity } from './import-writer.ts';
import type { ProblemList } from './problem-list.ts';
import type { StageAnswer } from './stage.ts';
import { inStretches } from './stretches.ts';

export interface BarImport {
  readonly stage: Connection;
  readonly store: Connection;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Whether a bar that the store has with other values is replaced, or a bad row. */
  readonly replace: boolean;
  readonly fileProblems: ProblemList;
  readonly fileDuplicates: number;
  readonly onPlaced: (count: number) => void;
}

interface StagedBar {
  readonly line: number;
  readonly startUs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const BARS = `
  SELECT line, start_us AS startUs, open_ticks AS open, high_ticks AS high, low_ticks AS low,
    close_ticks AS close, volume_lots AS volume
  FROM bars WHERE start_us > ? ORDER BY start_us LIMIT ?`;
const STORED = `
  SELECT start_us AS startUs, open_ticks AS open, high_ticks AS high, low_ticks AS low,
    close_ticks AS close, volume_lots AS volume
  FROM bars WHERE symbol = ? AND timeframe = ? AND start_us = ?`;
const PUT = `
  INSERT OR REPLACE INTO bars (symbol, timeframe, start_us, open_ticks, high_ticks, low_ticks,
    close_ticks, volume_lots, trades)
  VALUES (?,?,?,?,?,?,?,?,0)`;

/** Takes bars into a stage. */
export function barStage(stage: Connection): (line: number, bar: Bar) => StageAnswer {
  const put = stage.prepare<number[]>(`
    INSERT OR IGNORE INTO bars (line, start_us, open_ticks, high_ticks, low_ticks, close_ticks,
      volume_lots)
    VALUES (?,?,?,?,?,?,?)`);
  const same = stage.prepare<number[], { found: number }>(`
    SELECT count(*) AS found FROM bars
    WHERE start_us = ? AND open_ticks = ? AND high_ticks = ? AND low_ticks = ?
      AND close_ticks = ? AND volume_lots = ?`);
  return (line, bar) => {
    const prices = [bar.openTicks, bar.highTicks, bar.lowTicks, bar.closeTicks];
    const values = [bar.startUs, ...prices, bar.volumeLots];
    if (put.run(line, ...values).changes > 0) return 'taken';
    return same.get(...values)?.found === 1 ? 'again' : 'contradicts';
  };
}

/** What an import would do now; the store is not changed. */
export function checkBars(job: BarImport): ImportSummary {
  return walk(job, () => undefined).summary;
}

/** Does it, in one transaction; throws as `applyFills` does. */
export function applyBars(job: BarImport, skipBad: boolean): ImportSummary {
  const { store, symbol, timeframe } = job;
  const put = store.prepare<(string | number)[]>(PUT);
  store.exec('BEGIN IMMEDIATE');
  try {
    const { summary } = walk(job, (b) => {
      put.run(symbol, timeframe, b.startUs, b.open, b.high, b.low, b.close, b.volume);
    });
    if (summary.rowsBad > 0 && !skipBad) {
      throw new ImportRefused(`${summary.rowsBad} rows are bad; nothing has been imported.`);
    }
    if (summary.rowsGood > 0) renewIdentity(store);
    store.exec('COMMIT');
    return summary;
  } catch (error) {
    if (store.inTransaction) store.exec('ROLLBACK');
    throw error;
  }
}

function walk(job: BarImport, take: (bar: StagedBar) => void): { summary: ImportSummary } {
  const { stage, store, symbol, timeframe, replace, onPlaced } = job;
  const problems = job.fileProblems.copy();
  const stored = store.prepare<[string, string, number], Omit<StagedBar, 'line'>>(STORED);
  const select = stage.prepare<[number, number], StagedBar>(BARS);
  let good = 0;
  let duplicate = job.fileDuplicates;
  let fromUs: number | null = null;
  let toUs: number | null = null;
  for (const bar of inStretches<StagedBar>((after, n) => select.all(after?.startUs ?? -1, n))) {
    const known = stored.get(symbol, timeframe, bar.startUs);
    if (known !== undefined && isSame(known, bar)) duplicate += 1;
    else if (known !== undefined && !replace) problems.add(contradiction(bar));
    else {
      take(bar);
      good += 1;
      fromUs ??= bar.startUs;
      toUs = bar.startUs;
      if (good % 2_000 === 0) onPlaced(good);
    }
  }
  const cash = store
    .prepare<[], { value: number }>('SELECT cash_micros AS value FROM account')
    .get();
  const cashMicros = cash?.value ?? 0;
  return {
    summary: {
      rowsGood: good,
      rowsDuplicate: duplicate,
      rowsBad: problems.count,
      problems: problems.first,
      fromUs,
      toUs,
      newOrders: 0,
      positions: [],
      cashMicrosBefore: cashMicros,
      cashMicrosAfter: cashMicros,
      feeMicros: 0,
    },
  };
}

function isSame(a: Omit<StagedBar, 'line'>, b: StagedBar): boolean {
  return (
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.volume === b.volume
  );
}

function contradiction({ line, close }: StagedBar): ImportProblem {
  const rule = 'no bar that is here with other values, unless bars are to be replaced';
  return { line, column: 'timestamp', value: `close ${close} ticks`, rule };
}
