/** What the engine reports while something is done, whoever asks for the reports. */
import type { MetricName } from '../../engine/contract/metrics.ts';
import type { Telemetry } from '../../engine/contract/telemetry.ts';
import type { TelemetryCollector } from '../../engine/telemetry/telemetry-collector.ts';

const US_PER_S = 1_000_000;

export interface Followed {
  /** The time that the report is of. */
  readonly seconds: number;
  readonly told: Telemetry;
}

/** Every report from now on until `stop`, which makes the last one. */
export function followReports(telemetry: TelemetryCollector): {
  /** All until now, as it grows. */
  readonly heard: readonly Followed[];
  readonly stop: () => readonly Followed[];
} {
  const heard: Followed[] = [];
  let fromUs = telemetry.report().atUs;
  let isOver = false;
  telemetry.onReport((told) => {
    if (isOver) return;
    heard.push({ seconds: (told.atUs - fromUs) / US_PER_S, told });
    fromUs = told.atUs;
  });
  return {
    heard,
    stop: () => {
      telemetry.report();
      isOver = true;
      return heard;
    },
  };
}

/** The largest value of a metric; 0 where it was never measured. */
export function largest(heard: readonly Followed[], metric: MetricName): number {
  return Math.max(0, ...heard.map(({ told }) => told.sample.values[metric] ?? 0));
}

/** The sum over time of a rate or a share. */
export function overTime(heard: readonly Followed[], metric: MetricName): number {
  return heard.reduce((sum, { seconds, told }) => {
    return sum + seconds * (told.sample.values[metric] ?? 0);
  }, 0);
}
