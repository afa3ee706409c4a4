import { assert } from '../domain/assert.ts';
import { LevelBitmap } from './level-bitmap.ts';

/** Widest distance between the lowest and the highest resting price, in price steps. */
export const LADDER_RANGE_MAX: number = 2 ** 20;

/** Largest price step, so that a window's ends are safe integers. */
export const PRICE_STEP_MAX: number = 2 ** 31;

const LEVELS_AT_START = 1024;

/**
 * The price levels of both sides in one dense window: level = (price - base) / step. A book is
 * never crossed, so a level is of one side only and all occupied levels up to `bestBid` are bids,
 * all from `bestAsk` up are asks. The window moves and doubles with the prices in use; it keeps at
 * least as much free room as the prices span, so that a drifting price rarely moves it.
 */
export class PriceLadder {
  readonly stepTicks: number;
  /** Price of level 0; below zero when the window hangs over. */
  baseTicks: number = 0;
  /** Window length, a power of two up to 2 x LADDER_RANGE_MAX. */
  levels: number = LEVELS_AT_START;
  /** Highest level with bids, or -1. */
  bestBid: number = -1;
  /** Lowest level with asks, or `levels`. */
  bestAsk: number = LEVELS_AT_START;
  /** Per level: open quantity; first and last order (stale when there is none); number of orders. */
  lots: Float64Array = new Float64Array(LEVELS_AT_START);
  heads: Int32Array = new Int32Array(LEVELS_AT_START);
  tails: Int32Array = new Int32Array(LEVELS_AT_START);
  counts: Int32Array = new Int32Array(LEVELS_AT_START);
  occupied: LevelBitmap = new LevelBitmap(LEVELS_AT_START);
  private readonly inverseStep: number;

  /** `stepTicks` is an integer from 1 to PRICE_STEP_MAX. */
  constructor(stepTicks: number) {
    const isValid = Number.isInteger(stepTicks) && stepTicks >= 1 && stepTicks <= PRICE_STEP_MAX;
    assert(isValid, 'a price step is an integer from 1 to 2^31');
    this.stepTicks = stepTicks;
    this.inverseStep = 1 / stepTicks;
  }

  /** Level of a price, or -1 when it is not positive, off the step or outside the window as it is now. */
  levelOf(priceTicks: number): number {
    const offset = priceTicks - this.baseTicks;
    // A product and an exact check instead of a division; the check also catches wrapped values.
    const level = (offset * this.inverseStep + 0.5) | 0;
    const isInside = level >= 0 && level < this.levels && priceTicks > 0;
    return isInside && level * this.stepTicks === offset ? level : -1;
  }

  priceOf(level: number): number {
    return this.baseTicks + level * this.stepTicks;
  }

  isOnStep(priceTicks: number): boolean {
    return Number.isSafeInteger(priceTicks) && priceTicks > 0 && priceTicks % this.stepTicks === 0;
  }

  /** Highest level at or below a price, -1 to levels - 1; for limits that need not be levels. */
  floorLevel(priceTicks: number): number {
    const level = Math.floor((priceTicks - this.baseTicks) / this.stepTicks);
    return Math.max(-1, Math.min(level, this.levels - 1));
  }

  /** Lowest level at or above a price, 0 to levels. */
  ceilLevel(priceTicks: number): number {
    const level = Math.ceil((priceTicks - this.baseTicks) / this.stepTicks);
    return Math.max(0, Math.min(level, this.levels));
  }

  /** Takes an emptied level out of the search and moves the best price on. */
  vacate(level: number): void {
    this.occupied.clear(level);
    if (level === this.bestBid) this.bestBid = this.occupied.below(level);
    else if (level === this.bestAsk) this.bestAsk = this.occupied.above(level);
  }

  /**
   * Whether all that rests and `priceTicks` (on the step) lie within LADDER_RANGE_MAX. A window up
   * to that length answers by itself; a longer one holds more, and what it takes must not depend
   * on how it came to be where it is.
   */
  isInRange(priceTicks: number): boolean {
    return this.rangeWith(priceTicks) <= LADDER_RANGE_MAX;
  }

  /**
   * Moves or widens the window so that it holds `priceTicks` (on the step and in range) and all
   * that rests. The caller gives its orders their new levels.
   */
  makeRoom(priceTicks: number): void {
    const range = this.rangeWith(priceTicks);
    assert(range <= LADDER_RANGE_MAX, 'a window is moved to prices in range');
    let levels = this.levels;
    while (levels < range * 2) levels *= 2;
    const lowTicks = Math.min(this.lowestTicks(priceTicks), priceTicks);
    this.moveTo(lowTicks - Math.floor((levels - range) / 2) * this.stepTicks, levels);
  }

  private rangeWith(priceTicks: number): number {
    const lowTicks = Math.min(this.lowestTicks(priceTicks), priceTicks);
    const highTicks = Math.max(this.highestTicks(priceTicks), priceTicks);
    return (highTicks - lowTicks) / this.stepTicks + 1;
  }

  private lowestTicks(ifEmpty: number): number {
    const level = this.occupied.above(-1);
    return level === this.levels ? ifEmpty : this.priceOf(level);
  }

  private highestTicks(ifEmpty: number): number {
    const level = this.occupied.below(this.levels);
    return level < 0 ? ifEmpty : this.priceOf(level);
  }

  private moveTo(baseTicks: number, levels: number): void {
    const { lots, heads, tails, counts, occupied, levels: levelsBefore } = this;
    const shift = (this.baseTicks - baseTicks) / this.stepTicks;
    this.baseTicks = baseTicks;
    this.levels = levels;
    this.lots = new Float64Array(levels);
    this.heads = new Int32Array(levels);
    this.tails = new Int32Array(levels);
    this.counts = new Int32Array(levels);
    this.occupied = new LevelBitmap(levels);
    for (let level = occupied.above(-1); level < levelsBefore; level = occupied.above(level)) {
      this.lots[level + shift] = lots[level] ?? 0;
      this.heads[level + shift] = heads[level] ?? 0;
      this.tails[level + shift] = tails[level] ?? 0;
      this.counts[level + shift] = counts[level] ?? 0;
      this.occupied.set(level + shift);
    }
    this.bestBid = this.bestBid < 0 ? -1 : this.bestBid + shift;
    this.bestAsk = this.bestAsk === levelsBefore ? levels : this.bestAsk + shift;
  }
}
