/**
 * Each promise of the product that can be measured while it runs, with what is measured now. Source: the
 * product description, section 1.
 */
import type { EngineStage, MetricName, WindowStage } from '../../../engine/contract/metrics.ts';
import type { PromisedStage, WindowedLatency } from '../../../engine/contract/telemetry.ts';
import { NO_VALUE, formatCount } from '../../format/number.ts';
import type { TimedOnce } from '../../stores/timed-once.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { formatMetric, formatUnit } from './format-metric.ts';
import { FRAMES_MAX } from './frame-meter.ts';
import { courseOf } from './gauges.ts';
import type { Measurements } from './measurements.ts';
import {
  APP_BYTES_MAX,
  CPU_CORES_MAX,
  FRAME_P99_US_MAX,
  RSS_BYTES_MAX,
  SAMPLES_NEEDED,
  judge,
} from './targets.ts';
import type { Verdict } from './targets.ts';
import { WARM_UP_S, progressOf, startingProgress } from './VerdictCell.tsx';
import type { Progress } from './VerdictCell.tsx';

type Stage = EngineStage | WindowStage;

/** One line of the overview. */
export interface PromiseLine {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** What stretch of time the value is of; '' where that is this moment. */
  readonly title: string;
  readonly budget: string;
  /** Values of the last minutes, oldest first. */
  readonly course: readonly number[];
  readonly verdict: Verdict;
  /** How far the measuring is, while it is too early to say. */
  readonly progress: Progress | null;
  /** What is drilled into. */
  readonly stage: Stage | null;
}

const text = performancePagesText.promises;

interface Bound {
  readonly id: string;
  readonly name: string;
  readonly stage: 'key.paint' | PromisedStage;
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
  { id: 'api99', name: text.api99, stage: 'api.overhead', figure: 'p99Us', maxUs: 5_000 },
];

const US_PER_MS = 1_000;
const START_US_MAX = 2_000_000;
/** For a million rows; fewer than so many say how long a file takes to be begun. */
const EXPORT_US_MAX = 10_000_000;
const EXPORT_ROWS = 1_000_000;
const EXPORT_ROWS_MIN = 10_000;

/** What is timed once; `startMs`: how long the engine took to recover, null before it has told. */
export interface Starts extends TimedOnce {
  readonly startMs: number | null;
}

/** All of them. */
export function promisesOf(
  measurements: Measurements,
  { startMs, usableMs, exported }: Starts,
): readonly PromiseLine[] {
  const stages = STAGE_BOUNDS.map((bound) => stageLine(bound, measurements));
  return [
    ...stages,
    frameLine(measurements),
    cpuLine(measurements),
    ...memoryLines(measurements),
    exportLine(exported),
    startLine('usable', text.usable, usableMs),
    startLine('start', text.start, startMs),
  ];
}

function stageLine(bound: Bound, { engine, judgedKey, history }: Measurements): PromiseLine {
  const { id, name, stage, figure, maxUs } = bound;
  const metric: MetricName = `${stage}.${figure === 'p50Us' ? 'p50' : 'p99'}`;
  const judged = stage === 'key.paint' ? judgedKey : engine?.promised[stage];
  const latency = judged?.latency;
  const isKnown = latency !== undefined && latency.count > 0;
  const line = lineOf({
    id,
    name,
    metric,
    value: isKnown ? latency[figure] : undefined,
    max: maxUs,
    verdict: isKnown ? judge(latency, figure, maxUs) : 'none',
    progress: progressOf(latency?.count ?? 0, SAMPLES_NEEDED[figure]),
    title: titleOf(stage, judged),
    stage,
    course: courseOf(history, metric),
  });
  // A window is opened at any time, and has no such minute.
  return stage === 'key.paint' ? line : warmingUp(line, engine?.uptimeS ?? 0);
}

function titleOf(stage: Bound['stage'], judged: WindowedLatency | undefined): string {
  if (judged === undefined) return '';
  const { judgedBy, sinceOpened } = performancePagesText;
  return stage === 'key.paint' && judged.window === 'run' ? sinceOpened : judgedBy[judged.window];
}

/** The same, told as being measured while what the engine does at its start is in it. */
function warmingUp(line: PromiseLine, uptimeS: number): PromiseLine {
  const progress = line.verdict === 'fail' ? startingProgress(uptimeS) : null;
  return progress === null ? line : { ...line, verdict: 'measuring', progress };
}

function frameLine({ frames, history }: Measurements): PromiseLine {
  const { frames: count, frameP99Us } = frames;
  const isKnown = count > 0 && frameP99Us > 0;
  const kept = verdictOf(isKnown ? frameP99Us : undefined, FRAME_P99_US_MAX);
  return lineOf({
    id: 'frame',
    name: text.frame,
    metric: 'frame.gap.p99',
    value: isKnown ? frameP99Us : undefined,
    max: FRAME_P99_US_MAX,
    // The first frames are those in which the panel itself is made.
    verdict: isKnown && count < FRAMES_MAX ? 'measuring' : kept,
    progress: progressOf(count, FRAMES_MAX),
    title: performancePagesText.judgedBy['10s'],
    stage: 'frame.gap',
    course: courseOf(history, 'frame.gap.p99'),
  });
}

/** What is promised is an average: one second says nothing. */
function cpuLine({ engine, history }: Measurements): PromiseLine {
  const course = courseOf(history, 'engine.cpu');
  const minute = course.slice(-WARM_UP_S);
  const mean =
    minute.length === 0 ? undefined : minute.reduce((sum, each) => sum + each, 0) / minute.length;
  const line = lineOf({
    id: 'cpu',
    name: text.cpu,
    metric: 'engine.cpu',
    value: mean,
    max: CPU_CORES_MAX,
    verdict: verdictOf(mean, CPU_CORES_MAX),
    progress: null,
    title: performancePagesText.judgedBy['1min'],
    stage: null,
    course,
  });
  return warmingUp(line, engine?.uptimeS ?? 0);
}

function memoryLines({ engine, history }: Measurements): readonly PromiseLine[] {
  const values = engine?.sample.values ?? {};
  // Pages shared with other processes are counted in part where the system tells.
  const metric = values['engine.pss'] === undefined ? 'engine.rss' : 'engine.pss';
  const own = values[metric];
  const all = values['app.memory'];
  return [
    momentLine('memory', text.memory, metric, own, RSS_BYTES_MAX, history),
    momentLine('app', text.app, 'app.memory', all, APP_BYTES_MAX, history),
  ];
}

function momentLine(
  id: string,
  name: string,
  metric: MetricName,
  value: number | undefined,
  max: number,
  history: Measurements['history'],
): PromiseLine {
  return lineOf({
    ...{ id, name, metric, value, max, progress: null, title: '', stage: null },
    verdict: verdictOf(value, max),
    course: courseOf(history, metric),
  });
}

function startLine(id: string, name: string, startMs: number | null): PromiseLine {
  const us = startMs === null ? undefined : startMs * US_PER_MS;
  return {
    ...onceLine(id, name, us, START_US_MAX),
    title: '',
    verdict: verdictOf(us, START_US_MAX),
    progress: null,
  };
}

/** By the pace of the last one. */
function exportLine(exported: TimedOnce['exported']): PromiseLine {
  const { rows, tookMs } = exported ?? { rows: 0, tookMs: 0 };
  const us = rows === 0 ? undefined : ((tookMs * US_PER_MS) / rows) * EXPORT_ROWS;
  const isEnough = rows === 0 || rows >= EXPORT_ROWS_MIN;
  return {
    ...onceLine('export', text.export, us, EXPORT_US_MAX),
    title:
      exported === null
        ? performancePagesText.exportNone
        : performancePagesText.exported(formatCount(rows), formatUnit('us', tookMs * US_PER_MS)),
    verdict: isEnough ? verdictOf(us, EXPORT_US_MAX) : 'measuring',
    progress: null,
  };
}

/** The parts that what is timed once has in common. */
function onceLine(id: string, name: string, us: number | undefined, maxUs: number) {
  const value = us === undefined ? NO_VALUE : formatUnit('us', us);
  return { id, name, value, budget: budgetOf(formatUnit('us', maxUs)), course: [], stage: null };
}

function lineOf(line: {
  readonly id: string;
  readonly name: string;
  readonly metric: MetricName;
  readonly value: number | undefined;
  readonly max: number;
  readonly verdict: Verdict;
  readonly progress: Progress | null;
  readonly title: string;
  readonly stage: Stage | null;
  readonly course: readonly number[];
}): PromiseLine {
  const { metric, value, max, ...rest } = line;
  return {
    ...rest,
    value: formatMetric(metric, value),
    budget: budgetOf(formatMetric(metric, max)),
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
