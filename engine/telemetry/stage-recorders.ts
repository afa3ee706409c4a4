import { judgedLatency, summaryOf, windowSummary } from '../contract/latency-summary.ts';
import { ENGINE_STAGES } from '../contract/metrics.ts';
import type { EngineStage, MetricName, WindowName } from '../contract/metrics.ts';
import { PROMISED_STAGES } from '../contract/telemetry.ts';
import type { LatencySummary, PromisedStage, WindowedLatency } from '../contract/telemetry.ts';
import type { HistogramSnapshot } from '../domain/hdr-histogram.ts';
import { RollingHistogram } from '../domain/rolling-histogram.ts';

/** The durations of every stage of the engine. Made first, because what is measured starts before the rest. */
export class StageRecorders {
  /** False: nothing is recorded, to measure what recording costs. */
  readonly isOn: boolean;
  readonly #byStage = new Map<EngineStage, RollingHistogram>(
    ENGINE_STAGES.map((stage) => [stage, new RollingHistogram()]),
  );

  constructor(isOn = true) {
    this.isOn = isOn;
  }

  /** Adds one duration in microseconds; allocates nothing. */
  record(stage: EngineStage, us: number): void {
    if (this.isOn) this.#byStage.get(stage)?.record(us);
  }

  /** What adds durations of one stage. */
  recorder(stage: EngineStage): (us: number) => void {
    return (us) => {
      this.record(stage, us);
    };
  }

  /** Adds durations that were counted elsewhere. */
  recordMany(stage: EngineStage, us: number, times: number): void {
    this.#byStage.get(stage)?.recordMany(us, times);
  }

  /** Ends the running second of all stages. */
  tick(): void {
    for (const histogram of this.#byStage.values()) histogram.tick();
  }

  summaries(window: WindowName): Readonly<Record<EngineStage, LatencySummary>> {
    const entries = ENGINE_STAGES.map((stage) => [stage, windowSummary(this.of(stage), window)]);
    // Every stage is in the list, so the object has them all.
    return Object.fromEntries(entries) as Record<EngineStage, LatencySummary>;
  }

  /** What promises are judged by. */
  promised(): Readonly<Record<PromisedStage, WindowedLatency>> {
    const entries = PROMISED_STAGES.map((stage) => [stage, judgedLatency(this.of(stage))]);
    // Every stage is in the list, so the object has them all.
    return Object.fromEntries(entries) as Record<PromisedStage, WindowedLatency>;
  }

  of(stage: EngineStage): RollingHistogram {
    const histogram = this.#byStage.get(stage);
    if (histogram === undefined) throw new RangeError(`no stage ${stage}`);
    return histogram;
  }

  /** Figures of each stage that had something in the second that has ended last, which took `seconds`. */
  lastSecond(seconds: number): Partial<Record<MetricName, number>> {
    const values: Partial<Record<MetricName, number>> = {};
    for (const [stage, histogram] of this.#byStage) {
      putStage(values, stage, histogram.lastSecond(), seconds);
    }
    return values;
  }

  /** The same of the last seconds, at most a quarter of an hour. */
  ofLast(seconds: number): Partial<Record<MetricName, number>> {
    const values: Partial<Record<MetricName, number>> = {};
    for (const [stage, histogram] of this.#byStage) {
      putStage(values, stage, histogram.window(seconds), seconds);
    }
    return values;
  }
}

function putStage(
  values: Partial<Record<MetricName, number>>,
  stage: EngineStage,
  snapshot: HistogramSnapshot,
  seconds: number,
): void {
  if (snapshot.count === 0) return;
  const { p50Us, p99Us, maxUs, count } = summaryOf(snapshot);
  values[`${stage}.p50`] = p50Us;
  values[`${stage}.p99`] = p99Us;
  values[`${stage}.max`] = maxUs;
  values[`${stage}.rate`] = count / seconds;
}
