/**
 * The bars a chart holds: ascending by start, each start once, bounded. History pages and live bars
 * arrive in any order and may overlap; of two bars with one start the one with more trades wins,
 * because a bar only ever grows. What the engine tells live comes in order: there the newest wins, as
 * trades may be corrected or taken back.
 */
import type { Bar } from '../../engine/domain/bar.ts';

/**
 * Bars kept at most: a window that moves over the history, five years of minutes included. 8,000 bars are
 * two screens of the narrowest bars and some 1 MB; setting all of them takes a frame or two.
 */
export const BARS_LOADED_MAX = 8_000;

/** Dropped at once when the bound is reached, so that the costly re-indexing is rare. */
export const BARS_TRIM_STEP = 1_000;

/** What a merge did to the series. */
export interface MergeResult {
  /** Index (after the merge) of the first bar that is new or different; -1 when none is. */
  readonly firstChanged: number;
  /** Bars added before the one that was first: by how much all indexes moved. */
  readonly addedBefore: number;
}

const UNCHANGED: MergeResult = { firstChanged: -1, addedBefore: 0 };

/** Bars of one symbol and timeframe. Owned by one feed; readers must not keep the array. */
export class BarSeries {
  /** Whether the last bar is the market's newest, and what happens now belongs to it. */
  isOpen = true;
  #bars: Bar[] = [];

  get bars(): readonly Bar[] {
    return this.#bars;
  }

  get length(): number {
    return this.#bars.length;
  }

  get last(): Bar | undefined {
    return this.#bars.at(-1);
  }

  clear(): void {
    this.#bars = [];
  }

  /** Takes bars in; they must be ascending by start among themselves. `isLive`: told just now. */
  merge(incoming: readonly Bar[], isLive = false): MergeResult {
    const wins = isLive ? differs : grows;
    const firstIn = incoming[0];
    if (firstIn === undefined) return UNCHANGED;
    const last = this.last;
    if (last === undefined) {
      this.#bars = [...incoming];
      return { firstChanged: 0, addedBefore: 0 };
    }
    return firstIn.startUs >= last.startUs
      ? this.#append(incoming, wins)
      : this.#weave(incoming, wins);
  }

  /** Drops the oldest bars when there are more than the bound; returns how many. */
  trim(): number {
    if (this.#bars.length <= BARS_LOADED_MAX) return 0;
    const drop = this.#bars.length - BARS_LOADED_MAX + BARS_TRIM_STEP;
    this.#bars.splice(0, drop);
    return drop;
  }

  /** Drops the newest bars when there are more than the bound; returns how many. */
  trimNewest(): number {
    const drop = Math.max(0, this.#bars.length - BARS_LOADED_MAX);
    if (drop > 0) this.#bars.length = BARS_LOADED_MAX;
    return drop;
  }

  /** Index of the bar that holds `us`: the last one starting at or before it; -1 before the first. */
  indexAt(us: number): number {
    let low = 0;
    let high = this.#bars.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const bar = this.#bars[middle];
      if (bar !== undefined && bar.startUs <= us) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The usual case: the forming bar grows or new ones follow it. */
  #append(incoming: readonly Bar[], wins: typeof grows): MergeResult {
    let firstChanged = -1;
    for (const bar of incoming) {
      const end = this.#bars.length - 1;
      const last = this.#bars[end];
      if (last !== undefined && bar.startUs === last.startUs) {
        if (!wins(last, bar)) continue;
        this.#bars[end] = bar;
        if (firstChanged < 0) firstChanged = end;
      } else {
        this.#bars.push(bar);
        if (firstChanged < 0) firstChanged = end + 1;
      }
    }
    return { firstChanged, addedBefore: 0 };
  }

  /** A history page, or late corrections: one pass over both lists. */
  #weave(incoming: readonly Bar[], wins: typeof grows): MergeResult {
    const old = this.#bars;
    const oldFirstUs = old[0]?.startUs ?? 0;
    const woven: Bar[] = [];
    let firstChanged = -1;
    let addedBefore = 0;
    let i = 0;
    for (const bar of incoming) {
      for (let held = old[i]; held !== undefined && held.startUs < bar.startUs; held = old[i]) {
        woven.push(held);
        i += 1;
      }
      const held = old[i];
      const same = held?.startUs === bar.startUs;
      if (same) i += 1;
      const changed = !same || wins(held, bar);
      if (changed && firstChanged < 0) firstChanged = woven.length;
      if (bar.startUs < oldFirstUs) addedBefore += 1;
      woven.push(changed ? bar : held);
    }
    for (const held of old.slice(i)) woven.push(held);
    this.#bars = woven;
    return { firstChanged, addedBefore };
  }
}

function differs(held: Bar, bar: Bar): boolean {
  return (
    bar.trades !== held.trades ||
    bar.volumeLots !== held.volumeLots ||
    bar.openTicks !== held.openTicks ||
    bar.highTicks !== held.highTicks ||
    bar.lowTicks !== held.lowTicks ||
    bar.closeTicks !== held.closeTicks
  );
}

function grows(held: Bar, bar: Bar): boolean {
  return bar.trades > held.trades;
}
