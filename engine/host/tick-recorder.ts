import type { Exchange } from '../market/exchange.ts';
import { CHUNK_SPAN_US, PrintBuffer } from '../market/print-buffer.ts';
import type { OpenJournal } from '../store/journal.ts';
import type { TickChunks } from '../store/ticks.ts';

/** How often finished chunks go to the store. */
const STORE_EVERY_MS = 5_000;
/** Rows waiting for the disk at which prints wait too; their buffers hold minutes. */
const ROWS_WAITING_MAX = 1_024;

export interface TickRecorderOptions {
  readonly exchange: Exchange;
  readonly journal: Pick<OpenJournal, 'queue' | 'chore' | 'trouble'>;
  /** Whether prints are kept at all; asked again and again. */
  readonly isWanted: () => boolean;
}

/**
 * Has the prints of the market stored. An instrument's row is written when its chunk is full, or a minute
 * after its first print; what has not been stored is lost with a crash.
 */
export class TickRecorder {
  readonly #options: TickRecorderOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: TickRecorderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#listen();
    this.#timer = setInterval(() => {
      this.#listen();
      void this.#store(this.#options.exchange.nowUs - CHUNK_SPAN_US);
    }, STORE_EVERY_MS);
  }

  /** Stores what there is and listens no more. */
  async stop(): Promise<void> {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    await this.#store(Number.POSITIVE_INFINITY);
    for (const market of this.#options.exchange.markets) market.prints = null;
  }

  #listen(): void {
    const isWanted = this.#options.isWanted();
    for (const market of this.#options.exchange.markets) {
      if (!isWanted) market.prints = null;
      else market.prints ??= new PrintBuffer();
    }
  }

  async #store(cutUs: number): Promise<void> {
    const { exchange, journal } = this.#options;
    if (journal.trouble() !== null || journal.queue().length > ROWS_WAITING_MAX) return;
    const all: TickChunks[] = [];
    for (const { instrument, prints } of exchange.markets) {
      const chunks = prints?.take(cutUs) ?? [];
      if (chunks.length > 0) all.push({ symbol: instrument.symbol, chunks });
    }
    // A store that does not take them has other troubles, which it tells of.
    if (all.length > 0) await journal.chore({ name: 'ticks.add', all });
  }
}
