/** The data command as a function of its command line, so that a test needs no process for it. */
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
export const EXIT_INTERRUPTED = 130;

/** Where its words go, and what calls it off. */
export interface DataSurroundings {
  readonly write: (text: string) => void;
  readonly writeProblem: (text: string) => void;
  /** True after Ctrl+C. */
  readonly isCanceled: () => boolean;
}

/** Does what the arguments ask for; returns the exit code and never rejects. */
export async function runData(
  args: readonly string[],
  surroundings: DataSurroundings,
): Promise<number> {
  const { write, writeProblem, isCanceled } = surroundings;
  let json = args.includes('--json');
  try {
    const options = parseDataOptions(args);
    json = options.json;
    const { command, dataFolder, kind } = options;
    if (command.name === 'help') {
      write(`${DATA_USAGE}\n`);
      return 0;
    }
    const clock = systemClock();
    const job = dataJob({
      dataFolder,
      kind,
      console: dataConsole({ ...options, write, writeProblem }),
      nowUs: () => clock.wallUs(),
      isCanceled,
    });
    return await run(job, command);
  } catch (error) {
    const code = error instanceof StoreError ? error.code : '';
    if (json) write(`${JSON.stringify({ error: sentenceOf(error), code })}\n`);
    writeProblem(`${sentenceOf(error)}\n`);
    return exitCodeOf(error, isCanceled());
  }
}

async function run(job: DataJob, command: Exclude<DataCommand, { name: 'help' }>): Promise<number> {
  switch (command.name) {
    case 'stats':
      return showStats(job);
    case 'check':
      return checkStore(job);
    case 'backup':
      return backUp(job);
    case 'list':
      return showBackups(job);
    case 'restore':
      return restore(job, command.backup, command.storeOnly ? 'none' : 'all');
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

function exitCodeOf(error: unknown, isCanceled: boolean): number {
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
