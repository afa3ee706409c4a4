/** Figures of distributions, the same for what the engine measures and what a window does. */
import { HdrHistogram } from '../domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../domain/hdr-histogram.ts';
import type { RollingHistogram } from '../domain/rolling-histogram.ts';
import { WINDOWS_S } from './metrics.ts';
import type { WindowName } from './metrics.ts';
import { EMPTY_LATENCY, TAIL_SAMPLES_MIN } from './telemetry.ts';
import type { LatencySummary, WindowedLatency } from './telemetry.ts';

/** Shortest first; the shortest of all would judge by a moment. */
const JUDGED_WINDOWS = ['1min', '15min'] as const satisfies readonly WindowName[];

/** Takes a snapshot to pieces; what it holds is read before anything else is put in. */
const scratch = new HdrHistogram();

/** The figures of a distribution; percentiles are at most `HDR_ERROR` too high. */
export function summaryOf(snapshot: HistogramSnapshot): LatencySummary {
  if (snapshot.count === 0) return EMPTY_LATENCY;
  scratch.reset();
  scratch.add(snapshot);
  return {
    count: scratch.count,
    p50Us: scratch.percentile(0.5),
    p95Us: scratch.percentile(0.95),
    p99Us: scratch.percentile(0.99),
    p999Us: scratch.percentile(0.999),
    maxUs: scratch.maxUs,
  };
}

/** The same of a rolling window. */
export function windowSummary(histogram: RollingHistogram, window: WindowName): LatencySummary {
  return summaryOf(histogram.window(WINDOWS_S[window]));
}

/** What a promise is judged by: few orders in a minute say nothing of the slowest of a hundred. */
export function judgedLatency(histogram: RollingHistogram): WindowedLatency {
  for (const window of JUDGED_WINDOWS) {
    const latency = windowSummary(histogram, window);
    if (latency.count >= TAIL_SAMPLES_MIN) return { window, latency };
  }
  return { window: 'run', latency: windowSummary(histogram, 'run') };
}
