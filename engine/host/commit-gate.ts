import type { Journal } from '../ports.ts';

interface Waiting {
  readonly ticket: number;
  readonly run: () => void;
}

/**
 * Holds back whatever tells of a change until the change is on disk. Everything that leaves the
 * engine goes through here in order, with the ticket of the newest write it may tell of.
 */
export class CommitGate {
  readonly #waiting: Waiting[] = [];
  #committed = 0;
  #newest = 0;
  #isReleasing = false;

  constructor(journal: Pick<Journal, 'onCommitted'>) {
    journal.onCommitted((ticket) => {
      this.#committed = ticket;
      this.#release();
    });
  }

  /** What waits for the disk now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Notes a write; what is run from now on waits for it. */
  wrote(ticket: number): void {
    this.#newest = ticket;
  }

  /** Runs `run` once all that has been written so far is on disk, in order of the calls. */
  afterCommit(run: () => void): void {
    if (this.#waiting.length === 0 && this.#newest <= this.#committed) run();
    else this.#waiting.push({ ticket: this.#newest, run });
  }

  /** Drops what waits: the writes have failed and nobody must hear of them. */
  abandon(): void {
    this.#waiting.length = 0;
  }

  #release(): void {
    // What runs may lead to the next commit, whose release would run the same again.
    if (this.#isReleasing) return;
    this.#isReleasing = true;
    let done = 0;
    try {
      for (const { ticket, run } of this.#waiting) {
        if (ticket > this.#committed) break;
        done += 1;
        run();
      }
    } finally {
      this.#waiting.splice(0, done);
      this.#isReleasing = false;
    }
  }
}
