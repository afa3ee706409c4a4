/**
 * Profiles of the engine in files that Chrome's DevTools opens: of its main thread, and beside it of the
 * threads that stay, where the platform can (Node 24.8 and later).
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HEAP_WAIT_S } from '../contract/telemetry-requests.ts';
import { getHeapStatistics, writeHeapSnapshot } from 'node:v8';
import type { Worker } from 'node:worker_threads';

/** Files kept: several profiles of four threads; a snapshot of the heap has about the size of the heap. */
const FILES_KEPT = 16;
/** Time between two looks at the stack, in microseconds; the platform's default. */
const SAMPLE_EVERY_US = 1_000;
/** A larger heap would stop the engine for half a minute, and take as much memory again. */
const HEAP_BYTES_MAX = 1_073_741_824;

/** In which a snapshot of the heap can still be cancelled. */
const HEAP_WAIT_MS = HEAP_WAIT_S * 1_000;

export interface ProfileFile {
  readonly path: string;
  readonly bytes: number;
  /** Paths of the profiles of threads beside it. */
  readonly others: readonly string[];
}

/** A thread that is profiled with the main one. */
export interface ProfiledThread {
  readonly name: string;
  readonly worker: Worker;
}

/** Takes one profile at a time into a folder, and deletes the oldest ones. */
export class Profiler {
  readonly #folder: string;
  readonly #threads: () => readonly ProfiledThread[];
  #running: AbortController | null = null;

  /** `folder`: made when the first profile is taken. */
  constructor(folder: string, threads: () => readonly ProfiledThread[] = () => []) {
    this.#folder = folder;
    this.#threads = threads;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Has what is being taken reject, and leaves no file of it; false when there is none. */
  cancel(): boolean {
    this.#running?.abort(new Error('it was cancelled'));
    return this.#running !== null;
  }

  /** Looks at the stacks for so many seconds; the engine goes on at some percent less speed. */
  async cpu(seconds: number, stamp: string): Promise<ProfileFile> {
    return this.#alone(async (signal) => {
      const session = new Session();
      session.connect();
      const stops = await startThreads(this.#threads());
      try {
        await session.post('Profiler.enable');
        await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
        await session.post('Profiler.start');
        await cancellable(wait(seconds * 1_000, undefined, { signal }), signal);
        const { profile } = await session.post('Profiler.stop');
        const path = this.#path(stamp, 'cpuprofile');
        writeFileSync(path, JSON.stringify(profile));
        const others = await Promise.all(
          stops.map(async ({ name, stop }) => {
            const other = this.#path(`${stamp}-${name}`, 'cpuprofile');
            writeFileSync(other, await stop());
            return other;
          }),
        );
        return { path, others };
      } finally {
        session.disconnect();
        for (const { stop } of stops) stop().catch(() => undefined);
      }
    });
  }

  /**
   * Writes what lives in the heap. The engine's thread does nothing else meanwhile, some seconds for each
   * 100 MB, and so cannot be told to stop once it has begun: before that it waits, to be cancelled. V8's stream
   * of it cannot be stopped either: of 96 MB, 2.7 s went to look at the heap and 1 s to make the text, each at
   * one stretch, and the first piece of text was handed over when the last was made and all of it in memory
   * (Node 24); nor does it end under Electron 33. Rejects for a heap that is too large for that.
   */
  async heap(stamp: string, waitMs = HEAP_WAIT_MS): Promise<ProfileFile> {
    const { used_heap_size } = getHeapStatistics();
    if (used_heap_size > HEAP_BYTES_MAX) throw new RangeError('the heap is larger than 1 GiB');
    return this.#alone(async (signal) => {
      await cancellable(wait(waitMs, undefined, { signal }), signal);
      const path = writeHeapSnapshot(this.#path(stamp, 'heapsnapshot'));
      return { path, others: [] };
    });
  }

  async #alone(
    take: (signal: AbortSignal) => Promise<Omit<ProfileFile, 'bytes'>>,
  ): Promise<ProfileFile> {
    const running = new AbortController();
    this.#running = running;
    try {
      mkdirSync(this.#folder, { recursive: true });
      const { path, others } = await take(running.signal);
      this.#dropOldest();
      return { path, bytes: statSync(path).size, others };
    } finally {
      this.#running = null;
    }
  }

  #path(stamp: string, extension: string): string {
    return join(this.#folder, `engine-${stamp}.${extension}`);
  }

  #dropOldest(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => /^engine-.*\.(cpuprofile|heapsnapshot)$/.test(name))
      .map((name) => ({ name, ms: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.ms - a.ms);
    for (const { name } of files.slice(FILES_KEPT)) rmSync(join(this.#folder, name));
  }
}

interface RunningThread {
  readonly name: string;
  readonly stop: () => Promise<string>;
}

/** Those whose platform can; a thread that ends meanwhile is left out. */
async function startThreads(threads: readonly ProfiledThread[]): Promise<RunningThread[]> {
  const started = await Promise.all(
    threads.map(async ({ name, worker }): Promise<RunningThread | null> => {
      if (typeof worker.startCpuProfile !== 'function') return null;
      try {
        const handle = await worker.startCpuProfile();
        let stopped: Promise<string> | null = null;
        return { name, stop: () => (stopped ??= handle.stop()) };
      } catch {
        return null;
      }
    }),
  );
  return started.filter((thread) => thread !== null);
}

/** The promise; rejects with the reason of the signal rather than with the platform's word for it. */
async function cancellable(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
