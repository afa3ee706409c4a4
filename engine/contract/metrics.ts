/**
 * Names and units of everything that is measured, in one flat list. A sample is a time and a value by
 * name; the performance panel draws samples, the store keeps them, the advisor judges by them. Names are
 * stable: a stored history outlives the program that wrote it, so a name is never given another meaning.
 */

/** `share`: 0 to 1 of a whole. `times`: of another value. `cores`: processor seconds a second. `us`: microseconds. */
export type MetricUnit = 'us' | 's' | 'per_s' | 'bytes' | 'count' | 'share' | 'times' | 'cores';

/** Stages of the engine whose durations are kept as histograms. */
export const ENGINE_STAGES = [
  /** Message received to matched: validation, risk and matching. */
  'order.match',
  /** Matched to the writer's transaction begun. */
  'order.queue',
  /** The transaction that holds it, begun to on disk; as queue and ack not of a command that wrote nothing. */
  'order.commit',
  /** On disk to acknowledgement handed to the transport. */
  'order.ack',
  /** Message received to acknowledgement handed to the transport. */
  'order.total',
  /** One turn of market events, many at a time: taken from the source to applied to book, tape, bars and quote. */
  'market.process',
  /**
   * Prices received to handed to the transport in a frame: from the socket where a feed tells them, or else from the
   * beginning of the turn that applied them. How long a client waits before it takes another frame is left out.
   */
  'market.publish',
  /** One transaction of the writer thread, fsync included. */
  'store.commit',
  /** The part of it that is COMMIT: the log written and synced. */
  'store.sync',
  /** One read query, from request to rows. */
  'store.read',
  /** Part of it that was not the read itself: the wait for a reader thread, and both messages. */
  'store.wait',
  /** The log moved into the database file. */
  'store.checkpoint',
  /** A round of the history's projection. */
  'store.projection',
  /** How late the engine's event loop came to a timer. */
  'loop.delay',
  /** Garbage collection that stopped the engine's thread. */
  'gc.pause',
  /** A frame from a feed's socket to the first of it read: its wait in the queue. */
  'feed.wait',
  /** A frame from a feed's socket to the last of it applied. */
  'feed.lag',
  /** A REST request to a venue, from sent to the whole answer; one that is sent again counts again. */
  'api.round_trip',
  /**
   * The part of it that is this computer's own, to the answer checked and handed over: all but the time at the
   * socket. Answers that are read in slices, to let all else go first, are left out.
   */
  'api.overhead',
] as const;
export type EngineStage = (typeof ENGINE_STAGES)[number];

/** Stages that only a window can measure; each window keeps its own. */
export const WINDOW_STAGES = [
  /** Key press to the order handed to the transport. */
  'key.send',
  /** Order handed to the transport to its answer received. */
  'order.round_trip',
  /** Answer received to painted. */
  'ack.paint',
  /** Key press to the acknowledgement painted. */
  'key.paint',
  /** Any key press or click to the next paint, as the browser times it (from 16 ms up). */
  'input.paint',
  /** Market data frame received to painted. */
  'market.paint',
  /** Market data frame handed over by the engine to received here; clocks aligned. */
  'market.transit',
  /** Time between two frames of the display. */
  'frame.gap',
] as const;
export type WindowStage = (typeof WINDOW_STAGES)[number];

/** What a sample has of each stage: figures of the sample's own stretch of time. */
export const STAGE_FIGURES = { p50: 'us', p99: 'us', max: 'us', rate: 'per_s' } as const;
export type StageFigure = keyof typeof STAGE_FIGURES;
/** What it has of each statement: figures of its last thousands of calls. */
export type StatementFigure = Extract<StageFigure, 'p50' | 'p99'>;

/**
 * Everything else, with its unit. A metric is absent from a sample where it cannot be measured (no
 * feed, another platform); it is never 0 for that.
 */
export const GAUGE_UNITS = {
  /** Orders, cancels and trades of the market's source. */
  'market.events': 'per_s',
  /** Commands on orders. */
  'orders.rate': 'per_s',
  /** Requests of all clients, and of the one that asks most now. */
  'requests.rate': 'per_s',
  'requests.rate_max': 'per_s',
  connections: 'count',
  /** Of all clients together. */
  subscriptions: 'count',
  /** Longest time until a client had taken a frame, one that is still not taken included. */
  'frames.ack_max': 'us',
  /** Frames that would have gone out and were merged into a later one because a client was slow. */
  'frames.conflated': 'per_s',
  /** Unanswered requests and unsent messages that wait for the disk. */
  'gate.waiting': 'count',

  'engine.cpu': 'cores',
  /** Share of time that the engine's main thread was ready and had no core (Linux). */
  'engine.cpu_wait': 'share',
  'engine.rss': 'bytes',
  'engine.heap': 'bytes',
  /** Where the engine's heap would end. */
  'engine.heap_limit': 'bytes',
  /** Memory outside the heap that objects in it hold: buffers, SQLite is not among it. */
  'engine.external': 'bytes',
  /** The process's share of physical memory, pages shared with others counted in part (Linux). */
  'engine.pss': 'bytes',
  /** All processes of the terminal that the engine knows of. */
  'app.cpu': 'cores',
  'app.memory': 'bytes',
  /** Share of time that the loop of each thread was busy. */
  'loop.busy': 'share',
  /**
   * Longest work of the engine's main thread between two looks 20 ms apart, in time on a core: what it waited
   * for one is not in it, so that a busy machine and a busy thread are told apart (Linux).
   */
  'loop.own': 'us',
  'writer.busy': 'share',
  'reader.busy': 'share',
  'background.busy': 'share',
  /** Time in pauses of garbage collection, by kind. */
  'gc.minor': 'share',
  'gc.major': 'share',
  'gc.incremental': 'share',

  'writer.queue': 'count',
  'reader.waiting': 'count',
  /** Size of the write-ahead log's file, which does not shrink, and of what in it is not in the database yet. */
  'wal.bytes': 'bytes',
  'wal.waiting': 'bytes',
  /** Since the log was last moved into the database; 0 while next to nothing of it waits. */
  'wal.checkpoint_age': 's',
  'store.bytes': 'bytes',
  'disk.free': 'bytes',
  'cache.orders.hits': 'share',
  'cache.fills.hits': 'share',
  /** Latest prices of symbols that are not followed. */
  'cache.prices.hits': 'share',
  /** Fills or events, whichever are more, that are on disk and not in the history's tables. */
  'history.behind': 'count',
  /** Indexes that the store should have and has, those that it should have, and tables with statistics for the planner. */
  'store.indexes': 'count',
  'store.indexes_wanted': 'count',
  'store.statistics': 'count',
  /** Rows of a table against those when its statistics were taken, more or fewer; of the one that is furthest off. */
  'store.statistics_drift': 'times',

  /** Frames of the feed's socket that nobody has begun to read; of two feeds, the one that is further behind. */
  'feed.queue': 'count',
  /** Messages of market data that were read. */
  'feed.messages': 'per_s',
  /** Quotes among them in whose place a newer one was applied. */
  'feed.conflated': 'per_s',
  /** Times since start that a feed was lost. */
  'feed.losses': 'count',
  /** Longest fullness of the feed's queue since start. */
  'feed.queue_deepest': 'count',
  /** Requests of the venue's budget that are used in the running minute, by its own word where that is more. */
  'api.budget_used': 'share',
  /** Requests that the venue has answered. */
  'api.requests': 'per_s',
  /** Requests that the venue has refused for being too many. */
  'api.throttled': 'per_s',

  /** Processor time of the whole machine and of all but this engine, in shares of all cores. */
  'machine.busy': 'share',
  'machine.others': 'share',
  /** Wall clock moved against the monotonic one since the last sample, either way. */
  'clock.step': 'us',

  /** Of the slowest window: frames a second, long pieces of work, memory of its script. */
  'window.fps': 'per_s',
  'window.long_tasks': 'share',
  'window.heap': 'bytes',
} as const satisfies Readonly<Record<string, MetricUnit>>;
export type GaugeName = keyof typeof GAUGE_UNITS;

/**
 * Every name of a sample: gauges, figures of stages, the fill of a bounded buffer (0 to 1) and figures of
 * a statement of the store; names of buffers and statements are whatever the engine has.
 */
export type MetricName =
  | GaugeName
  | `${EngineStage | WindowStage}.${StageFigure}`
  | `buffer.${string}`
  | `statement.${string}.${StatementFigure}`;

/** Values by name at one time. Absent: not measured. */
export interface MetricSample {
  readonly atUs: number;
  readonly values: Readonly<Partial<Record<MetricName, number>>>;
}

/** The unit of a metric, or null for a name that is none. */
export function metricUnit(name: string): MetricUnit | null {
  if (Object.hasOwn(GAUGE_UNITS, name)) return GAUGE_UNITS[name as GaugeName]; // Looked up in the line before.
  if (name.startsWith('buffer.')) return 'share';
  const dot = name.lastIndexOf('.');
  const figure = name.slice(dot + 1);
  if (dot < 0 || !Object.hasOwn(STAGE_FIGURES, figure)) return null;
  const stage = name.slice(0, dot);
  if (stage.startsWith('statement.')) return figure === 'p50' || figure === 'p99' ? 'us' : null;
  const stages: readonly string[] = [...ENGINE_STAGES, ...WINDOW_STAGES];
  if (!stages.includes(stage)) return null;
  return STAGE_FIGURES[figure as StageFigure]; // Checked above.
}

/** Rolling windows of a histogram, in seconds; `run`: since the engine started. */
export const WINDOWS_S = { '10s': 10, '1min': 60, '15min': 900, run: null } as const;
export type WindowName = keyof typeof WINDOWS_S;
export const WINDOW_NAMES = ['10s', '1min', '15min', 'run'] as const satisfies WindowName[];
