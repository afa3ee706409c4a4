import type { AdvisorMetric, Cause, Cure } from '../contract/advisor-words.ts';

/** What helps against each cause, the likeliest first; none: a person has to act. */
export const CURES_OF: Readonly<Record<Cause, readonly Cure[]>> = {
  missing_index: ['restore_indexes', 'analyze', 'reindex'],
  stale_statistics: ['analyze', 'reindex'],
  wal_not_checkpointed: ['checkpoint'],
  leaking_subscription: ['shed_subscriptions', 'conflate'],
  growing_buffer: ['trim', 'conflate'],
  slow_reader: ['restart_reader', 'analyze'],
  slow_renderer: ['conflate', 'shed_subscriptions'],
  event_loop_blocker: [],
  // What is held in memory is not what makes garbage, nor what keeps a feed waiting.
  gc_pressure: ['conflate'],
  cpu_contention: ['conflate'],
  slow_disk: ['checkpoint'],
  feed_burst: ['conflate'],
  chatty_client: ['slow_client', 'conflate'],
  rate_limit_storm: [],
  clock_step: [],
  large_heap: ['trim'],
};

/**
 * Metrics by which a cure of the cause is judged: what should come down. The first one that was measured
 * before and after decides.
 */
export const JUDGED_BY: Readonly<Record<Cause, readonly AdvisorMetric[]>> = {
  missing_index: ['store.indexes_missing', 'store.read'],
  stale_statistics: ['store.statistics_drift', 'store.read'],
  wal_not_checkpointed: ['wal.age', 'wal.bytes'],
  leaking_subscription: ['clients.subscriptions', 'market.publish'],
  growing_buffer: ['buffer.fill', 'memory.heap'],
  slow_reader: ['store.wait', 'queue.readers'],
  slow_renderer: ['clients.ack', 'clients.conflated'],
  event_loop_blocker: ['loop.delay'],
  gc_pressure: ['gc.time'],
  cpu_contention: ['cpu.wait', 'loop.delay'],
  slow_disk: ['store.commit'],
  feed_burst: ['queue.feed', 'loop.busy'],
  chatty_client: ['clients.requests', 'loop.busy'],
  rate_limit_storm: ['api.refused'],
  clock_step: ['clock.step'],
  large_heap: ['memory.heap', 'memory.resident'],
};

/**
 * Cures that change what the user gets until they are taken back (fewer frames, fewer requests); the
 * others are done once and leave nothing to undo.
 */
export const LASTING_CURES: ReadonlySet<Cure> = new Set<Cure>(['conflate', 'slow_client']);
