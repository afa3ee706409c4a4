import { US_PER_SECOND, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';

/** Events that are later than this are put off rather than made up for: a laptop has slept. */
export const BACKLOG_US_MAX: number = 2 * US_PER_SECOND;

/**
 * Translates between the wall's time and the simulation's own, which runs `speed` times as fast and
 * starts at 0. Wall times given out never go back, even when the clock does.
 */
export class Pace {
  private wallUs: number;
  private ownUs = 0;
  private speed: number;
  private lastUs: number;

  constructor(startUs: TimeUs, speed: number) {
    this.wallUs = startUs;
    this.lastUs = startUs;
    this.speed = speed;
  }

  /** Own time up to which events are due. `nextUs` is the own time of the earliest one. */
  dueUs(wallUs: TimeUs, nextUs: number): number {
    if (wallUs < this.wallUs) this.anchor(wallUs, this.ownUs);
    const dueUs = this.ownUs + (wallUs - this.wallUs) * this.speed;
    const latestUs = nextUs + BACKLOG_US_MAX * this.speed;
    if (dueUs <= latestUs) return dueUs;
    this.anchor(wallUs, latestUs);
    return latestUs;
  }

  /** Wall time of an event due at `ownUs`. */
  wallAt(ownUs: number): TimeUs {
    const wallUs = Math.floor(this.wallUs + (ownUs - this.ownUs) / this.speed);
    this.lastUs = Math.max(this.lastUs, wallUs);
    return timeUs(this.lastUs);
  }

  /** Own time at a wall time, as if no event were late. */
  ownAt(wallUs: TimeUs): number {
    return this.ownUs + Math.max(0, wallUs - this.wallUs) * this.speed;
  }

  /** Goes on from here at another speed, > 0. */
  change(wallUs: TimeUs, speed: number): void {
    this.anchor(wallUs, this.ownAt(wallUs));
    this.speed = speed;
  }

  /** Makes `ownUs` the own time at `wallUs`. */
  anchor(wallUs: TimeUs, ownUs: number): void {
    this.wallUs = wallUs;
    this.ownUs = ownUs;
  }
}
