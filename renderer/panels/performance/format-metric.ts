import { metricUnit } from '../../../engine/contract/metrics.ts';
import type { MetricUnit } from '../../../engine/contract/metrics.ts';
import { formatBytes, formatCompact, formatDurationUs } from '../../format/index.ts';
import { NO_VALUE } from '../../format/number.ts';

/** A value of a metric as text by its unit: 1.24 ms, 35.0 MB, 12.3 %, 950/s. */
export function formatMetric(name: string, value: number | undefined): string {
  if (value === undefined) return NO_VALUE;
  return formatUnit(metricUnit(name), value);
}

/** The same where the unit is known. */
export function formatUnit(unit: MetricUnit | null, value: number): string {
  switch (unit) {
    case 'us':
      return formatDurationUs(value);
    case 's':
      return formatDurationUs(value * 1_000_000);
    case 'bytes':
      return value >= 1e9 ? `${(value / 1e9).toFixed(1)} GB` : formatBytes(value);
    case 'share':
    case 'cores':
      return `${(value * 100).toFixed(1)} %`;
    case 'times':
      return `${value < 10 ? value.toFixed(1) : formatCompact(value)}×`;
    case 'per_s':
      return `${value < 10 && value > 0 ? value.toFixed(1) : formatCompact(value)}/s`;
    default:
      return formatCompact(value);
  }
}
