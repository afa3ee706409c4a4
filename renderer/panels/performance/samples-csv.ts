import type { MetricSample } from '../../../engine/contract/metrics.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';

/** Samples as RFC 4180 rows: time and every metric that any of them has, by name. */
export function samplesCsv(samples: readonly MetricSample[]): string {
  const names = [...new Set(samples.flatMap(({ values }) => Object.keys(values)))].sort();
  const rows = samples.map(({ atUs, values }) => {
    const byName: Readonly<Record<string, number | undefined>> = values;
    return [isoTimeUtc(atUs), ...names.map((name) => String(byName[name] ?? ''))].join(',');
  });
  return [['time_utc', ...names].join(','), ...rows, ''].join('\r\n');
}
