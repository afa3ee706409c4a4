import type { LatencySummary } from '../../engine/contract/messages.ts';
import { DurationHistogram } from './histogram.ts';

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

const histograms = Object.fromEntries(
  RENDERER_STAGES.map((stage) => [stage, new DurationHistogram()]),
  // Built from RENDERER_STAGES, so that every stage is there.
) as Record<RendererStage, DurationHistogram>;

/** Adds one duration in microseconds. */
export function recordLatency(stage: RendererStage, us: number): void {
  histograms[stage].record(us);
}

/** Distribution of each stage since the page was loaded or the last `resetLatency`. */
export function latencySummary(): Readonly<Record<RendererStage, LatencySummary>> {
  const entries = RENDERER_STAGES.map((stage) => [stage, histograms[stage].summary()]);
  // Built from RENDERER_STAGES, so that every stage is there.
  return Object.fromEntries(entries) as Record<RendererStage, LatencySummary>;
}

export function resetLatency(): void {
  for (const stage of RENDERER_STAGES) histograms[stage].reset();
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
