import type { Bar } from '../domain/bar.ts';
import type { Journal, JournalWrite } from '../ports.ts';

type BarsWrite = Extract<JournalWrite, { kind: 'bars' }>;

/** Bars of one write: a few milliseconds of the writer's time, which an order may have to wait. */
const BARS_PER_WRITE = 250;
const PAUSE_MS = 10;

/**
 * Stores the made-up past of a new store bit by bit beside the orders, and only while nothing else
 * waits for the disk. What a crash in these first seconds cuts off was made up and is not missed.
 */
export class PastWriter {
  readonly #journal: Journal;
  readonly #writes: BarsWrite[];
  #timer: NodeJS.Timeout | null = null;

  constructor(journal: Journal, past: readonly BarsWrite[]) {
    this.#journal = journal;
    this.#writes = past.flatMap(({ bars, ...write }) =>
      chunksOf(bars).map((chunk) => ({ ...write, bars: chunk })),
    );
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#next();
    }, PAUSE_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #next(): void {
    if (this.#journal.queue().length > 0) return;
    const write = this.#writes.shift();
    if (write === undefined) this.stop();
    else this.#journal.append([write]);
  }
}

function chunksOf(bars: readonly Bar[]): (readonly Bar[])[] {
  const chunks = [];
  for (let at = 0; at < bars.length; at += BARS_PER_WRITE) {
    chunks.push(bars.slice(at, at + BARS_PER_WRITE));
  }
  return chunks;
}
