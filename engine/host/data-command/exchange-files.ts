/** Commands about CSV files: `export` and `import`. */
import { existsSync } from 'node:fs';
import type { ImportProblem, ImportSummary } from '../../contract/imports.ts';
import { StoreError } from '../../store/store-error.ts';
import { runExport } from '../export-run.ts';
import { importFile } from '../import/import-file.ts';
import { sizeText } from './console.ts';
import { instrumentsOf, isMadeMarket, needNewestSchema, withStore } from './data-job.ts';
import type { DataJob } from './data-job.ts';
import { UsageError } from './data-options.ts';
import type { DataCommand } from './data-options.ts';
import { needStore } from './store-place.ts';

/** Bad rows that are told one by one as text. */
const PROBLEMS_SHOWN = 20;

/** Writes one profile; the file is there when it is complete. */
export async function exportRows(
  job: DataJob,
  command: Extract<DataCommand, { name: 'export' }>,
): Promise<number> {
  const { profile, selection, out, excel } = command;
  const { venue, console } = job;
  if (existsSync(out)) throw new StoreError('store.write_failed', `${out} is there already.`);
  const step = await withStore(job, (db) => {
    needNewestSchema(db, job.file);
    let readTotal = 1;
    return runExport(
      { db, venue, instruments: instrumentsOf(job, db) },
      { profile, selection, path: out, excel },
      {
        ...job,
        onStart: (total) => (readTotal = Math.max(1, total)),
        onProgress: ({ readDone }) =>
          console.progress('writing', Math.min(1, readDone / readTotal)),
      },
    );
  });
  if (step.state !== 'done') {
    const problem = step.state === 'canceled' ? 'The export was called off.' : step.problem;
    throw new StoreError('store.read_failed', problem);
  }
  const { rowsDone, bytes, totals } = step;
  const text = `${out}: ${String(rowsDone)} rows, ${sizeText(bytes)}.`;
  console.result(text, { command: 'export', profile, path: out, rows: rowsDone, bytes, totals });
  return 0;
}

/** Reads a file into the store, or says what that would do. Needs the folder for itself. */
export async function importRows(
  job: DataJob,
  command: Extract<DataCommand, { name: 'import' }>,
): Promise<number> {
  const { content, file, dryRun, skipBad, symbols } = command;
  if (symbols.length > 0 && isMadeMarket(job)) {
    throw new UsageError('--symbols is for stores of the real market.');
  }
  // A remote account's store begins with what the account holds, which only its engine can ask for.
  if (job.venue !== 'local') needStore(job);
  const further = content.profile === 'bars' ? [...symbols, content.symbol] : symbols;
  let checked: ImportSummary | null = null;
  const summary = await importFile({
    dataFolder: job.folder,
    venue: job.venue,
    instruments: (store) => instrumentsOf(job, store, further),
    file,
    content,
    nowMs: job.nowUs() / 1_000,
    decide: (found) => {
      checked = found;
      const isRefused = found.rowsBad > 0 && !skipBad;
      return dryRun || isRefused ? 'none' : 'skip_bad';
    },
    onProgress: (step, done) => job.console.progress(step, done),
  });
  const found: ImportSummary | null = summary ?? checked;
  if (found === null) throw new StoreError('store.read_failed', `${file} was not read.`);
  const isApplied = summary !== null;
  const text = [importText(found, isApplied), ...problemLines(found)].join('\n');
  job.console.result(text, {
    command: 'import',
    profile: content.profile,
    applied: isApplied,
    ...found,
  });
  return isApplied || (dryRun && found.rowsBad === 0) ? 0 : 1;
}

function importText(
  { rowsGood, rowsDuplicate, rowsBad }: ImportSummary,
  isApplied: boolean,
): string {
  const verb = isApplied ? 'were imported' : 'could be imported; nothing was changed';
  const bad =
    rowsBad === 0
      ? ''
      : ` ${String(rowsBad)} rows are bad${isApplied ? ' and were left out' : ''}.`;
  return `${String(rowsGood)} rows ${verb}. ${String(rowsDuplicate)} are there already.${bad}`;
}

function problemLines({ problems, rowsBad }: ImportSummary): string[] {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map(problemLine);
  const more = rowsBad - shown.length;
  return more > 0 ? [...shown, `  and ${String(more)} more`] : shown;
}

function problemLine({ line, column, value, rule }: ImportProblem): string {
  const where = column === '' ? '' : `, ${column} = ${JSON.stringify(value)}`;
  return `  line ${String(line)}${where}: ${rule}`;
}
