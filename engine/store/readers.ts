import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StatementTiming } from '../contract/messages.ts';
import type { ReaderFigures } from '../contract/store-figures.ts';
import type { Venue } from '../domain/order.ts';
import type { ReadMap, ReadName } from './queries.ts';
import type { FromReader, ReaderStart } from './reader-protocol.ts';
import { StatementTimings } from './statement-timings.ts';
import { StoreError, problemText } from './store-error.ts';

/** Reads waiting over all threads; a second's worth at a millisecond each. */
const PENDING_MAX = 1_024;
/** Of its heap's young generation: rows of a page are over with the message that carries them. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 3 };

export interface ReaderOptions {
  /** reader-thread.ts, or its bundled form. */
  readonly workerUrl: URL;
  readonly file: string;
  readonly venue: Venue;
  /** Threads; each costs some 18 MB, and one answers thousands of pages a second. */
  readonly threads: number;
  /**
   * Called with the time of each read for a screen or the start, from request to rows, and the part of it that was not spent on
   * the read itself (waiting for the thread, both messages), in microseconds.
   */
  readonly onReadTime: (us: number, waitUs: number) => void;
  /** Called with each thread once it runs. */
  readonly onThread?: (worker: Worker) => void;
}

export interface StoreReaders {
  /** Rejects with a StoreError: too many waiting, the read failed, or the pool is closed. */
  read<K extends ReadName>(name: K, args: ReadMap[K]['args']): Promise<ReadMap[K]['result']>;
  /** Threads, reads that wait for them or are under way, and how many may. */
  figures(): ReaderFigures;
  /** Ends the threads and starts others in their place, which take what was waiting. */
  restart(): Promise<void>;
  /** Time spent in each statement, on the readers' threads. */
  timings(): StatementTiming[];
  close(): Promise<void>;
}

/** Starts the pool; rejects when a thread cannot open the file. */
export async function openReaders(options: ReaderOptions): Promise<StoreReaders> {
  const timings = new StatementTimings();
  let threads = await Promise.all(
    Array.from({ length: options.threads }, () => openThread(options, timings)),
  );
  let closed = false;
  return {
    read(name, args) {
      if (closed) return Promise.reject(new StoreError('store.closed', 'The store is closed.'));
      const thread = threads.reduce((a, b) => (b.waiting() < a.waiting() ? b : a));
      const waiting = threads.reduce((sum, each) => sum + each.waiting(), 0);
      if (waiting >= PENDING_MAX) {
        const problem = `More than ${PENDING_MAX} reads are waiting.`;
        return Promise.reject(new StoreError('store.busy', problem));
      }
      return thread.read(name, args);
    },
    figures: () => {
      const waiting = threads.reduce((sum, each) => sum + each.waiting(), 0);
      return { threads: threads.length, waiting, bound: PENDING_MAX };
    },
    timings: () => timings.timings(),
    async restart() {
      if (closed) return;
      const fresh = await Promise.all(threads.map(() => openThread(options, timings)));
      const old = threads;
      threads = fresh;
      for (const [i, thread] of old.entries()) thread.handOver(fresh[i] ?? thread);
      await Promise.all(old.map((thread) => thread.close()));
    },
    async close() {
      closed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

async function openThread(
  options: ReaderOptions,
  timings: StatementTimings,
): Promise<ReaderThread> {
  const start: ReaderStart = { file: options.file, venue: options.venue };
  const worker = new Worker(options.workerUrl, {
    workerData: start,
    name: 'store-reader',
    resourceLimits: RESOURCE_LIMITS,
  });
  await once(worker, 'message');
  options.onThread?.(worker);
  return new ReaderThread(worker, timings, options.onReadTime);
}

interface Pending {
  readonly name: ReadName;
  readonly args: ReadMap[ReadName]['args'];
  readonly startedMs: number;
  readonly resolve: (result: ReadMap[ReadName]['result']) => void;
  readonly reject: (error: StoreError) => void;
}

class ReaderThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended: string | null = null;

  constructor(worker: Worker, timings: StatementTimings, onReadTime: ReaderOptions['onReadTime']) {
    this.#worker = worker;
    worker.on('message', (message: FromReader) => {
      if (message.kind === 'ready') return;
      const pending = this.#pending.get(message.id);
      // What was handed over is answered by the other thread.
      if (pending === undefined) return;
      this.#pending.delete(message.id);
      if (message.kind === 'failed') {
        pending.reject(new StoreError('store.read_failed', message.problem));
        return;
      }
      const us = Math.round((performance.now() - pending.startedMs) * 1_000);
      // What the performance panel asks for itself is not what a screen waits for.
      if (!pending.name.startsWith('telemetry.')) onReadTime(us, Math.max(0, us - message.tookUs));
      for (const [name, us] of message.times) timings.record(name, us);
      pending.resolve(message.result);
    });
    worker.on('error', (error) => this.#end(problemText(error)));
    worker.on('exit', () => this.#end('the reader thread has ended'));
  }

  waiting(): number {
    return this.#pending.size;
  }

  read<K extends ReadName>(name: K, args: ReadMap[K]['args']): Promise<ReadMap[K]['result']> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(new StoreError('store.read_failed', this.#ended));
        return;
      }
      this.#lastId += 1;
      this.#ask({ name, args, startedMs: performance.now(), resolve, reject });
    });
  }

  /** Gives what waits to another thread; an answer of this one that is on its way is not waited for. */
  handOver(other: ReaderThread): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of waiting) other.#ask(pending);
  }

  #ask(pending: Pending): void {
    this.#lastId += 1;
    this.#pending.set(this.#lastId, pending);
    this.#worker.postMessage({ id: this.#lastId, name: pending.name, args: pending.args });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(problem: string): void {
    this.#ended ??= problem;
    for (const pending of this.#pending.values()) {
      pending.reject(new StoreError('store.read_failed', problem));
    }
    this.#pending.clear();
  }
}
