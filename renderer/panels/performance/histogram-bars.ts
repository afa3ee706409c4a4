import { HDR_BUCKETS, bucketEndUs, bucketStartUs } from '../../../engine/domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../../../engine/domain/hdr-histogram.ts';

/** A bar of the drawing: all durations between two ends. */
export interface HistogramBar {
  readonly fromUs: number;
  readonly toUs: number;
  readonly count: number;
}

/** Buckets of the histogram that share a bar: a doubling has eight bars. */
const BUCKETS_PER_BAR = 4;

/** Bars from the first to the last that holds something; empty where nothing was measured. */
export function barsOf({ buckets }: HistogramSnapshot): readonly HistogramBar[] {
  const counts = new Map<number, number>();
  let index = -1;
  for (let at = 0; at + 1 < buckets.length; at += 2) {
    index += (buckets[at] ?? 0) + 1;
    const bar = Math.floor(Math.min(index, HDR_BUCKETS - 1) / BUCKETS_PER_BAR);
    counts.set(bar, (counts.get(bar) ?? 0) + (buckets[at + 1] ?? 0));
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bar, count]) => ({
      fromUs: bucketStartUs(bar * BUCKETS_PER_BAR),
      toUs: bucketEndUs((bar + 1) * BUCKETS_PER_BAR - 1),
      count,
    }));
}

/** Where a duration is on an axis that gives each doubling the same room, 0 to 1. */
export function placeOf(us: number, fromUs: number, toUs: number): number {
  const low = Math.log2(Math.max(fromUs, 0.1));
  const high = Math.log2(Math.max(toUs, 0.2));
  if (high <= low) return 0;
  return Math.min(1, Math.max(0, (Math.log2(Math.max(us, 0.1)) - low) / (high - low)));
}

/** A span of so many powers of ten has marks between them, too. */
const NARROW = 2;

/** Powers of ten of a microsecond between two ends, for the axis; with twice and five times each where that would be one or two. */
export function ticksOf(fromUs: number, toUs: number): readonly number[] {
  const ticks: number[] = [];
  const factors = Math.log10(toUs / Math.max(fromUs, 0.1)) > NARROW ? [1] : [1, 2, 5];
  for (let exponent = 0; exponent <= 10; exponent += 1) {
    for (const factor of factors) {
      const us = factor * 10 ** exponent;
      if (us >= fromUs && us <= toUs) ticks.push(us);
    }
  }
  return ticks;
}
