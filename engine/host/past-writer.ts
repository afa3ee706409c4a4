import { TIMEFRAME_US } from '../domain/bar.ts';
import type { Bar } from '../domain/bar.ts';
import type { Journal, JournalWrite } from '../ports.ts';

type BarsWrite = Extract<JournalWrite, { kind: 'bars' }>;

/** Bars of one write: a few milliseconds of the writer's time, which an order may have to wait. */
const BARS_PER_WRITE = 250;
/** Long enough that few orders meet a write; 100,000 bars are stored in 20 s. */
const PAUSE_MS = 50;

/**
 * Stores the made-up past of a new store bit by bit beside the orders, and only while nothing else
 * waits for the disk. The newest bars come first and days before minutes, so that what a crash in
 * these first seconds cuts off is the far past of the charts, never a last price.
 */
export class PastWriter {
  readonly #journal: Journal;
  readonly #writes: BarsWrite[];
  #timer: NodeJS.Timeout | null = null;

  constructor(journal: Journal, past: readonly BarsWrite[]) {
    this.#journal = journal;
    const chunks = past.flatMap(({ bars, ...write }) =>
      chunksOf(bars).map((chunk, age) => ({ age, write: { ...write, bars: chunk } })),
    );
    this.#writes = chunks
      .sort((a, b) => a.age - b.age || lengthOf(b.write) - lengthOf(a.write))
      .map(({ write }) => write);
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
    if (this.#journal.trouble() !== null || this.#journal.queue().length > 0) return;
    const write = this.#writes.shift();
    if (write === undefined) this.stop();
    else this.#journal.append([write]);
  }
}

/** Newest first; in each, the oldest bar comes first. */
function chunksOf(bars: readonly Bar[]): (readonly Bar[])[] {
  const chunks = [];
  for (let end = bars.length; end > 0; end -= BARS_PER_WRITE) {
    chunks.push(bars.slice(Math.max(0, end - BARS_PER_WRITE), end));
  }
  return chunks;
}

function lengthOf({ timeframe }: BarsWrite): number {
  return TIMEFRAME_US[timeframe];
}
