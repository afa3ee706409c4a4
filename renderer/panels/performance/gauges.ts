import type { MetricName, MetricSample } from '../../../engine/contract/metrics.ts';
import type { CacheFigures } from '../../../engine/contract/store-figures.ts';
import type { Telemetry } from '../../../engine/contract/telemetry.ts';
import { formatCount } from '../../format/number.ts';
import { formatDurationUs } from '../../format/time.ts';
import { performanceText } from '../../text/performance.ts';
import { formatMetric } from './format-metric.ts';
import type { FrameFigures } from './frame-meter.ts';
import type { Measurements } from './measurements.ts';

/** One figure with its course; what has a target stands with the promises. */
export interface Gauge {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly value: string;
  /** Values of the last minutes, oldest first; empty where none are kept. */
  readonly history: readonly number[];
}

const names = performanceText.gauges;
const titles = performanceText.gaugeTitles;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Those that are a metric and nothing else, in the order of the screen. */
const METRIC_GAUGES: readonly {
  readonly id: keyof typeof names;
  readonly metric: MetricName;
}[] = [
  { id: 'marketEventsPerS', metric: 'market.events' },
  { id: 'ordersPerS', metric: 'orders.rate' },
  { id: 'requests', metric: 'requests.rate' },
  { id: 'loopBusy', metric: 'loop.busy' },
  { id: 'loopOwn', metric: 'loop.own' },
  { id: 'cpuWait', metric: 'engine.cpu_wait' },
  { id: 'writerBusy', metric: 'writer.busy' },
  { id: 'others', metric: 'machine.others' },
  { id: 'rss', metric: 'engine.rss' },
  { id: 'heap', metric: 'engine.heap' },
  { id: 'wal', metric: 'wal.bytes' },
  { id: 'disk', metric: 'disk.free' },
  { id: 'gate', metric: 'gate.waiting' },
  { id: 'connections', metric: 'connections' },
  { id: 'conflated', metric: 'frames.conflated' },
];

/** Shares of the time that each kind of garbage collection takes. */
const COLLECTIONS = ['gc.minor', 'gc.major', 'gc.incremental'] as const satisfies MetricName[];

/** The figures of engine and window; none of the engine's before its first telemetry. */
export function gaugesOf({ engine, history, frames }: Measurements): readonly Gauge[] {
  const own = windowGauges(frames, history);
  return engine === null ? own : [...engineGauges(engine, history), ...own];
}

/** What comes in and what goes out of it, and the requests beside it; those of a real market where there is one. */
const FEED_GAUGES: readonly MetricName[] = [
  'market.events',
  'frames.conflated',
  'connections',
  'subscriptions',
  'frames.ack_max',
  'feed.messages',
  'feed.queue',
  'feed.conflated',
  'api.requests',
  'api.throttled',
  'api.budget_used',
];

/** The figures of market data and of requests to a venue that are measured here. */
export function feedGaugesOf({
  engine,
  history,
}: Pick<Measurements, 'engine' | 'history'>): readonly Gauge[] {
  const values = engine?.sample.values ?? {};
  return FEED_GAUGES.filter((metric) => values[metric] !== undefined).map((metric) => ({
    id: metric,
    name: performanceText.feedGauges[metric] ?? metric,
    title: metric,
    value: formatMetric(metric, values[metric]),
    history: courseOf(history, metric),
  }));
}

/** Values of a metric over the samples, where it was measured. */
export function courseOf(history: readonly MetricSample[], metric: MetricName): readonly number[] {
  return history.flatMap(({ values }) => values[metric] ?? []);
}

function engineGauges(now: Telemetry, history: readonly MetricSample[]): readonly Gauge[] {
  const { values } = now.sample;
  const { length, bound } = now.writerQueue;
  const plain = METRIC_GAUGES.map(({ id, metric }): Gauge => ({
    id,
    name: names[id],
    title: titles[id] ?? metric,
    value: formatMetric(metric, values[metric]),
    history: courseOf(history, metric),
  }));
  return [
    ...plain,
    {
      id: 'gc',
      name: names.gc,
      title: titles['gc'] ?? '',
      value: collectionsText(values),
      history: history.map(({ values: then }) => sumOf(COLLECTIONS.map((each) => then[each]))),
    },
    {
      id: 'loopDelay',
      name: names.loopDelay,
      value: formatDurationUs(now.eventLoopDelay.p99Us),
      history: courseOf(history, 'loop.delay.p99'),
    },
    {
      id: 'writerQueue',
      name: names.writerQueue,
      value: performanceText.of(formatCount(length), formatCount(bound)),
      history: courseOf(history, 'writer.queue'),
    },
    ...storeGauges(now, history),
  ];
}

/** 0.1 / 0.0 / 0.3 %, in the order of `COLLECTIONS`. */
function collectionsText(values: MetricSample['values']): string {
  const shares = COLLECTIONS.map((metric) => formatMetric(metric, values[metric]));
  return shares.join(' / ').replaceAll(' % /', ' /');
}

function sumOf(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function storeGauges(
  { readers, caches, history: { behind } }: Telemetry,
  history: readonly MetricSample[],
): readonly Gauge[] {
  return [
    {
      id: 'readers',
      name: names.readers,
      title: performanceText.readersTitle(readers.threads),
      value: performanceText.of(formatCount(readers.waiting), formatCount(readers.bound)),
      history: courseOf(history, 'reader.waiting'),
    },
    ...caches.map((cache) => ({
      id: `cache.${cache.name}`,
      name: names[cache.name],
      title: performanceText.cacheTitle(formatCount(cache.entries), formatCount(cache.bound)),
      value: hitText(cache),
      history: courseOf(history, `cache.${cache.name}.hits`),
    })),
    {
      id: 'historyBehind',
      name: names.behind,
      title: performanceText.behindTitle,
      value: formatCount(behind),
      history: courseOf(history, 'history.behind'),
    },
  ];
}

function hitText({ hits, misses }: CacheFigures): string {
  const asked = hits + misses;
  if (asked === 0) return performanceText.never;
  return performanceText.of(percent(hits / asked), formatCount(asked));
}

function windowGauges(frames: FrameFigures, history: readonly MetricSample[]): readonly Gauge[] {
  const measured = frames.frameP99Us > 0;
  return [
    {
      id: 'fps',
      name: names.fps,
      value: measured ? formatCount(frames.framesPerS) : '–',
      history: courseOf(history, 'window.fps'),
    },
    {
      id: 'longTasks',
      name: names.longTasks,
      title: performanceText.longTasksTitle,
      value: longTasksText(frames),
      history: courseOf(history, 'window.long_tasks'),
    },
  ];
}

function longTasksText({ longTasks, longTaskMsMax }: FrameFigures): string {
  if (longTasks === null) return performanceText.notMeasured;
  return longTasks === 0 ? '0' : `${formatCount(longTasks)}, max ${longTaskMsMax.toFixed(0)} ms`;
}
