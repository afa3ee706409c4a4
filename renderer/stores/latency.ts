import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';
import type { LatencySummary } from '../../engine/contract/messages.ts';

/** Stages of an order and of a price update that only the page can measure. */
export const RENDERER_STAGES = [
  /** Key press to the order handed to the transport. */
  'key.send',
  /** Order handed to the transport to its answer received. */
  'order.round_trip',
  /** Answer received to painted. */
  'ack.paint',
  /** Key press to the acknowledgement painted. */
  'key.paint',
  /** Market data frame received to painted. */
  'market.paint',
] as const;
export type RendererStage = (typeof RENDERER_STAGES)[number];

/** A minute: longer ones are counted as a minute, which bounds the histogram's memory. */
const LONGEST_US = 60_000_000;

const histograms = new Map<RendererStage, Histogram>(
  RENDERER_STAGES.map((stage) => [
    stage,
    build({ highestTrackableValue: LONGEST_US, numberOfSignificantValueDigits: 2 }),
  ]),
);

/** Adds one duration in microseconds; negative ones (a clock that stepped) count as 0. */
export function recordLatency(stage: RendererStage, us: number): void {
  const value = Math.min(LONGEST_US, Math.max(0, Math.round(us)));
  histograms.get(stage)?.recordValue(value);
}

/** Distribution of each stage since the page was loaded or the last `resetLatency`. */
export function latencySummary(): Readonly<Record<RendererStage, LatencySummary>> {
  const entries = RENDERER_STAGES.map((stage) => [stage, summaryOf(histograms.get(stage))]);
  // Built from RENDERER_STAGES, so that every stage is there.
  return Object.fromEntries(entries) as Record<RendererStage, LatencySummary>;
}

export function resetLatency(): void {
  for (const histogram of histograms.values()) histogram.reset();
}

function summaryOf(histogram: Histogram | undefined): LatencySummary {
  if (histogram === undefined || histogram.totalCount === 0) {
    return { count: 0, p50Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };
  }
  return {
    count: histogram.totalCount,
    p50Us: histogram.getValueAtPercentile(50),
    p95Us: histogram.getValueAtPercentile(95),
    p99Us: histogram.getValueAtPercentile(99),
    maxUs: histogram.maxValue,
  };
}

let keyMs: number | null = null;

/** Runs what a key press does; orders sent in it are timed from the press (`event.timeStamp`). */
export function withKeyPress<Result>(pressedMs: number, run: () => Result): Result {
  keyMs = pressedMs;
  try {
    return run();
  } finally {
    keyMs = null;
  }
}

/** When the key press being handled happened, in milliseconds of performance.now(), or null. */
export function keyPressMs(): number | null {
  return keyMs;
}
