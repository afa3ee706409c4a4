/**
 * One import from the file to the store: read and staged, checked, applied. Used by the background
 * thread of a running engine and, where no engine runs, by the command line.
 */
import { statSync } from 'node:fs';
import { IMPORT_BYTES_MAX } from '../../contract/imports.ts';
import type { ImportContent, ImportSummary } from '../../contract/imports.ts';
import { alpacaElements, alpacaRows } from '../../csv/import/alpaca-rows.ts';
import { barImportRows } from '../../csv/import/bar-import-rows.ts';
import { ImportFileError } from '../../csv/import/bad-cell.ts';
import { fillRows } from '../../csv/import/fill-rows.ts';
import { isJsonArray, readCsv, readJson } from '../../csv/import/import-file.ts';
import type { ImportStretch } from '../../csv/import/import-file.ts';
import { STORED_TIMEFRAMES } from '../../bars/bar-set.ts';
import type { Bar, Timeframe } from '../../domain/bar.ts';
import type { ImportedFill } from '../../domain/imported-fill.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Venue } from '../../domain/order.ts';
import type { Connection } from '../../store/database.ts';
import { applyBars, barStage, checkBars } from '../../store/import/import-bars.ts';
import { applyFills, checkFills } from '../../store/import/import-fills.ts';
import { ProblemList } from '../../store/import/problem-list.ts';
import { openStage } from '../../store/import/stage.ts';
import type { Stage, StageAnswer } from '../../store/import/stage.ts';

export interface ImportJobOptions {
  readonly file: string;
  readonly content: ImportContent;
  /** Where the rows wait; made anew, and removed by `discard`. */
  readonly stageFile: string;
  readonly venue: Venue;
  readonly instruments: readonly Instrument[];
  /** Wall clock in milliseconds: what a file tells cannot be later. */
  readonly nowMs: number;
  /** Part of the step that is done, 0 to 1, and rows; may throw to end it. */
  readonly onProgress: (done: number, rows: number) => void;
  /** Lets other messages of the thread through between stretches. */
  readonly pause: () => Promise<void>;
}

export class ImportJob {
  readonly #options: ImportJobOptions;
  readonly #stage: Stage;
  readonly #problems = new ProblemList();
  #duplicates = 0;
  #rows = 0;

  private constructor(options: ImportJobOptions) {
    this.#options = options;
    this.#stage = openStage(options.stageFile);
  }

  /** Reads and stages a file. Rejects with ImportFileError when it is none of its profile. */
  static async read(options: ImportJobOptions): Promise<ImportJob> {
    const job = new ImportJob(options);
    try {
      await job.#read();
      return job;
    } catch (error) {
      job.discard();
      throw error;
    }
  }

  /** What an import into `store` would do now; changes nothing there. */
  check(store: Connection): ImportSummary {
    const { content } = this.#options;
    return content.profile === 'bars'
      ? checkBars(this.#barImport(store, content))
      : checkFills(this.#fillImport(store, content));
  }

  /**
   * Imports into `store`, a connection that may write, in one transaction. Throws ImportRefused when
   * there are bad rows that are not to be skipped; nothing has changed then, nor when it fails.
   */
  apply(store: Connection, skipBad: boolean): ImportSummary {
    const { content } = this.#options;
    return content.profile === 'bars'
      ? applyBars(this.#barImport(store, content), skipBad)
      : applyFills(this.#fillImport(store, content), skipBad);
  }

  /** Forgets the rows; nothing else may be called after it. */
  discard(): void {
    this.#stage.discard();
  }

  async #read(): Promise<void> {
    const { content, file } = this.#options;
    const { size } = statSync(file);
    if (size > IMPORT_BYTES_MAX) {
      const rule = `at most ${IMPORT_BYTES_MAX} are taken`;
      throw new ImportFileError(`The file has ${size} bytes; ${rule}. Divide it.`);
    }
    const context = this.#options;
    switch (content.profile) {
      case 'fills':
        await this.#take(
          readCsv(file, (header) => fillRows(header, context)),
          (line, fill) => this.#stage.put(line, fill),
        );
        break;
      case 'alpaca_fills': {
        const rows: AsyncIterable<ImportStretch<ImportedFill>> = (await isJsonArray(file))
          ? readJson(file, alpacaElements(context))
          : readCsv(file, (header) => alpacaRows(header, context));
        await this.#take(rows, (line, fill) => this.#stage.put(line, fill));
        break;
      }
      case 'bars': {
        const put = barStage(this.#stage.db);
        const bars = { instrument: this.#instrument(content.symbol), ...content };
        checkTimeframe(content.timeframe);
        const rows = readCsv<Bar>(file, (header) =>
          barImportRows(header, { ...bars, nowMs: context.nowMs }),
        );
        await this.#take(rows, put);
      }
    }
    this.#stage.complete();
  }

  async #take<Item>(
    stretches: AsyncIterable<ImportStretch<Item>>,
    put: (line: number, item: Item) => StageAnswer,
  ): Promise<void> {
    const { file, content, onProgress, pause } = this.#options;
    const bytes = Math.max(1, statSync(file).size);
    const key = content.profile === 'bars' ? 'timestamp' : 'exec_id';
    for await (const { rows, problems, bytesDone } of stretches) {
      for (const problem of problems) this.#problems.add(problem);
      for (const { line, item } of rows) {
        const answer = put(line, item);
        if (answer === 'again') this.#duplicates += 1;
        if (answer !== 'contradicts') continue;
        const rule = 'only once in the file, or with the same contents';
        this.#problems.add({ line, column: key, value: '', rule });
      }
      this.#rows += rows.length + problems.length;
      onProgress(Math.min(1, bytesDone / bytes), this.#rows);
      await pause();
    }
  }

  #instrument(symbol: string): Instrument {
    const instrument = this.#options.instruments.find((one) => one.symbol === symbol);
    if (instrument !== undefined) return instrument;
    throw new ImportFileError(`${symbol} is not traded here, so its bars cannot be kept.`);
  }

  #common(store: Connection) {
    const { onProgress } = this.#options;
    return {
      stage: this.#stage.db,
      store,
      fileProblems: this.#problems,
      fileDuplicates: this.#duplicates,
      onPlaced: (count: number) => onProgress(Math.min(1, count / Math.max(1, this.#rows)), count),
    };
  }

  #fillImport(store: Connection, content: Exclude<ImportContent, { profile: 'bars' }>) {
    const { venue, instruments } = this.#options;
    const otherStore = content.profile === 'fills' && content.otherStore;
    return { ...this.#common(store), venue, instruments, otherStore };
  }

  #barImport(store: Connection, content: Extract<ImportContent, { profile: 'bars' }>) {
    const { symbol, timeframe, replace } = content;
    return { ...this.#common(store), symbol, timeframe, replace };
  }
}

function checkTimeframe(timeframe: Timeframe): void {
  if (STORED_TIMEFRAMES.some((one) => one === timeframe)) return;
  throw new ImportFileError(
    `Bars of ${timeframe} are not kept; ${STORED_TIMEFRAMES.join(', ')} are.`,
  );
}
