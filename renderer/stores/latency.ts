import { WINDOW_STAGES } from '../../engine/contract/metrics.ts';
import type { WindowStage } from '../../engine/contract/metrics.ts';
import { EMPTY_LATENCY } from '../../engine/contract/telemetry.ts';
import type { LatencySummary } from '../../engine/contract/telemetry.ts';
import { HdrHistogram } from '../../engine/domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../../engine/domain/hdr-histogram.ts';

/** Since the page was loaded or the figures were reset, and since the last report to the engine. */
const whole = histograms();
const sinceReport = histograms();

/** Adds one duration in microseconds. */
export function recordLatency(stage: WindowStage, us: number): void {
  whole[stage].record(us);
  sinceReport[stage].record(us);
}

/** Distribution of each stage since the page was loaded or the last `resetLatency`. */
export function latencySummary(): Readonly<Record<WindowStage, LatencySummary>> {
  return byStage((stage) => summaryOf(whole[stage]));
}

/** All of it, for a drawing. */
export function latencySnapshot(stage: WindowStage): HistogramSnapshot {
  return whole[stage].snapshot();
}

/** What has come since the last call, which begins anew. */
export function takeReportedLatency(): Readonly<Record<WindowStage, LatencySummary>> {
  const summaries = byStage((stage) => summaryOf(sinceReport[stage]));
  for (const stage of WINDOW_STAGES) sinceReport[stage].reset();
  return summaries;
}

export function resetLatency(): void {
  for (const stage of WINDOW_STAGES) whole[stage].reset();
}

function histograms(): Readonly<Record<WindowStage, HdrHistogram>> {
  return byStage(() => new HdrHistogram());
}

function byStage<Value>(make: (stage: WindowStage) => Value): Readonly<Record<WindowStage, Value>> {
  const entries = WINDOW_STAGES.map((stage) => [stage, make(stage)]);
  // Built from WINDOW_STAGES, so that every stage is there.
  return Object.fromEntries(entries) as Record<WindowStage, Value>;
}

function summaryOf(histogram: HdrHistogram): LatencySummary {
  if (histogram.count === 0) return EMPTY_LATENCY;
  return {
    count: histogram.count,
    p50Us: Math.round(histogram.percentile(0.5)),
    p95Us: Math.round(histogram.percentile(0.95)),
    p99Us: Math.round(histogram.percentile(0.99)),
    p999Us: Math.round(histogram.percentile(0.999)),
    maxUs: Math.round(histogram.maxUs),
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
