/** Commands that only read: `stats` and `check`. */
import { checkSlices, runSlices } from '../../store/backup/check-slices.ts';
import { checkFold } from '../../store/backup/fold-check.ts';
import { countStoreFacts } from '../../store/backup/store-facts.ts';
import { readStoreStats } from '../../store/store-stats.ts';
import { isoTimeUtc } from '../../domain/session.ts';
import { timeUs } from '../../domain/time.ts';
import { columns, sizeText } from './console.ts';
import { instrumentsOf, withStore } from './data-job.ts';
import type { DataJob } from './data-job.ts';

/** Tells what is in the store. */
export async function showStats(job: DataJob): Promise<number> {
  const stats = await withStore(job, (db) => readStoreStats(db, job.file));
  const fill = (us: number | null): string => (us === null ? 'none' : isoTimeUtc(timeUs(us)));
  const text = columns([
    ['file', stats.file],
    ['size', `${sizeText(stats.fileBytes)}, log ${sizeText(stats.walBytes)}`],
    [
      'free inside',
      `${sizeText(stats.freeBytes)}${stats.canShrink ? '' : ' (compact gives it back)'}`,
    ],
    ['schema', `${String(stats.schemaVersion)}, SQLite ${stats.sqliteVersion}`],
    ['store', stats.storeId],
    ['fills', `${fill(stats.firstFillUs)} to ${fill(stats.lastFillUs)}`],
    ['prints', sizeText(stats.tickBytes)],
    ...stats.tables.map(({ table, rows }) => [table, `${String(rows)} rows`] as const),
  ]);
  job.console.result(text, { command: 'stats', ...stats });
  return 0;
}

/** Reads all of the store and says what is wrong with it. */
export async function checkStore(job: DataJob): Promise<number> {
  const { facts, damage, contradictions } = await withStore(job, async (db) => {
    // One state, however long the check takes and whoever trades meanwhile.
    db.exec('BEGIN');
    const faults = await runSlices(checkSlices(db), {
      ...job,
      onProgress: ({ phase, share }) => job.console.progress(phase, share),
    });
    return {
      facts: faults.length === 0 ? countStoreFacts(db) : null,
      damage: faults,
      contradictions: faults.length === 0 ? checkFold(db, instrumentsOf(job, db)) : [],
    };
  });
  const problems = [...damage, ...contradictions];
  const good = `${job.file} is whole: ${String(facts?.orders ?? 0)} orders and ${String(facts?.trades ?? 0)} fills agree with positions and cash.`;
  const text =
    problems.length === 0 ? good : [`${job.file} is not right:`, ...problems].join('\n  ');
  job.console.result(text, { command: 'check', file: job.file, facts, damage, contradictions });
  return problems.length === 0 ? 0 : 1;
}
