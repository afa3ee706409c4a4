import { EMPTY_LATENCY } from '../../../engine/contract/telemetry.ts';
import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { HdrHistogram } from '../../../engine/domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../../../engine/domain/hdr-histogram.ts';

/** The figures of a distribution. */
export function summaryOf(snapshot: HistogramSnapshot): LatencySummary {
  if (snapshot.count === 0) return EMPTY_LATENCY;
  const histogram = new HdrHistogram();
  histogram.add(snapshot);
  return {
    count: histogram.count,
    p50Us: histogram.percentile(0.5),
    p95Us: histogram.percentile(0.95),
    p99Us: histogram.percentile(0.99),
    p999Us: histogram.percentile(0.999),
    maxUs: histogram.maxUs,
  };
}
