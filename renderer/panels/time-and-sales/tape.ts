/**
 * The tape of one symbol: the newest prints in a ring, with a row wherever some were missed. While it
 * is held, readers see it as it was; what arrives meanwhile is counted and shown once it is released.
 */
import type { Trade } from '../../../engine/domain/market.ts';

/** Rows kept: a minute of a fast market; more is what the trade history is for. */
export const TAPE_ROWS_MAX = 1_000;

/** A print, or the mark of `count` prints that were missed before the next one. */
export type TapeRow =
  | {
      readonly kind: 'trade';
      readonly trade: Trade;
      /** Against the print before it: up, down or no change of price. */
      readonly move: 1 | -1 | 0;
    }
  | { readonly kind: 'skipped'; readonly count: number };

/** Bounded, newest last inside, newest first for readers. Owned by one panel. */
export class Tape {
  /** Ring: row i of the count rows lies at (start + i) modulo the bound. */
  #ring: TapeRow[] = [];
  #start = 0;
  #held: readonly TapeRow[] | null = null;
  #missedWhileHeld = 0;
  /** Rows since it began, and of those the ones that a reader sees while it is held. */
  #pushed = 0;
  #pushedAtHold = 0;
  #lastTradeNumber = 0;
  #lastTicks = 0;

  /** Rows a reader sees. */
  get length(): number {
    return this.#held?.length ?? this.#ring.length;
  }

  /** Number of the newest row that a reader sees: the first since the tape began is 1, 0 without any. */
  get newest(): number {
    return this.#held === null ? this.#pushed : this.#pushedAtHold;
  }

  /** Prints that arrived since the tape was held; 0 when it is not. */
  get waiting(): number {
    return this.#missedWhileHeld;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** Row `index` from the newest, which is 0. */
  row(index: number): TapeRow | undefined {
    if (this.#held !== null) return this.#held[this.#held.length - 1 - index];
    const place = this.#ring.length - 1 - index;
    return place < 0 ? undefined : this.#ring[(this.#start + place) % TAPE_ROWS_MAX];
  }

  /** Takes prints in order; those seen before (a feed that starts anew repeats some) are left out. */
  add(trades: readonly Trade[], skipped: number): void {
    if (skipped > 0) this.#push({ kind: 'skipped', count: skipped });
    for (const trade of trades) {
      if (trade.tradeNumber <= this.#lastTradeNumber) continue;
      this.#lastTradeNumber = trade.tradeNumber;
      const move = this.#lastTicks === 0 ? 0 : Math.sign(trade.priceTicks - this.#lastTicks);
      this.#lastTicks = trade.priceTicks;
      // Math.sign of whole numbers is one of these three.
      this.#push({ kind: 'trade', trade, move: move as 1 | -1 | 0 });
      if (this.#held !== null) this.#missedWhileHeld += 1;
    }
  }

  /** Stops what readers see. */
  hold(): void {
    if (this.#held !== null) return;
    this.#held = this.#ordered();
    this.#pushedAtHold = this.#pushed;
  }

  /** Shows what has arrived meanwhile. */
  release(): void {
    this.#held = null;
    this.#missedWhileHeld = 0;
  }

  /** Begins anew, for another symbol or another run of the engine. */
  clear(): void {
    this.#ring = [];
    this.#start = 0;
    this.#pushed = 0;
    this.#lastTradeNumber = 0;
    this.#lastTicks = 0;
    this.release();
  }

  #push(row: TapeRow): void {
    this.#pushed += 1;
    if (this.#ring.length < TAPE_ROWS_MAX) {
      this.#ring.push(row);
      return;
    }
    this.#ring[this.#start] = row;
    this.#start = (this.#start + 1) % TAPE_ROWS_MAX;
  }

  #ordered(): readonly TapeRow[] {
    return [...this.#ring.slice(this.#start), ...this.#ring.slice(0, this.#start)];
  }
}
