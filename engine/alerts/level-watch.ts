/**
 * Goal: alerts on levels cost one or two comparisons a trade, however many there are. Method: of all
 * levels of one series of values the nearest that matters above and below are kept; only a value that
 * reaches one of them makes the others be looked at.
 */
import type { AlertDirection } from '../contract/alerts.ts';

/** A level that somebody waits for. Armed: the value was on this side of it since it last went off. */
export interface Level {
  readonly direction: AlertDirection;
  readonly level: number;
  isArmed: boolean;
}

export class LevelWatch<L extends Level> {
  readonly #onChange: (level: L, value: number) => void;
  readonly #levels = new Set<L>();
  /** Values from here up, or from here down, change something. */
  #upFrom = Number.POSITIVE_INFINITY;
  #downFrom = Number.NEGATIVE_INFINITY;

  /**
   * `onChange` hears of a level that was reached (it is not armed then) and of one that is armed again. It
   * may remove levels, that one included, but not add any.
   */
  constructor(onChange: (level: L, value: number) => void) {
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#levels.size;
  }

  add(level: L): void {
    this.#levels.add(level);
    this.#look();
  }

  remove(level: L): void {
    this.#levels.delete(level);
    this.#look();
  }

  /** Takes the next value of the series; an integer, or any number where levels are. */
  take(value: number): void {
    if (value < this.#upFrom && value > this.#downFrom) return;
    for (const level of this.#levels) {
      const isReached = hasReached(level, value);
      if (isReached !== level.isArmed) continue;
      level.isArmed = !isReached;
      this.#onChange(level, value);
    }
    this.#look();
  }

  #look(): void {
    this.#upFrom = Number.POSITIVE_INFINITY;
    this.#downFrom = Number.NEGATIVE_INFINITY;
    for (const { direction, level, isArmed } of this.#levels) {
      // Armed, it waits for its level; else for the value to be back on this side of it.
      const waitsUp = (direction === 'above') === isArmed;
      if (waitsUp) this.#upFrom = Math.min(this.#upFrom, level);
      else this.#downFrom = Math.max(this.#downFrom, level);
    }
  }
}

/** Whether a value is at the level or beyond it, as its direction goes. */
export function hasReached({ direction, level }: Omit<Level, 'isArmed'>, value: number): boolean {
  return direction === 'above' ? value >= level : value <= level;
}
