import type { MetricName } from '../../engine/contract/metrics.ts';

/** Words of the page that compares two periods. */
export const comparisonText = {
  lengths: 'The last stretch against the one before',
  lengthNames: { '300': '5 min', '3600': '1 h', '86400': '1 day', own: 'Chosen' } as Readonly<
    Record<string, string | undefined>
  >,
  period: (name: string): string => name,
  from: (name: string): string => `${name} from`,
  to: (name: string): string => `${name} to`,
  fieldTitle: (label: string, zone: string): string =>
    `${label}: 2026-03-04 15:02:11, time in ${zone}`,
  faults: {
    unknown: 'Needs dates and times: 2026-03-04 15:02',
    backwards: 'Ends before it begins',
  },
  againTitle: 'Reads both periods again',
  metric: 'Measured',
  middle: (name: string): string => name,
  highest: (name: string): string => `${name} highest`,
  samples: (count: string): string => `Middle and highest of ${count} samples`,
  samplesOf: (seconds: number): string =>
    `A and B are the middle of samples of ${seconds < 60 ? `${seconds} s` : `${seconds / 60} min`} each`,
  course: (metric: string, name: string): string => `${name}: ${metric}`,
  nothing: (name: string): string => `Nothing of this was stored in ${name}`,
  metrics: {
    'key.paint.p50': 'Key → on screen, p50',
    'key.paint.p99': 'Key → on screen, p99',
    'order.total.p50': 'Order in the engine, p50',
    'order.total.p99': 'Order in the engine, p99',
    'order.match.p99': 'Matching, p99',
    'store.sync.p50': 'Sync to disk, p50',
    'store.sync.p99': 'Sync to disk, p99',
    'store.read.p99': 'Query, p99',
    'market.process.p99': 'Market turn, p99',
    'market.publish.p99': 'Price published, p99',
    'loop.delay.p99': 'Event loop late, p99',
    'loop.own': 'Loop held by own work',
    'gc.pause.max': 'Longest collection',
    'window.fps': 'Frames a second',
    'engine.cpu': 'Engine CPU',
    'engine.cpu_wait': 'Waiting for a core',
    'machine.others': 'CPU of others',
    'engine.rss': 'Engine memory',
    'engine.heap': 'Engine heap',
    'app.memory': 'Memory of all',
    'wal.bytes': 'Log on disk',
    'store.statistics_drift': 'Rows against statistics',
    'market.events': 'Market events',
    'orders.rate': 'Orders',
    subscriptions: 'Subscriptions',
    'frames.ack_max': 'Frame taken, slowest',
    'frames.conflated': 'Frames merged',
  } as Readonly<Partial<Record<MetricName, string>>>,
} as const;
