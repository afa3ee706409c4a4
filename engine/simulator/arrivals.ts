import {
  BURST_GAP_DECADES,
  BURST_LARGE_MEAN,
  BURST_LARGE_SHARE,
  BURST_SMALL_MEAN,
} from './calibration.ts';
import type { Random } from './random.ts';

const BURST_MEAN = BURST_SMALL_MEAN + BURST_LARGE_SHARE * (BURST_LARGE_MEAN - BURST_SMALL_MEAN);
/** Mean of a gap inside a burst in microseconds: of 10^u with u uniform over the decades. */
const GAP_MEAN_US = 10 ** BURST_GAP_DECADES / (BURST_GAP_DECADES * Math.LN10);
/** Longest a restless phase may speed the arrivals up; bounds the load. */
const BRISKNESS_MAX = 3;

/** When the events of one instrument happen: bursts that arrive at random. */
export class Arrivals {
  private readonly quietUs: number;
  private leftInBurst = 0;

  /** Mean events a second at briskness 1. */
  constructor(eventsPerS: number) {
    // The time inside bursts is part of the mean; only what is left of it lies between them.
    const cycleUs = (BURST_MEAN / eventsPerS) * 1_000_000;
    this.quietUs = Math.max(1, cycleUs - (BURST_MEAN - 1) * GAP_MEAN_US);
  }

  /** Microseconds to the next event. `briskness` is around 1. */
  nextGapUs(briskness: number, random: Random): number {
    if (this.leftInBurst > 0) {
      this.leftInBurst -= 1;
      return 10 ** (random.uniform() * BURST_GAP_DECADES);
    }
    const isLarge = random.uniform() < BURST_LARGE_SHARE;
    this.leftInBurst = random.geometric(isLarge ? BURST_LARGE_MEAN : BURST_SMALL_MEAN) - 1;
    return (this.quietUs * random.exponential()) / Math.min(BRISKNESS_MAX, briskness);
  }
}
