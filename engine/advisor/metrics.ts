/**
 * What the advisor reads. A sample has a value for each metric that was measured in its second; what
 * was not measured (no order, no query) is left out, never 0.
 */
import { ADVISOR_METRICS } from '../contract/advisor-words.ts';
import type { AdvisorMetric } from '../contract/advisor-words.ts';

/** One second of measurements. */
export interface Sample {
  /** Seconds of a clock that only goes forward. */
  readonly atS: number;
  readonly values: Readonly<Partial<Record<AdvisorMetric, number>>>;
}

export interface MetricSpec {
  /**
   * Added before the logarithm, in the metric's unit: differences far below it are noise that no
   * trader would notice, and 0 has a logarithm.
   */
  readonly floor: number;
  /** Least shift that matters, as a factor of usual + floor. */
  readonly factor: number;
  /** Whether the metric alone is a reason to speak; others only are evidence. */
  readonly alarms: boolean;
  /** True: only its growth is a reason to speak, not where it is. */
  readonly isOnlyGrowth?: boolean;
  /**
   * True: what has grown counts as growing for as long as it stays above the usual. Of what people also raise
   * at a stroke this tells the one from the other after it has come to rest.
   */
  readonly isHeld?: boolean;
  /** Seconds that it has to have been above the usual to be a reason to speak; omitted: none. */
  readonly lastsS?: number;
  /** A mean below which it is only evidence, however unusual; omitted: none. */
  readonly alarmsFrom?: number;
  /** A value from which on it is wrong whatever was usual; omitted: none. */
  readonly wrongFrom?: number;
  /** Whether a steady growth of it is looked for. */
  readonly grows: boolean;
  /** Rises and falls in minutes anyway: only growth over many minutes, above all that was seen, counts. */
  readonly isTidal?: boolean;
  /** Growth below this value is ordinary: something is let grow up to it, and then moved. */
  readonly ordinaryBelow?: number;
  /** Growth over the window looked at below which nothing is said, in the metric's unit. */
  readonly growthMin?: number;
  /** Seconds after which what is used comes back; omitted: never by itself. */
  readonly refillsS?: number;
  /** What it is counted towards when it grows, where that is the same everywhere. */
  readonly limit?: number;
}

const level = (floor: number, factor: number, alarms = true): MetricSpec => ({
  floor,
  factor,
  alarms,
  grows: false,
});
const wrong = (floor: number, wrongFrom: number): MetricSpec => ({
  ...level(floor, 2),
  wrongFrom,
});
const growth = (floor: number, growthMin: number, rest: Partial<MetricSpec> = {}): MetricSpec => ({
  floor,
  factor: 1.5,
  alarms: true,
  grows: true,
  growthMin,
  ...rest,
});

const MB = 1_000_000;

/** Units: microseconds unless the comment says another one. */
export const METRICS: Readonly<Record<AdvisorMetric, MetricSpec>> = {
  /**
   * Market events a second. Markets have bursts of some seconds, and what suffers from one alarms by itself; by
   * itself a load is a reason to speak where it is far beyond any that was seen and stays.
   */
  'market.events': { ...level(2_000, 5), lastsS: 40 },
  /** Requests that change orders, a second. */
  'orders.rate': level(5, 4, false),
  /** Slowest twentieth of the orders of the second, request to durable. */
  'order.total': level(2_000, 1.8),
  'order.match': level(100, 2, false),
  /** Mean time that a market event took. */
  'market.process': level(20, 1.8, false),
  'market.publish': level(2_000, 2, false),
  /** Median transaction of the writer, fsync included. Some 2.5 ms are within what is promised of an order. */
  'store.commit': level(2_500, 1.8),
  /** Median chore of the writer: work on the same file that waits for no fsync. */
  'store.chore': level(500, 2, false),
  /** Slowest twentieth of the queries, without waiting. */
  'store.read': level(1_000, 2),
  /** Time that a query waited for its thread, slowest twentieth. */
  'store.wait': level(1_000, 2.2),
  'store.checkpoint': level(5_000, 2, false),
  /** Indexes that the schema has and the file has not. */
  'store.indexes_missing': wrong(0.5, 1),
  /** |ln(rows now / rows when last analysed)| of the table that has drifted most. */
  'store.statistics_drift': wrong(1, 3),
  /** Longest time that the event loop was late in the second. */
  'loop.delay': level(4_000, 2),
  /** Longest time in the second that the loop was held up by its own work, waiting for a core left out. */
  'loop.own': level(10_000, 2),
  /** Share of the second that the loop worked, percent. */
  'loop.busy': level(5, 1.6, false),
  /** Pauses for garbage collection, ms a second. Below two percent of the time it is a trace of something else. */
  'gc.time': { ...level(15, 2), alarmsFrom: 20 },
  /** Longest of them, ms. */
  'gc.longest': level(8, 2, false),
  /** Percent of one core that the engine process used. */
  'cpu.engine': level(10, 1.6, false),
  /**
   * Percent of the processor time that the engine has left which others used: 100 where nothing is idle. That
   * is said even while the engine still gets its core, which depends on what else the system has to choose from.
   */
  'cpu.other': { ...level(25, 1.7), alarmsFrom: 92, lastsS: 20 },
  /** Time that the engine's main thread was ready and had to wait for a core, ms a second. */
  'cpu.wait': level(20, 2, false),
  /** Bytes of JavaScript objects, the least of the last ten seconds: what collections leave. */
  'memory.heap': growth(20 * MB, 12 * MB, { factor: 2.2, isTidal: true }),
  /** Of the process; what was collected is given back late or never, so that much of it is no trouble yet. */
  'memory.resident': growth(40 * MB, 16 * MB, {
    factor: 2,
    isTidal: true,
    isOnlyGrowth: true,
    limit: 500 * MB,
  }),
  /**
   * Of all processes of the terminal. That of a window rises and falls with its collections, and no cause of its
   * growth can be told from here: only when it would pass what is promised is said.
   */
  'memory.app': growth(40 * MB, 30 * MB, {
    factor: 2,
    isTidal: true,
    alarms: false,
    limit: 500 * MB,
  }),
  /** Of the write-ahead log what is not in the file yet; under load it is moved at 64 MiB (engine/store/checkpoint.ts). */
  'wal.bytes': growth(4 * MB, 6 * MB, { factor: 3, ordinaryBelow: 72 * MB }),
  /** Seconds since the log was last moved into the file, while there is something in it. */
  'wal.age': level(30, 3, false),
  /** Bytes of the disk that are taken, by whomever. */
  'disk.used': growth(1_000 * MB, 100 * MB, { isTidal: true, alarms: false }),
  /** Rows that wait for the writer. */
  'queue.writer': growth(100, 800, { factor: 4 }),
  /** Frames of the feed that wait. */
  'queue.feed': growth(100, 500, { factor: 4 }),
  /** Queries that wait or are under way. */
  'queue.readers': growth(4, 64, { factor: 4 }),
  /** Percent of the fullest buffer that is meant to be nearly empty. */
  'buffer.fill': growth(4, 8, { factor: 3, limit: 100 }),
  /** Opening and closing panels carries it up and down by a dozen, opening a workspace doubles it: no leak. */
  'clients.subscriptions': growth(8, 20, { factor: 2, isOnlyGrowth: true, isHeld: true }),
  /** Time until a client has taken a frame, slowest client. */
  'clients.ack': level(15_000, 2.2),
  /** Frames that were merged into a later one, a second. */
  'clients.conflated': level(8, 3, false),
  /** Requests a second of the client that sends most. */
  'clients.requests': level(40, 4),
  /** Market data merged because the feed's queue was full, a second. */
  'feed.conflated': level(20, 4, false),
  /** Percent of the request budget of the last minute that is used up. Source of the minute: Alpaca. */
  'api.used': growth(20, 15, { factor: 2, limit: 100, alarms: false, refillsS: 60 }),
  /** Requests that the venue refused for being too many, in the last minute; one may be an accident. */
  'api.refused': wrong(1, 2),
  /** By how much the wall clock has moved against the other one, seconds. */
  'clock.step': wrong(0.2, 0.5),
};

export const GROWING_METRICS = ADVISOR_METRICS.filter((name) => METRICS[name].grows);

/** Where a metric lives for all comparisons: differences are ratios there. */
export function logOf(metric: AdvisorMetric, value: number): number {
  return Math.log(Math.max(0, value) + METRICS[metric].floor);
}

/** The value that has this logarithm. */
export function valueOf(metric: AdvisorMetric, log: number): number {
  return Math.max(0, Math.exp(log) - METRICS[metric].floor);
}
