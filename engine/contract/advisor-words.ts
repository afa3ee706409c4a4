/**
 * The advisor's words: what it reads, what it can find, what it can do about it. Apart from the
 * messages, because the page needs them and not the schemas. Names are stable: incidents and exported
 * knowledge of earlier versions use them.
 */

/**
 * Incidents kept in the store, and in a file of exported knowledge; one a day for years. Beyond them those of
 * other machines are forgotten first, the oldest of them before all.
 */
export const INCIDENTS_MAX = 2_000;

/** Incidents of a page of them. */
export const INCIDENTS_PAGE_MAX = 200;

/** Longest text of a request to import; a longer file goes in parts. Three bytes a character fit into a message. */
export const KNOWLEDGE_CHARS_MAX = 300_000;

/** What the advisor reads, once a second; units and meaning: engine/advisor/metrics.ts. */
export const ADVISOR_METRICS = [
  'market.events',
  'orders.rate',
  'order.total',
  'order.match',
  'market.process',
  'market.publish',
  'store.commit',
  'store.chore',
  'store.read',
  'store.wait',
  'store.checkpoint',
  'store.indexes_missing',
  'store.statistics_drift',
  'loop.delay',
  'loop.own',
  'loop.busy',
  'gc.time',
  'gc.longest',
  'cpu.engine',
  'cpu.other',
  'cpu.wait',
  'memory.heap',
  'memory.resident',
  'memory.app',
  'wal.bytes',
  'wal.age',
  'disk.used',
  'queue.writer',
  'queue.feed',
  'queue.readers',
  'buffer.fill',
  'clients.subscriptions',
  'clients.ack',
  'clients.conflated',
  'clients.requests',
  'feed.conflated',
  'api.used',
  'api.refused',
  'clock.step',
] as const;
export type AdvisorMetric = (typeof ADVISOR_METRICS)[number];

/** What can be wrong. */
export const CAUSES = [
  'missing_index',
  'stale_statistics',
  'wal_not_checkpointed',
  'leaking_subscription',
  'growing_buffer',
  'slow_reader',
  'slow_renderer',
  'event_loop_blocker',
  'gc_pressure',
  'cpu_contention',
  'slow_disk',
  'feed_burst',
  'chatty_client',
  'rate_limit_storm',
  'clock_step',
  'large_heap',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What the engine can do about it by itself, on a word of the user. */
export const CURES = [
  /** New statistics for the query planner: ANALYZE. */
  'analyze',
  /** Makes the indexes again that the schema has and the file does not. */
  'restore_indexes',
  /** Builds all indexes of the file again: REINDEX. */
  'reindex',
  /** Moves the write-ahead log into the file. */
  'checkpoint',
  /** Empties caches that can be filled again. */
  'trim',
  /** Fewer frames a second to every client, latest values in each. */
  'conflate',
  /** Ends the oldest subscriptions of the client that has most of them. */
  'shed_subscriptions',
  /** Ends the store's reader thread and starts a new one. */
  'restart_reader',
  /** Bounds the requests a second of the client that sends most of them. */
  'slow_client',
] as const;
export type Cure = (typeof CURES)[number];

/** How a cure went: judged by the metrics of its finding, before and after. */
export const CURE_OUTCOMES = ['helped', 'no_change', 'worse', 'failed'] as const;
export type CureOutcome = (typeof CURE_OUTCOMES)[number];
