import { assert } from '../domain/assert.ts';

/** One bar as recorded, in ticks and lots; its time is that of its start. */
export interface RecordedBar {
  readonly startUs: number;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
}

const COLUMNS_OF_BAR = 6;
const BARS_AT_START = 1_024;

/** Bars of one instrument, oldest first, in one column of numbers that grows by doubling. */
export class BarRecording {
  #count = 0;
  #values: Float64Array = new Float64Array(BARS_AT_START * COLUMNS_OF_BAR);

  get count(): number {
    return this.#count;
  }

  /** Takes a bar that starts after the last one and whose prices go together (asserted). */
  push(bar: RecordedBar): void {
    const { startUs, openTicks, highTicks, lowTicks, closeTicks, volumeLots } = bar;
    const isBar = lowTicks > 0 && lowTicks <= Math.min(openTicks, closeTicks);
    assert(isBar && highTicks >= Math.max(openTicks, closeTicks), 'a bar holds open and close');
    assert(this.#count === 0 || startUs > this.at(this.#count - 1).startUs, 'bars ascend in time');
    const at = this.#count * COLUMNS_OF_BAR;
    if (at === this.#values.length) {
      const grown = new Float64Array(at * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set([startUs, openTicks, highTicks, lowTicks, closeTicks, volumeLots], at);
    this.#count += 1;
  }

  /** The bar `index`, 0 to count - 1. */
  at(index: number): RecordedBar {
    const at = index * COLUMNS_OF_BAR;
    const value = (column: number): number => this.#values[at + column] ?? 0;
    return {
      startUs: value(0),
      openTicks: value(1),
      highTicks: value(2),
      lowTicks: value(3),
      closeTicks: value(4),
      volumeLots: value(5),
    };
  }

  /** Shortest time between two bars, which is how long one is; a minute where there is only one. */
  durationUs(): number {
    let shortest = Infinity;
    for (let i = 1; i < this.#count; i += 1) {
      const apart = (this.#values[i * COLUMNS_OF_BAR] ?? 0) - this.at(i - 1).startUs;
      shortest = Math.min(shortest, apart);
    }
    return Number.isFinite(shortest) ? shortest : 60_000_000;
  }
}
