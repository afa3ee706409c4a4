/** What a soak measures, and the slopes through it. */

/** One look at the engine's process, 48 times a run; memory in bytes, after a full collection. */
export interface SoakSample {
  /** Simulated hours since the start. */
  readonly hours: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Most that was seen since the last sample: the log's file, rows in the journal's queue. */
  readonly walBytesMax: number;
  readonly queueMax: number;
  readonly unansweredMax: number;
  readonly orders: number;
  readonly fills: number;
  readonly refused: number;
  readonly marketEvents: number;
  /** Machine's seconds since the start. */
  readonly seconds: number;
}

/** Simulated hours until caches, rings and pools are full: a quarter of a run, but at most two. */
export function warmUpHours(hours: number): number {
  return Math.min(2, hours / 4);
}

/**
 * The slope in bytes an hour through the samples from `fromHours` on: the median of the slopes of all
 * pairs (Theil and Sen), which a few odd samples do not move. NaN with less than two.
 */
export function slopePerHour(
  samples: readonly SoakSample[],
  fromHours: number,
  of: (sample: SoakSample) => number,
): number {
  const warm = samples.filter(({ hours }) => hours >= fromHours);
  const slopes: number[] = [];
  for (const [i, a] of warm.entries()) {
    for (const b of warm.slice(i + 1)) slopes.push((of(b) - of(a)) / (b.hours - a.hours));
  }
  slopes.sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? Number.NaN;
}
