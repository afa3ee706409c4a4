import { useEffect, useRef } from 'react';
import type { MetricName, MetricSample } from '../../../engine/contract/metrics.ts';
import type { TelemetryNote } from '../../../engine/contract/telemetry.ts';
import { useExchangeZone } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { formatMetric } from './format-metric.ts';
import { whenIdle } from './measurements.ts';
import { timeLineData } from './time-line-data.ts';
import { TimeLine } from './time-line.ts';

const US_PER_S = 1_000_000;

/** Metrics of one unit over time; drawn when nothing else is to be done. */
export function TimeLineView(props: {
  readonly label: string;
  readonly metrics: readonly { readonly name: string; readonly metric: MetricName }[];
  readonly samples: readonly MetricSample[];
  readonly notes: readonly TelemetryNote[];
  /** What the axis spans, in microseconds since 1970; by itself what was measured. */
  readonly period?: { readonly fromUs: number; readonly toUs: number };
}) {
  const { label, metrics, samples, notes, period } = props;
  const { fromUs = null, toUs = null } = period ?? {};
  const host = useRef<HTMLDivElement>(null);
  const line = useRef<TimeLine>(null);
  const theme = useTerminal((terminal) => terminal.theme);
  const zone = useExchangeZone('');
  const key = JSON.stringify(metrics.map(({ name, metric }) => [name, metric]));
  useEffect(() => {
    if (host.current === null) return undefined;
    // Written a few lines above.
    const pairs = JSON.parse(key) as readonly (readonly [name: string, metric: MetricName])[];
    const unitOf = pairs[0]?.[1] ?? '';
    const made = new TimeLine(
      host.current,
      pairs.map(([name]) => name),
      (value) => formatMetric(unitOf, value),
      zone,
    );
    line.current = made;
    return () => {
      line.current = null;
      made.dispose();
    };
  }, [key, theme, zone]);
  useEffect(
    () =>
      whenIdle(() => {
        line.current?.show(
          timeLineData(samples, metrics),
          notes.map(({ atUs, text }) => ({ atS: atUs / US_PER_S, text })),
          fromUs === null || toUs === null
            ? null
            : { fromS: fromUs / US_PER_S, toS: toUs / US_PER_S },
        );
      }),
    [samples, notes, metrics, fromUs, toUs, theme, zone],
  );
  return <div ref={host} className="perf-timeline" role="img" aria-label={label} />;
}
