import type { EngineStage } from '../../engine/contract/messages.ts';
import type { WindowStage } from '../../engine/contract/metrics.ts';

/** What each stage of an order or a price update is called, and what it spans. */
const STAGES: Readonly<Record<EngineStage | WindowStage, { name: string; title: string }>> = {
  'key.send': { name: 'Key → sent', title: 'Key press to the order handed to the transport' },
  'order.match': {
    name: 'Engine: match',
    title: 'Message received to matched: validation, risk and matching',
  },
  'order.queue': {
    name: 'Engine: queue',
    title: 'Matched to the transaction that holds it begun by the writer',
  },
  'order.ack': {
    name: 'Engine: ack',
    title: 'On disk to acknowledgement handed to the transport',
  },
  'order.commit': { name: 'Engine: commit', title: 'Matched to on disk' },
  'order.total': {
    name: 'Engine: total',
    title: 'Command received to acknowledgement committed and handed to the transport',
  },
  'order.round_trip': {
    name: 'Round trip',
    title: 'Order sent to answer received, by this window',
  },
  'ack.paint': { name: 'Answer → painted', title: 'Answer received to shown on screen' },
  'key.paint': {
    name: 'Key → painted',
    title: 'Key press to durable acknowledgement shown on screen',
  },
  'market.process': {
    name: 'Event processed',
    title: 'One market event: taken from the source to applied to book, tape, bars and quote',
  },
  'market.publish': {
    name: 'Event published',
    title: 'Market event applied to handed to the transport in a frame',
  },
  'market.paint': { name: 'Frame → painted', title: 'Market data received to painted' },
  'store.commit': { name: 'Transaction', title: 'One transaction of the writer, fsync included' },
  'store.sync': { name: 'Sync', title: 'COMMIT of a transaction: log written and synced' },
  'store.checkpoint': { name: 'Checkpoint', title: 'The log moved into the database file' },
  'store.projection': { name: 'Projection', title: 'One round of the history tables' },
  'store.read': { name: 'Read query', title: 'One query, from request to rows' },
  'loop.delay': {
    name: 'Event loop late',
    title: 'How late the engine’s event loop came to a timer, probed every 5 ms',
  },
  'gc.pause': { name: 'GC pause', title: 'Garbage collection that stopped the engine’s thread' },
  'feed.lag': { name: 'Feed lag', title: 'From the feed’s socket to applied' },
  'api.round_trip': { name: 'API round trip', title: 'A REST request, from sent to answered' },
  'input.paint': {
    name: 'Input → painted',
    title: 'Any key press or click to the next paint, as the browser times it (from 16 ms up)',
  },
  'market.transit': {
    name: 'Frame in transit',
    title: 'Market data handed over by the engine to received by this window, clocks aligned',
  },
  'frame.gap': { name: 'Frame', title: 'Time between two frames of the display' },
  'store.wait': { name: 'Read waited', title: 'Part of a query spent waiting for the reader' },
};

/** Words of the performance panel. */
export const performanceText = {
  label: 'Performance',
  waiting: 'No measurements yet',
  pause: 'Pause',
  resume: 'Resume',
  paused: 'Paused',
  exportJson: 'Export JSON',
  reset: 'Reset window figures',
  resetTitle:
    'Starts the figures measured by this window over; those of the engine roll by themselves',
  uptime: (text: string): string => `Engine up ${text}`,
  latency: 'Latency',
  order: 'Order',
  market: 'Market data',
  storage: 'Storage',
  stage: 'Stage',
  count: 'Count',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  max: 'Max',
  target: 'Target below',
  verdict: { pass: 'pass', fail: 'FAIL', none: '' },
  noData: 'no data',
  stages: STAGES,
  process: 'Engine and window',
  gauge: 'Figure',
  now: 'Now',
  history: 'Last 5 min',
  gauges: {
    marketEventsPerS: 'Market events/s',
    ordersPerS: 'Orders/s',
    rss: 'Engine memory',
    heap: 'Engine heap',
    cpu: 'Engine CPU, one core',
    loopDelay: 'Event-loop delay p99',
    wal: 'WAL size',
    writerQueue: 'Writer queue',
    connections: 'Connections',
    conflated: 'Frames conflated',
    readers: 'Reads waiting',
    orders: 'Order cache hits',
    fills: 'Fill ring hits',
    behind: 'History behind',
    fps: 'Window frames/s',
    frameP99: 'Window frame p99',
    longTasks: 'Window long tasks',
  },
  conflatedTitle: 'Frames merged into a later one because a window was slow, since start',
  longTasksTitle: 'Pieces of work of 50 ms and more in this window, since the panel was opened',
  readersTitle: (threads: number): string =>
    `Queries that wait for the ${threads === 1 ? 'reader thread' : `${threads} reader threads`} or are under way`,
  cacheTitle: (entries: string, bound: string): string =>
    `${entries} of ${bound} kept; questions answered without the disk since start`,
  behindTitle: 'Fills and events that the history screens do not show yet',
  never: 'not asked',
  of: (value: string, bound: string): string => `${value} of ${bound}`,
  notMeasured: 'not measured here',
  statements: 'Statements',
  statement: 'Statement',
  noStatements: 'No statements have run yet',
  fileName: (stamp: string): string => `performance-${stamp}.json`,
} as const;
