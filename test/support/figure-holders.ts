/**
 * The test of every figure of the panel that compares it with an independent measurement: with what somebody
 * else has counted, timed or read of the same thing. That a figure is there, or comes out as it was put in, is
 * no such comparison.
 */
import type { EngineStage, GaugeName, WindowStage } from '../../engine/contract/metrics.ts';

/** Orders and pauses, by stamps around what is held up on purpose. */
const ENGINE = 'test/integration/host/engine-figures.test.ts';
/** Process, machine and threads, by what the platform tells another. */
const PROCESS = 'test/integration/host/process-figures.test.ts';
/** Turns, queues, clients and caches, by what a client has sent and heard. */
const QUEUES = 'test/integration/host/queue-figures.test.ts';
/** What is in the store, by another connection. */
const SHAPE = 'test/integration/host/shape-figures.test.ts';
/** What a client counts and times, what the file system tells, and the main thread by what another clock counts. */
const MEASURES = 'test/integration/host/measures.test.ts';
/** The store, by its files, a second connection and the kernel. */
const STORE = 'test/integration/host/store-figures.test.ts';
/** Feed and requests, by what the venue has sent and when. */
const VENUE = 'test/integration/host/venue-figures.test.ts';
/** A window's own stages, by stamps of its page. */
const PAGE = 'test/e2e/scenarios/window-stages.ts';
/** What a window reports of itself, by another observer of its page; and all processes, by the kernel. */
const REPORTS = 'test/e2e/scenarios/measuring.ts';

/** By metric: a file, relative to the project, that has the metric's name where the comparison is. */
export const FIGURE_HOLDERS: Readonly<Record<EngineStage | WindowStage | GaugeName, string>> = {
  'order.match': ENGINE,
  'order.queue': ENGINE,
  'order.commit': ENGINE,
  'order.ack': ENGINE,
  'order.total': ENGINE,
  'market.process': PROCESS,
  'market.publish': QUEUES,
  'store.commit': STORE,
  'store.sync': STORE,
  'store.read': STORE,
  'store.wait': STORE,
  'store.checkpoint': STORE,
  'store.projection': STORE,
  'loop.delay': PROCESS,
  'gc.pause': ENGINE,
  'feed.wait': VENUE,
  'feed.lag': VENUE,
  'api.round_trip': VENUE,
  'api.overhead': VENUE,

  'key.send': PAGE,
  'order.round_trip': PAGE,
  'ack.paint': PAGE,
  'key.paint': PAGE,
  'input.paint': PAGE,
  'market.paint': PAGE,
  'market.transit': PAGE,
  'frame.gap': PAGE,

  'market.events': MEASURES,
  'orders.rate': MEASURES,
  'requests.rate': PROCESS,
  'requests.rate_max': PROCESS,
  connections: MEASURES,
  subscriptions: QUEUES,
  'frames.ack_max': QUEUES,
  'frames.conflated': QUEUES,
  'gate.waiting': QUEUES,

  'engine.cpu': PROCESS,
  'engine.cpu_wait': MEASURES,
  'engine.rss': PROCESS,
  'engine.heap': PROCESS,
  'engine.heap_limit': PROCESS,
  'engine.external': PROCESS,
  'engine.pss': PROCESS,
  'app.cpu': REPORTS,
  'app.memory': REPORTS,
  'loop.busy': PROCESS,
  'loop.own': MEASURES,
  'writer.busy': PROCESS,
  'reader.busy': PROCESS,
  'background.busy': PROCESS,
  'gc.minor': ENGINE,
  'gc.major': ENGINE,
  'gc.incremental': ENGINE,

  'writer.queue': QUEUES,
  'reader.waiting': PROCESS,
  'wal.bytes': MEASURES,
  'wal.waiting': STORE,
  'wal.checkpoint_age': STORE,
  'store.bytes': SHAPE,
  'disk.free': MEASURES,
  'cache.orders.hits': QUEUES,
  'cache.fills.hits': MEASURES,
  'cache.prices.hits': STORE,
  'history.behind': STORE,
  'store.indexes': SHAPE,
  'store.indexes_wanted': SHAPE,
  'store.statistics': SHAPE,
  'store.statistics_drift': SHAPE,

  'feed.queue': VENUE,
  'feed.messages': VENUE,
  'feed.conflated': VENUE,
  'feed.losses': VENUE,
  'feed.queue_deepest': VENUE,
  'api.budget_used': VENUE,
  'api.requests': VENUE,
  'api.throttled': VENUE,

  'machine.busy': PROCESS,
  'machine.others': PROCESS,
  'clock.step': ENGINE,

  'window.fps': REPORTS,
  'window.long_tasks': REPORTS,
  'window.heap': REPORTS,
};
