import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { StatementTiming } from '../contract/telemetry.ts';
import { assert, assertNever } from '../domain/assert.ts';
import type { Venue } from '../domain/order.ts';
import type { Journal, JournalWrite } from '../ports.ts';
import { ChoreQueue } from './chore-queue.ts';
import type { Chore, ChoreResult } from './chores.ts';
import { hrTimeUs } from './hr-time.ts';
import type { FromWriter, ToWriter, WriterStart } from './journal-protocol.ts';
import { rowsOf } from './row-batch.ts';
import { StoreError, problemText } from './store-error.ts';
import { WriteGathering, buffersOf } from './write-batch.ts';

/** Rows waiting at which callers must stop to take new commands: about half a second's worth. */
const QUEUE_BOUND = 8_192;
/** Fills of resting orders cannot be refused, so there is room for them above the bound. */
const QUEUE_HARD_BOUND = 8 * QUEUE_BOUND;
/**
 * Of its heap's young generation, each half of which is a third: commits took no longer than with twice as
 * much (99 in 100 within 2.2 to 3.8 ms, and 2.9 to 6.1), nor an order more processor time.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 6 };
const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 15_000;

export interface JournalOptions {
  /** writer-thread.ts, or its bundled form. */
  readonly workerUrl: URL;
  /** The venue's database; made and migrated by `recoverState` before. */
  readonly file: string;
  readonly venue: Venue;
  /** Called with the duration of each transaction, fsync included, in microseconds. */
  readonly onCommitTime: (us: number, times: TransactionTimes) => void;
  /** Called with the duration of each checkpoint that the writer was asked for, in microseconds. */
  readonly onCheckpointTime?: (us: number) => void;
  /** Called with the thread once it runs. */
  readonly onThread?: (worker: Worker) => void;
  /** Pause in milliseconds before the n-th attempt (1, 2, ...) to write, where it failed at start. */
  readonly retryPauseMs?: (attempt: number) => number;
}

/** More about a transaction whose end has just been heard of. */
export interface TransactionTimes {
  /** Its COMMIT: the log written and synced, in microseconds. */
  readonly syncUs: number;
  /** How long ago it was begun and on disk, in microseconds. */
  readonly beganAgoUs: number;
  readonly syncedAgoUs: number;
}

export interface OpenJournal extends Journal {
  /** Size of the write-ahead log's file in bytes. */
  walBytes(): number;
  /**
   * Lets nothing more be appended, so that another connection can write to the store; `trouble()` gives
   * the reason. Resolves when all that was appended is on disk; rejects when nothing can be written.
   */
  hold(reason: string): Promise<void>;
  /** Ends a hold. */
  release(): void;
  /** Asks the writer to move what is left of the log into the file, between two transactions. */
  checkpoint(): void;
  /** Time of a row of each table that is written, by name `write.<table>`; some seconds old. */
  timings(): readonly StatementTiming[];
  /** Has the writer do something beside orders; never rejects. */
  chore(chore: Chore): Promise<ChoreResult>;
  /** Writes what is waiting, marks the run as ended well and ends the thread. */
  close(): Promise<void>;
}

/** Starts the writer thread and waits until it can write; rejects with what kept it from it. */
export async function openJournal(options: JournalOptions): Promise<OpenJournal> {
  const start: WriterStart = { file: options.file, venue: options.venue };
  const worker = new Worker(options.workerUrl, {
    workerData: start,
    name: 'store-writer',
    resourceLimits: RESOURCE_LIMITS,
  });
  // Rejects with the error if the thread throws instead.
  // The thread's first message.
  const [ready] = (await once(worker, 'message')) as [Extract<FromWriter, { kind: 'ready' }>];
  options.onThread?.(worker);
  return new WriterJournal(worker, options, ready.problem);
}

interface Flush {
  readonly ticket: number;
  readonly resolve: () => void;
  readonly reject: (error: StoreError) => void;
}

class WriterJournal implements OpenJournal {
  readonly #worker: Worker;
  readonly #options: JournalOptions;
  readonly #committed: ((ticket: number) => void)[] = [];
  readonly #failed: ((problem: string) => void)[] = [];
  /** Of this loop turn, not yet sent. */
  readonly #gathering = new WriteGathering();
  #rowsGathering = 0;
  #isSendDue = false;
  /** Batches under way with their highest tickets, oldest first. */
  readonly #underWay: { readonly ticket: number; readonly rows: number }[] = [];
  #rowsUnderWay = 0;
  #ticket = 0;
  #committedTicket = 0;
  #flushes: Flush[] = [];
  #problem: string | null = null;
  readonly #writable: (() => void)[] = [];
  /** Why writing cannot begin; null once it has. */
  #trouble: string | null;
  #attempts = 0;
  #isHeld = false;
  #retry: NodeJS.Timeout | null = null;
  #closing = false;
  readonly #chores = new ChoreQueue();
  #timings: readonly StatementTiming[] = [];

  constructor(worker: Worker, options: JournalOptions, trouble: string | null) {
    this.#worker = worker;
    this.#options = options;
    this.#trouble = trouble;
    if (trouble !== null) this.#tryLater();
    worker.on('message', (message: FromWriter) => this.#receive(message));
    worker.on('error', (error) => this.#fail(problemText(error)));
    worker.on('exit', () => {
      this.#chores.end('the writer thread has ended');
      if (!this.#closing) this.#fail('the writer thread has ended');
    });
  }

  append(writes: readonly JournalWrite[]): number {
    assert(!this.#closing, 'nothing is appended to a journal that is closing');
    assert(this.#trouble === null, 'nothing is appended while nothing can be written');
    assert(this.queue().length < QUEUE_HARD_BOUND, 'the journal is not flooded');
    this.#ticket += 1;
    if (this.#problem !== null) return this.#ticket;
    // Measured beside setImmediate: same throughput at 64 clients, sooner on disk with one.
    if (!this.#isSendDue) queueMicrotask(() => this.#send());
    this.#isSendDue = true;
    for (const write of writes) {
      this.#gathering.add(write);
      this.#rowsGathering += rowsOf(write);
    }
    return this.#ticket;
  }

  onCommitted(listener: (ticket: number) => void): void {
    this.#committed.push(listener);
  }

  onFailed(listener: (problem: string) => void): void {
    this.#failed.push(listener);
  }

  trouble(): string | null {
    return this.#trouble;
  }

  onWritable(listener: () => void): void {
    this.#writable.push(listener);
  }

  flush(): Promise<void> {
    if (this.#problem !== null) return Promise.reject(writeFailed(this.#problem));
    if (this.#committedTicket === this.#ticket) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#flushes.push({ ticket: this.#ticket, resolve, reject });
    });
  }

  queue(): { readonly length: number; readonly bound: number } {
    return { length: this.#rowsGathering + this.#rowsUnderWay, bound: QUEUE_BOUND };
  }

  walBytes(): number {
    return statSync(`${this.#options.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  timings(): readonly StatementTiming[] {
    return this.#timings;
  }

  checkpoint(): void {
    if (this.#problem === null && !this.#closing) this.#post({ kind: 'checkpoint' });
  }

  hold(reason: string): Promise<void> {
    if (this.#trouble !== null) return Promise.reject(writeFailed(this.#trouble));
    this.#trouble = reason;
    this.#isHeld = true;
    return this.flush();
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#trouble = null;
    for (const listener of this.#writable) listener();
  }

  chore(chore: Chore): Promise<ChoreResult> {
    const why = this.#closing ? 'the store is closing' : (this.#problem ?? this.#trouble);
    return this.#chores.start(why, (id) => this.#post({ kind: 'chore', id, chore }));
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#send();
    this.#closing = true;
    if (this.#problem !== null) {
      await this.#worker.terminate();
      return;
    }
    const exited = once(this.#worker, 'exit');
    this.#post({ kind: 'close' });
    await exited;
  }

  #send(): void {
    if (!this.#isSendDue || this.#problem !== null) return;
    this.#isSendDue = false;
    const batch = this.#gathering.take();
    const rows = this.#rowsGathering;
    this.#rowsGathering = 0;
    this.#underWay.push({ ticket: this.#ticket, rows });
    this.#rowsUnderWay += rows;
    this.#post({ kind: 'batch', ticket: this.#ticket, rows, batch }, buffersOf(batch));
  }

  #post(message: ToWriter, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, moved);
  }

  #receive(message: FromWriter): void {
    switch (message.kind) {
      case 'committed':
        this.#options.onCommitTime(message.commitUs, timesOf(message));
        this.#settle(message.ticket);
        return;
      case 'failed':
        this.#fail(message.problem);
        return;
      case 'tried':
        this.#tried(message.problem);
        return;
      case 'chore':
        this.#chores.settle(message.id, message.result);
        return;
      case 'timings':
        this.#timings = message.statements;
        return;
      case 'checkpointed':
        this.#options.onCheckpointTime?.(message.tookUs);
        return;
      case 'ready':
      case 'closed':
        return;
      default:
        assertNever(message, 'message from the writer');
    }
  }

  #tryLater(): void {
    this.#attempts += 1;
    const { retryPauseMs = pauseBefore } = this.#options;
    this.#retry = setTimeout(() => this.#post({ kind: 'try' }), retryPauseMs(this.#attempts));
  }

  #tried(problem: string | null): void {
    this.#trouble = problem;
    if (this.#closing) return;
    if (problem !== null) this.#tryLater();
    else for (const listener of this.#writable) listener();
  }

  #settle(ticket: number): void {
    this.#committedTicket = ticket;
    let first = this.#underWay[0];
    while (first !== undefined && first.ticket <= ticket) {
      this.#rowsUnderWay -= first.rows;
      this.#underWay.shift();
      first = this.#underWay[0];
    }
    for (const listener of this.#committed) listener(ticket);
    if (this.#flushes.length === 0) return;
    const settled = this.#flushes.filter((flush) => flush.ticket <= ticket);
    this.#flushes = this.#flushes.filter((flush) => flush.ticket > ticket);
    for (const flush of settled) flush.resolve();
  }

  #fail(problem: string): void {
    if (this.#problem !== null) return;
    this.#problem = problem;
    this.#chores.end(problem);
    for (const listener of this.#failed) listener(problem);
    for (const flush of this.#flushes) flush.reject(writeFailed(problem));
    this.#flushes = [];
  }
}

/** Doubled each time: soon when a person has just made room, seldom on a disk that stays bad. */
function pauseBefore(attempt: number): number {
  return Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** (attempt - 1));
}

function timesOf(message: Extract<FromWriter, { kind: 'committed' }>): TransactionTimes {
  const syncedAgoUs = Math.max(0, hrTimeUs() - message.endedHrUs);
  const beganAgoUs = syncedAgoUs + message.commitUs;
  return { syncUs: message.syncUs, beganAgoUs, syncedAgoUs };
}

function writeFailed(problem: string): StoreError {
  return new StoreError('store.write_failed', `A write did not reach the disk: ${problem}`);
}
