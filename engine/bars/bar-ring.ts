/**
 * Closed bars of a series, a row of seven numbers each in one array that is made whole at the start: a
 * day of bars costs no object that the collector must look at, and memory is the same in every hour.
 */
import type { Bar } from '../domain/bar.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { timeUs } from '../domain/time.ts';

const START = 0;
const OPEN = 1;
const HIGH = 2;
const LOW = 3;
const CLOSE = 4;
const VOLUME = 5;
const TRADES = 6;
const WIDTH = 7;

export class BarRing {
  readonly #rows: Float64Array;
  readonly #bound: number;
  /** Row of the oldest bar. */
  #oldest = 0;
  #length = 0;

  /** `bound`: bars kept; one more takes the place of the oldest. */
  constructor(bound: number) {
    this.#bound = bound;
    this.#rows = new Float64Array(bound * WIDTH);
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.#bound;
  }

  /** Bar by its place, 0 the oldest; undefined outside. */
  at(index: number): Bar | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const row = this.#row(index);
    return {
      startUs: timeUs(this.#cell(row + START)),
      openTicks: priceTicks(this.#cell(row + OPEN)),
      highTicks: priceTicks(this.#cell(row + HIGH)),
      lowTicks: priceTicks(this.#cell(row + LOW)),
      closeTicks: priceTicks(this.#cell(row + CLOSE)),
      volumeLots: qtyLots(this.#cell(row + VOLUME)),
      trades: this.#cell(row + TRADES),
    };
  }

  /** Start of a bar by its place, without making the bar; -1 outside. Microseconds since 1970. */
  startUs(index: number): number {
    if (index < 0 || index >= this.#length) return -1;
    return this.#cell(this.#row(index) + START);
  }

  /** How many bars start before `us`: the place of the first that does not. */
  countBefore(us: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startUs(middle) < us) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  push(bar: Bar): void {
    if (this.isFull) {
      this.#write(this.#row(0), bar);
      this.#oldest = (this.#oldest + 1) % this.#bound;
      return;
    }
    this.#length += 1;
    this.#write(this.#row(this.#length - 1), bar);
  }

  /** Takes the place of the bar at `index`, which must be there. */
  set(index: number, bar: Bar): void {
    this.#write(this.#row(index), bar);
  }

  /** Puts a bar before the one at `index`; the oldest leaves when the ring is full. */
  insert(index: number, bar: Bar): void {
    const later: Bar[] = [];
    for (let i = index; i < this.#length; i += 1) {
      const kept = this.at(i);
      if (kept !== undefined) later.push(kept);
    }
    this.#length = index;
    this.push(bar);
    for (const kept of later) this.push(kept);
  }

  /** Takes the bar at `index` away, which must be there. */
  remove(index: number): void {
    for (let i = index; i + 1 < this.#length; i += 1) {
      const later = this.at(i + 1);
      if (later !== undefined) this.set(i, later);
    }
    this.#length -= 1;
  }

  /** Keeps the oldest `length` bars, of at least as many. */
  truncate(length: number): void {
    this.#length = length;
  }

  #row(index: number): number {
    return ((this.#oldest + index) % this.#bound) * WIDTH;
  }

  #cell(at: number): number {
    return this.#rows[at] ?? 0;
  }

  #write(row: number, bar: Bar): void {
    const rows = this.#rows;
    rows[row + START] = bar.startUs;
    rows[row + OPEN] = bar.openTicks;
    rows[row + HIGH] = bar.highTicks;
    rows[row + LOW] = bar.lowTicks;
    rows[row + CLOSE] = bar.closeTicks;
    rows[row + VOLUME] = bar.volumeLots;
    rows[row + TRADES] = bar.trades;
  }
}
