import type { SideCode } from '../domain/side.ts';
import { US_PER_MINUTE } from '../domain/time.ts';
import { PRINT_BYTES_MAX, lotsAndSide, putNumber, zigzag } from './print-chunk.ts';
import type { PrintChunk } from './print-chunk.ts';

/** Longest stretch of time in a chunk, which bounds where a reader must look for a moment. */
export const CHUNK_SPAN_US = US_PER_MINUTE;
/** Bytes of a chunk: fits a page of the store, with its row. */
const CHUNK_BYTES = 3_584;
/** Finished chunks that wait to be stored: some 30,000 prints, minutes of the fastest tape. */
const WAITING_MAX = 64;

/** Gathers the prints of one instrument into chunks, each in a few dozen nanoseconds. */
export class PrintBuffer {
  readonly #data: Uint8Array = new Uint8Array(CHUNK_BYTES);
  #at = 0;
  #prints = 0;
  #firstUs = 0;
  #lastUs = 0;
  #lastTicks = 0;
  #waiting: PrintChunk[] = [];
  #dropped = 0;

  /** Prints that were given up since the start because nobody took them. */
  get dropped(): number {
    return this.#dropped;
  }

  append(ticks: number, lots: number, aggressor: SideCode, us: number): void {
    const isFull = this.#at > CHUNK_BYTES - PRINT_BYTES_MAX;
    // A clock that is set back begins a new chunk, so that times never fall within one.
    if (isFull || us < this.#lastUs || us - this.#firstUs > CHUNK_SPAN_US) this.#finish();
    if (this.#prints === 0) {
      this.#firstUs = us;
      this.#lastUs = us;
      this.#lastTicks = 0;
    }
    let at = putNumber(this.#data, this.#at, us - this.#lastUs);
    at = putNumber(this.#data, at, zigzag(ticks - this.#lastTicks));
    this.#at = putNumber(this.#data, at, lotsAndSide(lots, aggressor));
    this.#prints += 1;
    this.#lastUs = us;
    this.#lastTicks = ticks;
  }

  /** The finished chunks, oldest first, and with them the one under way if it began before `cutUs`. */
  take(cutUs: number): PrintChunk[] {
    if (this.#prints > 0 && this.#firstUs < cutUs) this.#finish();
    const chunks = this.#waiting;
    this.#waiting = [];
    return chunks;
  }

  #finish(): void {
    if (this.#prints === 0) return;
    const data = this.#data.slice(0, this.#at);
    const [firstUs, lastUs, prints] = [this.#firstUs, this.#lastUs, this.#prints];
    this.#waiting.push({ firstUs, lastUs, prints, data });
    this.#at = 0;
    this.#prints = 0;
    if (this.#waiting.length > WAITING_MAX) this.#dropped += this.#waiting.shift()?.prints ?? 0;
  }
}
