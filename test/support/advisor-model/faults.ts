/** What each fault does to the model's terminal, at strengths 1 (just noticeable), 2 and 3. */
import type { Cause } from '../../../engine/contract/advisor-words.ts';

/** What is wrong now; of a healthy terminal all are neutral. */
export interface Condition {
  /** Indexes that are missing, and how much longer queries take. */
  readonly indexesMissing: number;
  readonly statisticsDrift: number;
  readonly readFactor: number;
  /** Bytes that the log grows a second and that cannot be moved; 0: it is moved as it should be. */
  readonly walPerS: number;
  /** Subscriptions that are added a second. */
  readonly subscriptionsPerS: number;
  /** Percent of its bound that a buffer grows a second, and bytes with it. */
  readonly bufferPerS: number;
  readonly bufferBytesPerS: number;
  /** Queries wait this long, in microseconds. */
  readonly readerStallUs: number;
  /** A client takes this much longer to take a frame, in microseconds. */
  readonly rendererUs: number;
  /** The loop stands still so often a second, for so long in milliseconds. */
  readonly blocksPerS: number;
  readonly blockMs: number;
  /** Bytes of short-lived objects a second on top. */
  readonly garbagePerS: number;
  /** Percent of the machine that another program takes, and by how much it slows us. */
  readonly otherCpu: number;
  /** Milliseconds on top of each fsync. */
  readonly fsyncMs: number;
  /** Market events a second on top. */
  readonly eventsPerS: number;
  /** Requests a second of one client. */
  readonly requestsPerS: number;
  readonly refusedPerS: number;
  /** Requests to the venue a second on top. */
  readonly apiPerS: number;
  /** Seconds that the wall clock is set on, once. */
  readonly clockStepS: number;
  readonly heapBytes: number;
}

export const HEALTHY: Condition = {
  indexesMissing: 0,
  statisticsDrift: 0,
  readFactor: 1,
  walPerS: 0,
  subscriptionsPerS: 0,
  bufferPerS: 0,
  bufferBytesPerS: 0,
  readerStallUs: 0,
  rendererUs: 0,
  blocksPerS: 0,
  blockMs: 0,
  garbagePerS: 0,
  otherCpu: 0,
  fsyncMs: 0,
  eventsPerS: 0,
  requestsPerS: 0,
  refusedPerS: 0,
  apiPerS: 0,
  clockStepS: 0,
  heapBytes: 0,
};

export type Strength = 1 | 2 | 3;
export const STRENGTHS: readonly Strength[] = [1, 2, 3];

const MB = 1_000_000;
type Three = readonly [number, number, number];

/** What a fault of this strength makes different. */
export function conditionOf(fault: Cause, strength: Strength): Condition {
  const of = (three: Three): number => three[strength - 1] ?? three[0];
  return { ...HEALTHY, ...changeOf(fault, of) };
}

function changeOf(fault: Cause, of: (three: Three) => number): Partial<Condition> {
  switch (fault) {
    case 'missing_index':
      return { indexesMissing: of([1, 1, 3]), readFactor: of([2.5, 8, 40]) };
    case 'stale_statistics':
      return { statisticsDrift: of([3.5, 5, 10]), readFactor: of([1, 2, 6]) };
    case 'wal_not_checkpointed':
      return { walPerS: of([1.6, 4.8, 16]) * MB };
    case 'leaking_subscription':
      return { subscriptionsPerS: of([0.5, 2, 8]) };
    case 'growing_buffer':
      return { bufferPerS: of([0.4, 1, 3]), bufferBytesPerS: of([0.3, 1, 4]) * MB };
    case 'slow_reader':
      return { readerStallUs: of([15, 80, 400]) * 1_000 };
    case 'slow_renderer':
      return { rendererUs: of([80, 250, 1_000]) * 1_000 };
    case 'event_loop_blocker':
      return { blocksPerS: of([2, 3, 3]), blockMs: of([40, 100, 250]) };
    case 'gc_pressure':
      return { garbagePerS: of([250, 500, 1_000]) * MB };
    case 'cpu_contention':
      return { otherCpu: of([60, 75, 90]) };
    case 'slow_disk':
      return { fsyncMs: of([10, 30, 120]) };
    case 'feed_burst':
      return { eventsPerS: of([25_000, 45_000, 90_000]) };
    case 'chatty_client':
      return { requestsPerS: of([400, 1_000, 3_000]) };
    case 'rate_limit_storm':
      // The first comes to rest below the limit of 200 a minute, since as many come back as go.
      return { refusedPerS: of([1, 3, 10]), apiPerS: of([2.2, 4, 6]) };
    case 'clock_step':
      return { clockStepS: of([2, 60, 3_600]) };
    case 'large_heap':
      return { heapBytes: of([200, 350, 700]) * MB };
  }
}
