import { useEffect, useRef } from 'react';
import type { MetricName, MetricSample } from '../../../engine/contract/metrics.ts';
import type { TelemetryNote } from '../../../engine/contract/telemetry.ts';
import { useExchangeZone } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { formatMetric } from './format-metric.ts';
import { whenIdle } from './measurements.ts';
import { TimeLine } from './time-line.ts';

const US_PER_S = 1_000_000;

/** Metrics of one unit over time; drawn when nothing else is to be done. */
export function TimeLineView(props: {
  readonly label: string;
  readonly metrics: readonly { readonly name: string; readonly metric: MetricName }[];
  readonly samples: readonly MetricSample[];
  readonly notes: readonly TelemetryNote[];
}) {
  const { label, metrics, samples, notes } = props;
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
          {
            times: samples.map(({ atUs }) => atUs / US_PER_S),
            lines: metrics.map(({ name, metric }) => ({
              name,
              values: samples.map(({ values }) => values[metric] ?? null),
            })),
          },
          notes.map(({ atUs, text }) => ({ atS: atUs / US_PER_S, text })),
        );
      }),
    [samples, notes, metrics, theme, zone],
  );
  return <div ref={host} className="perf-timeline" role="img" aria-label={label} />;
}
