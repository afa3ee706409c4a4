/**
 * Each promise of the product that can be measured while it runs, with what is measured now. Source: the
 * product description, section 1.
 */
import type { EngineStage, MetricName, WindowStage } from '../../../engine/contract/metrics.ts';
import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { formatMetric, formatUnit } from './format-metric.ts';
import { courseOf } from './gauges.ts';
import type { Measurements } from './measurements.ts';
import { APP_BYTES_MAX, CPU_CORES_MAX, FRAME_P99_US_MAX, RSS_BYTES_MAX } from './targets.ts';
import type { Verdict } from './targets.ts';

type Stage = EngineStage | WindowStage;

/** One line of the overview. */
export interface PromiseLine {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly budget: string;
  /** Values of the last minutes, oldest first. */
  readonly course: readonly number[];
  readonly verdict: Verdict;
  /** What is drilled into. */
  readonly stage: Stage | null;
}

const text = performancePagesText.promises;

interface Bound {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  readonly figure: 'p50Us' | 'p99Us';
  readonly maxUs: number;
}

const STAGE_BOUNDS: readonly Bound[] = [
  { id: 'key50', name: text.key50, stage: 'key.paint', figure: 'p50Us', maxUs: 5_000 },
  { id: 'key99', name: text.key99, stage: 'key.paint', figure: 'p99Us', maxUs: 16_000 },
  { id: 'ack50', name: text.ack50, stage: 'order.total', figure: 'p50Us', maxUs: 1_000 },
  { id: 'ack99', name: text.ack99, stage: 'order.total', figure: 'p99Us', maxUs: 3_000 },
  { id: 'market99', name: text.market99, stage: 'market.publish', figure: 'p99Us', maxUs: 1_000 },
  { id: 'read99', name: text.read99, stage: 'store.read', figure: 'p99Us', maxUs: 2_000 },
];

const METRIC_BOUNDS: readonly {
  readonly id: string;
  readonly name: string;
  readonly metric: MetricName;
  readonly max: number;
}[] = [
  { id: 'cpu', name: text.cpu, metric: 'engine.cpu', max: CPU_CORES_MAX },
  { id: 'memory', name: text.memory, metric: 'engine.rss', max: RSS_BYTES_MAX },
  { id: 'app', name: text.app, metric: 'app.memory', max: APP_BYTES_MAX },
];
const START_US_MAX = 2_000_000;

/** All of them; `startMs`: how long the engine took to recover, null before it has told. */
export function promisesOf(
  measurements: Measurements,
  startMs: number | null,
): readonly PromiseLine[] {
  const { engine, window, history, frames } = measurements;
  const latency: Partial<Record<Stage, LatencySummary>> = { ...engine?.stages, ...window };
  const stages = STAGE_BOUNDS.map(({ id, name, stage, figure, maxUs }): PromiseLine => {
    const summary = latency[stage];
    const value = summary === undefined || summary.count === 0 ? undefined : summary[figure];
    const metric: MetricName = `${stage}.${figure === 'p50Us' ? 'p50' : 'p99'}`;
    return lineOf({
      id,
      name,
      metric,
      value,
      max: maxUs,
      stage,
      course: courseOf(history, metric),
    });
  });
  const gauges = METRIC_BOUNDS.map(({ id, name, metric, max }) => {
    const course = courseOf(history, metric);
    const values = engine?.sample.values ?? {};
    // Pages shared with other processes are counted in part where the system tells.
    const share = metric === 'engine.rss' ? values['engine.pss'] : undefined;
    const value = share ?? values[metric];
    return lineOf({ id, name, metric, value, max, stage: null, course });
  });
  const frame = lineOf({
    id: 'frame',
    name: text.frame,
    metric: 'frame.gap.p99',
    value: frames.frameP99Us === 0 ? undefined : frames.frameP99Us,
    max: FRAME_P99_US_MAX,
    stage: 'frame.gap',
    course: [],
  });
  return [...stages, frame, ...gauges, startLine(startMs)];
}

function startLine(startMs: number | null): PromiseLine {
  const us = startMs === null ? undefined : startMs * 1_000;
  return {
    id: 'start',
    name: text.start,
    value: us === undefined ? '–' : formatUnit('us', us),
    budget: budgetOf(formatUnit('us', START_US_MAX)),
    course: [],
    verdict: verdictOf(us, START_US_MAX),
    stage: null,
  };
}

function lineOf(line: {
  readonly id: string;
  readonly name: string;
  readonly metric: MetricName;
  readonly value: number | undefined;
  readonly max: number;
  readonly stage: Stage | null;
  readonly course: readonly number[];
}): PromiseLine {
  const { metric, value, max, ...rest } = line;
  return {
    ...rest,
    value: formatMetric(metric, value),
    budget: budgetOf(formatMetric(metric, max)),
    verdict: verdictOf(value, max),
  };
}

/** Bounds are round numbers: 5 ms, not 5.00 ms. */
function budgetOf(formatted: string): string {
  return formatted.replace(/\.0+(?= )/, '');
}

function verdictOf(value: number | undefined, max: number): Verdict {
  if (value === undefined) return 'none';
  return value < max ? 'pass' : 'fail';
}
