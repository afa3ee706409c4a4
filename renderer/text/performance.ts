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
  'order.commit': {
    name: 'Engine: commit',
    title: 'The transaction that holds it, begun to on disk',
  },
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
    name: 'Market turn',
    title:
      'All market events that were due: taken from the source to applied to book, tape, bars and quote',
  },
  'market.publish': {
    name: 'Price published',
    title:
      'Prices received (from the feed’s socket, or as the market’s turn began) to handed to the transport in a frame, without the wait for a window to take another one',
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
  'feed.wait': { name: 'Feed queue', title: 'From the feed’s socket to the first of it read' },
  'feed.lag': { name: 'Feed lag', title: 'From the feed’s socket to applied' },
  'api.round_trip': { name: 'API round trip', title: 'A REST request, from sent to answered' },
  'api.overhead': {
    name: 'API overhead',
    title: 'What this computer adds to a REST request: all but the time at the socket',
  },
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
  reset: 'Reset',
  resetTitle:
    'Starts the figures measured by this window over; those of the engine roll by themselves',
  uptime: (text: string): string => `Engine up ${text}`,
  latency: 'Latency',
  order: 'Order',
  market: 'Market data',
  storage: 'Storage',
  engineName: 'Engine thread',
  windowName: 'Window',
  stage: 'Stage',
  count: 'Count',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  p999: 'p99.9',
  max: 'Max',
  target: 'Target below',
  verdict: { pass: 'pass', fail: 'FAIL', measuring: '…', none: '' },
  measuring: (count: string, needed: string): string => `${count}/${needed}`,
  starting: (passed: string, all: string): string => `${passed}/${all} s`,
  measuringTitle: (count: string, needed: string): string =>
    `Measuring: ${count} of ${needed} that this figure needs; fewer say too little of the rest`,
  startingTitle: (passed: string, all: string): string =>
    `Measuring: ${passed} of the first ${all} s, in which the engine is still warming up`,
  stages: STAGES,
  process: 'Engine and window',
  flow: 'Market data and requests',
  now: 'Now',
  history: 'Last 5 min',
  gauges: {
    marketEventsPerS: 'Market events/s',
    ordersPerS: 'Orders/s',
    rss: 'Engine resident',
    heap: 'Engine heap',
    loopDelay: 'Event-loop delay p99',
    wal: 'WAL size',
    writerQueue: 'Writer queue',
    connections: 'Connections',
    requests: 'Client requests',
    loopBusy: 'Event loop busy',
    loopOwn: 'Loop held by own work',
    cpuWait: 'Waiting for a core',
    writerBusy: 'Writer thread busy',
    others: 'CPU of other programs',
    gc: 'GC young / full / steps',
    disk: 'Disk free',
    gate: 'Waiting for the disk',
    conflated: 'Frames conflated',
    readers: 'Reads waiting',
    orders: 'Order cache hits',
    fills: 'Fill ring hits',
    behind: 'History behind',
    fps: 'Window frames/s',
    longTasks: 'Window long tasks',
  },
  feedGauges: {
    'market.events': 'Market events',
    'frames.conflated': 'Frames conflated',
    connections: 'Connections',
    subscriptions: 'Subscriptions',
    'frames.ack_max': 'Frame taken, slowest',
    'feed.messages': 'Feed messages',
    'feed.queue': 'Feed queue',
    'feed.conflated': 'Quotes conflated',
    'api.requests': 'API requests',
    'api.throttled': 'API requests refused',
    'api.budget_used': 'Request budget used',
  } as Readonly<Record<string, string | undefined>>,
  gaugeTitles: {
    conflated: 'Frames merged into a later one because a window was slow',
    gate: 'Replies, events and frames that wait until what they tell of is on disk',
    gc: 'Share of the time in garbage collections of the engine’s thread, by kind; the course is of all',
    loopOwn:
      'Longest work of the engine’s thread at a stretch, in time on a core: waiting for one is left out',
    cpuWait: 'Share of the time that the engine’s thread was ready and had no core',
    others: 'Share of the whole machine that other programs use',
    rss: 'Pages of the engine’s process in memory; those shared with other processes count whole',
  } as Readonly<Record<string, string | undefined>>,
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
  fileName: (stamp: string): string => `performance-${stamp}.json`,
} as const;
