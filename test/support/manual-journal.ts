import type { Journal, JournalWrite } from '../../engine/ports.ts';
import { StoreModel } from './store-model.ts';

/** A write with its events as objects, taken out of their batch as a real journal takes them. */
function unpacked(write: JournalWrite): JournalWrite {
  if (write.kind !== 'packed_events') return write;
  const events = write.events.events();
  write.events.batch.clear();
  return { kind: 'events', events };
}

/** A journal whose disk is a model and which commits, or fails, when the test says so. */
export class ManualJournal implements Journal {
  readonly disk: StoreModel;
  /** Whether each append is on disk at once. */
  commitsAtOnce = false;
  bound = 8_192;
  committedTicket = 0;
  readonly #waiting: { readonly ticket: number; readonly writes: readonly JournalWrite[] }[] = [];
  readonly #committed: ((ticket: number) => void)[] = [];
  readonly #failed: ((problem: string) => void)[] = [];
  #flushes: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  #ticket = 0;
  #problem: string | null = null;
  #trouble: string | null = null;
  readonly #writable: (() => void)[] = [];

  constructor(disk: StoreModel = new StoreModel()) {
    this.disk = disk;
  }

  append(writes: readonly JournalWrite[]): number {
    this.#ticket += 1;
    // As a message to another thread would carry them.
    const sent = structuredClone(writes.map(unpacked));
    this.#waiting.push({ ticket: this.#ticket, writes: sent });
    if (this.commitsAtOnce) this.commit();
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

  /** As after a start on a disk that cannot be written; null: it can be again. */
  setTrouble(problem: string | null): void {
    this.#trouble = problem;
    if (problem === null) for (const listener of this.#writable) listener();
  }

  flush(): Promise<void> {
    if (this.#problem !== null) return Promise.reject(new Error(this.#problem));
    if (this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#flushes.push({ resolve, reject });
    });
  }

  queue(): { readonly length: number; readonly bound: number } {
    return { length: this.#waiting.length, bound: this.bound };
  }

  /** Appends that are not on disk, oldest first. */
  get waiting(): readonly (readonly JournalWrite[])[] {
    return this.#waiting.map(({ writes }) => writes);
  }

  /** Puts the oldest `appends` on disk in one transaction; all that wait by default. */
  commit(appends: number = this.#waiting.length): void {
    const done = this.#waiting.splice(0, appends);
    const last = done.at(-1);
    if (last === undefined || this.#problem !== null) return;
    for (const { writes } of done) this.disk.write(writes);
    this.committedTicket = last.ticket;
    for (const listener of this.#committed) listener(last.ticket);
    if (this.#waiting.length > 0) return;
    for (const { resolve } of this.#flushes) resolve();
    this.#flushes = [];
  }

  /** The next transaction does not reach the disk, and nothing after it will. */
  fail(problem: string = 'no space left'): void {
    this.#problem = problem;
    for (const listener of this.#failed) listener(problem);
    for (const { reject } of this.#flushes) reject(new Error(problem));
    this.#flushes = [];
  }
}
