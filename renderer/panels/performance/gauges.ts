import type { Telemetry } from '../../../engine/contract/messages.ts';
import type { CacheFigures } from '../../../engine/contract/store-figures.ts';
import { formatBytes, formatCount } from '../../format/number.ts';
import { formatDurationUs } from '../../format/time.ts';
import { performanceText } from '../../text/performance.ts';
import type { FrameFigures } from './frame-meter.ts';
import type { Measurements } from './measurements.ts';
import { CPU_CORES_MAX, FRAME_P99_US_MAX, RSS_BYTES_MAX, below } from './targets.ts';
import type { Verdict } from './targets.ts';

/** One figure with its course and its target. */
export interface Gauge {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly value: string;
  /** Values of the last minutes, oldest first; empty where none are kept. */
  readonly history: readonly number[];
  readonly target: string;
  readonly verdict: Verdict;
}

const names = performanceText.gauges;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The figures of engine and window; none of the engine's before its first telemetry. */
export function gaugesOf({ engine, history, frames }: Measurements): readonly Gauge[] {
  const own = windowGauges(frames);
  return engine === null ? own : [...engineGauges(engine, history), ...own];
}

function engineGauges(now: Telemetry, history: readonly Telemetry[]): readonly Gauge[] {
  const course = (select: (sample: Telemetry) => number): readonly number[] => history.map(select);
  const plain = { target: '', verdict: 'none' } as const;
  const { length, bound } = now.writerQueue;
  return [
    {
      ...plain,
      id: 'marketEventsPerS',
      name: names.marketEventsPerS,
      value: formatCount(now.marketEventsPerS),
      history: course((s) => s.marketEventsPerS),
    },
    {
      ...plain,
      id: 'ordersPerS',
      name: names.ordersPerS,
      value: formatCount(now.ordersPerS),
      history: course((s) => s.ordersPerS),
    },
    {
      id: 'cpu',
      name: names.cpu,
      value: percent(now.cpuCores),
      history: course((s) => s.cpuCores),
      target: percent(CPU_CORES_MAX).replace('.0', ''),
      verdict: below(now.cpuCores, CPU_CORES_MAX),
    },
    {
      id: 'rss',
      name: names.rss,
      value: formatBytes(now.rssBytes),
      history: course((s) => s.rssBytes),
      target: formatBytes(RSS_BYTES_MAX).replace('.0', ''),
      verdict: below(now.rssBytes, RSS_BYTES_MAX),
    },
    {
      ...plain,
      id: 'heap',
      name: names.heap,
      value: formatBytes(now.heapUsedBytes),
      history: course((s) => s.heapUsedBytes),
    },
    {
      ...plain,
      id: 'loopDelay',
      name: names.loopDelay,
      value: formatDurationUs(now.eventLoopDelay.p99Us),
      history: course((s) => s.eventLoopDelay.p99Us),
    },
    {
      ...plain,
      id: 'writerQueue',
      name: names.writerQueue,
      value: performanceText.of(formatCount(length), formatCount(bound)),
      history: course((s) => s.writerQueue.length),
    },
    {
      ...plain,
      id: 'wal',
      name: names.wal,
      value: formatBytes(now.walBytes),
      history: course((s) => s.walBytes),
    },
    {
      ...plain,
      id: 'connections',
      name: names.connections,
      value: formatCount(now.connections),
      history: course((s) => s.connections),
    },
    {
      ...plain,
      id: 'conflated',
      name: names.conflated,
      title: performanceText.conflatedTitle,
      value: formatCount(now.framesConflated),
      history: course((s) => s.framesConflated),
    },
    ...storeGauges(now, course),
  ];
}

function storeGauges(
  { readers, caches, history: { behind } }: Telemetry,
  course: (select: (sample: Telemetry) => number) => readonly number[],
): readonly Gauge[] {
  const plain = { target: '', verdict: 'none' } as const;
  return [
    {
      ...plain,
      id: 'readers',
      name: names.readers,
      title: performanceText.readersTitle(readers.threads),
      value: performanceText.of(formatCount(readers.waiting), formatCount(readers.bound)),
      history: course((s) => s.readers.waiting),
    },
    ...caches.map((cache) => ({
      ...plain,
      id: `cache.${cache.name}`,
      name: names[cache.name],
      title: performanceText.cacheTitle(formatCount(cache.entries), formatCount(cache.bound)),
      value: hitText(cache),
      history: course((s) => hitShare(s.caches.find(({ name }) => name === cache.name))),
    })),
    {
      ...plain,
      id: 'historyBehind',
      name: names.behind,
      title: performanceText.behindTitle,
      value: formatCount(behind),
      history: course((s) => s.history.behind),
    },
  ];
}

function hitText(cache: CacheFigures): string {
  const asked = cache.hits + cache.misses;
  if (asked === 0) return performanceText.never;
  return performanceText.of(percent(hitShare(cache)), formatCount(asked));
}

/** Share of the questions that the cache has answered, 0 to 1. */
function hitShare(cache: CacheFigures | undefined): number {
  if (cache === undefined || cache.hits === 0) return 0;
  return cache.hits / (cache.hits + cache.misses);
}

function windowGauges(frames: FrameFigures): readonly Gauge[] {
  const measured = frames.frameP99Us > 0;
  return [
    {
      id: 'fps',
      name: names.fps,
      value: measured ? formatCount(frames.framesPerS) : '–',
      history: [],
      target: '',
      verdict: 'none',
    },
    {
      id: 'frameP99',
      name: names.frameP99,
      value: measured ? formatDurationUs(frames.frameP99Us) : '–',
      history: [],
      target: `${FRAME_P99_US_MAX / 1_000} ms`,
      verdict: measured ? below(frames.frameP99Us, FRAME_P99_US_MAX) : 'none',
    },
    {
      id: 'longTasks',
      name: names.longTasks,
      title: performanceText.longTasksTitle,
      value: longTasksText(frames),
      history: [],
      target: '',
      verdict: 'none',
    },
  ];
}

function longTasksText({ longTasks, longTaskMsMax }: FrameFigures): string {
  if (longTasks === null) return performanceText.notMeasured;
  return longTasks === 0 ? '0' : `${formatCount(longTasks)}, max ${longTaskMsMax.toFixed(0)} ms`;
}
