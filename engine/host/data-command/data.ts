/**
 * `npm run data`: the data of the terminal without its window. docs/data-command.md tells all of it.
 * Results go to the output, progress and problems to the error output, exit codes say how it went.
 */
import { assertNever } from '../../domain/assert.ts';
import { ImportFileError } from '../../csv/import/bad-cell.ts';
import { CopyCanceled } from '../../store/backup/copy-store.ts';
import { StoreError, problemText } from '../../store/store-error.ts';
import { systemClock } from '../system-clock.ts';
import { dataConsole } from './console.ts';
import { dataJob } from './data-job.ts';
import type { DataJob } from './data-job.ts';
import { DATA_USAGE, UsageError, parseDataOptions } from './data-options.ts';
import type { DataCommand } from './data-options.ts';
import { exportRows, importRows } from './exchange-files.ts';
import { backUp, compact, restore, showBackups } from './keep.ts';
import { checkStore, showStats } from './look.ts';
import { pack, unpack } from './workspace-file.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const EXIT_IN_USE = 3;
/** 128 and the number of SIGINT, as shells count it. */
const EXIT_INTERRUPTED = 130;

let isCanceled = false;

async function run(job: DataJob, command: DataCommand): Promise<number> {
  switch (command.name) {
    case 'help':
      process.stdout.write(`${DATA_USAGE}\n`);
      return 0;
    case 'stats':
      return showStats(job);
    case 'check':
      return checkStore(job);
    case 'backup':
      return backUp(job);
    case 'list':
      return showBackups(job);
    case 'restore':
      return restore(job, command.backup);
    case 'export':
      return exportRows(job, command);
    case 'import':
      return importRows(job, command);
    case 'pack':
      return pack(job, command.file);
    case 'unpack':
      return unpack(job, command.file);
    case 'compact':
      return compact(job);
    default:
      return assertNever(command, 'data command');
  }
}

function exitCodeOf(error: unknown): number {
  if (isCanceled || error instanceof CopyCanceled) return EXIT_INTERRUPTED;
  if (error instanceof UsageError) return EXIT_USAGE;
  return error instanceof StoreError && error.code === 'store.in_use' ? EXIT_IN_USE : EXIT_FAILED;
}

/** One sentence for what a person can do something about; the whole stack for what is our fault. */
function sentenceOf(error: unknown): string {
  if (error instanceof CopyCanceled) return 'Called off; nothing was left behind.';
  if (error instanceof UsageError) return `${error.message} --help shows all commands.`;
  if (error instanceof StoreError || error instanceof ImportFileError) return error.message;
  // The operating system's and SQLite's.
  if (error instanceof Error && 'code' in error) return problemText(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.on('SIGINT', () => {
  // The second one does not wait for a step that takes long.
  if (isCanceled) process.exit(EXIT_INTERRUPTED);
  isCanceled = true;
});
let json = process.argv.includes('--json');
try {
  const options = parseDataOptions(process.argv.slice(2));
  json = options.json;
  const clock = systemClock();
  const job = dataJob({
    folder: options.folder,
    console: dataConsole(options),
    nowUs: () => clock.wallUs(),
    isCanceled: () => isCanceled,
  });
  process.exitCode = await run(job, options.command);
} catch (error) {
  process.exitCode = exitCodeOf(error);
  const code = error instanceof StoreError ? error.code : '';
  if (json) process.stdout.write(`${JSON.stringify({ error: sentenceOf(error), code })}\n`);
  process.stderr.write(`${sentenceOf(error)}\n`);
}
