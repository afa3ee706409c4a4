/** What the engine measures of itself, as it is told once a second and on request. */
import type { EngineStage, MetricSample, WindowName } from './metrics.ts';
import type { ProcessFigures } from '../domain/process-figures.ts';
import type { CacheFigures, HistoryFigures, ReaderFigures } from './store-figures.ts';

/** Distribution of a duration over a stretch of time, in microseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly p999Us: number;
  readonly maxUs: number;
}

export const EMPTY_LATENCY: LatencySummary = {
  count: 0,
  p50Us: 0,
  p95Us: 0,
  p99Us: 0,
  p999Us: 0,
  maxUs: 0,
};

export interface StatementTiming {
  readonly name: string;
  readonly latency: LatencySummary;
}

/** A queue, cache, ring or history of the engine: how full it is. */
export interface BufferFigures {
  /** Stable, `a.b`; the page knows words for it. */
  readonly name: string;
  readonly fill: number;
  readonly bound: number;
  /** What happens when it is full. */
  readonly whenFull: 'oldest_goes' | 'refuses' | 'waits' | 'conflates' | 'cuts_off';
}

/** Stages of the engine of which the product promises something. */
export const PROMISED_STAGES = [
  'order.total',
  'market.publish',
  'store.read',
  'api.overhead',
] as const satisfies readonly EngineStage[];
export type PromisedStage = (typeof PROMISED_STAGES)[number];

/** Durations from which on a 99th percentile is more than the slowest of them. */
export const TAIL_SAMPLES_MIN = 100;

/** A distribution, and the window that it is of. */
export interface WindowedLatency {
  readonly window: WindowName;
  readonly latency: LatencySummary;
}

/** The engine's measurements of itself, once a second. */
export interface Telemetry {
  readonly atUs: number;
  readonly uptimeS: number;
  /** Of the last minute: a trader sends orders seldom. */
  readonly stages: Readonly<Record<EngineStage, LatencySummary>>;
  /** Of a minute or longer: the shortest window that has `TAIL_SAMPLES_MIN`, or else the whole run. */
  readonly promised: Readonly<Record<PromisedStage, WindowedLatency>>;
  /** Of the last 4,096 to 8,192 calls of each. */
  readonly statements: readonly StatementTiming[];
  /** Market events (orders, cancels, trades of the source) a second. */
  readonly marketEventsPerS: number;
  readonly ordersPerS: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  /** Share of one core that the engine process used in the last second, 0 to 2. */
  readonly cpuCores: number;
  readonly eventLoopDelay: LatencySummary;
  readonly writerQueue: { readonly length: number; readonly bound: number };
  readonly walBytes: number;
  readonly connections: number;
  /** Frames that were merged into a later one because a client was slow, since start. */
  readonly framesConflated: number;
  readonly readers: ReaderFigures;
  readonly caches: readonly CacheFigures[];
  readonly history: HistoryFigures;
  readonly buffers: readonly BufferFigures[];
  readonly processes: readonly ProcessFigures[];
  /** Everything above and more by name, of the last second. */
  readonly sample: MetricSample;
}

/** Commands whose stages are kept one by one. */
export const TRACED_COMMANDS = [
  'order.submit',
  'order.replace',
  'order.cancel',
  'orders.cancel_all',
  'positions.flatten',
  'positions.close',
  'positions.reverse',
  'risk.kill',
] as const;
export type TracedCommand = (typeof TRACED_COMMANDS)[number];

/** Newest commands whose stages the engine keeps: a ring of some 32 KB. */
export const TRACES_KEPT = 512;
/** Slowest commands of the run that it keeps beside them: whoever sends many orders pushes the others out. */
export const SLOWEST_KEPT = 64;
export const TRACES_MAX = TRACES_KEPT + SLOWEST_KEPT;

/** Stages of one command, in microseconds of the engine's monotonic clock. */
export interface OrderTrace {
  readonly command: TracedCommand;
  /** The order; of a command on several the first of them. */
  readonly orderId: number;
  /** How many orders it cancelled, changed and made. */
  readonly orders: number;
  /** Wall time at which it was received. */
  readonly atUs: number;
  readonly receivedUs: number;
  readonly matchedUs: number;
  /** Its transaction was begun, and was on disk; null where nothing had to be written. */
  readonly beganUs: number | null;
  readonly syncedUs: number | null;
  /** Its acknowledgement was handed to the transport. */
  readonly toldUs: number;
}

/** Resolutions of the stored history in seconds, and how long each of them is kept. */
export const RESOLUTIONS_S = [10, 60, 900] as const;
export type ResolutionS = (typeof RESOLUTIONS_S)[number];
export const HISTORY_KEPT_S: Readonly<Record<ResolutionS, number>> = {
  /** 720 samples. */
  10: 2 * 3_600,
  /** 1,440 samples. */
  60: 24 * 3_600,
  /** 2,880 samples: a month. */
  900: 30 * 24 * 3_600,
};

/** A moment that the user has marked. */
export interface TelemetryNote {
  readonly atUs: number;
  readonly text: string;
}

/** How the store answers one of its statements. */
export interface StatementPlan {
  readonly name: string;
  readonly sql: string;
  /** SQLite's own words, one step a line; why it has no plan, where an index is gone that it names. */
  readonly steps: readonly string[];
  readonly indexes: readonly string[];
}

export interface IndexFacts {
  readonly name: string;
  readonly table: string;
  /** Named statements whose plan walks it. */
  readonly statements: number;
  /** null: not measured. */
  readonly bytes: number | null;
  /** Rows as the planner believes; null: it has no statistics. */
  readonly rows: number | null;
}

export interface TableFacts {
  readonly name: string;
  readonly bytes: number | null;
  readonly rows: number | null;
}

/** An index that the store's schema has. */
export interface SchemaIndex {
  readonly name: string;
  readonly table: string;
}

/** Tables of fewer rows are read in a moment whatever plan is chosen: their statistics do not matter. */
export const STATISTICS_ROWS_MIN = 10_000;

/** The planner's statistics of a table that grows with trading. */
export interface TableStatistics {
  readonly table: string;
  /** By the number of its newest row. */
  readonly rows: number;
  /** Rows when they were taken; null: they never were, or somebody has dropped them. */
  readonly rowsThen: number | null;
  /** Wall time at which this program took them; null: it did not. */
  readonly takenUs: number | null;
}

/** The store as it lies on disk. Bytes are measured while it is small enough to be walked at once. */
export interface DatabaseFacts {
  readonly fileBytes: number;
  readonly freeBytes: number;
  readonly statements: readonly StatementPlan[];
  readonly indexes: readonly IndexFacts[];
  readonly tables: readonly TableFacts[];
  /** Indexes that the schema has and the file has not; and how many the schema has. */
  readonly indexesMissing: readonly SchemaIndex[];
  readonly indexesWanted: number;
  readonly statistics: readonly TableStatistics[];
}

/** What a user can attach to a bug report. */
export interface HealthReport {
  readonly version: 1;
  readonly atUs: number;
  readonly product: string;
  readonly system: {
    readonly platform: string;
    readonly node: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  readonly uptimeS: number;
  readonly startedAfter: string;
  readonly source: string;
  readonly telemetry: Telemetry;
  /** Stages since the start of the engine. */
  readonly run: Readonly<Record<EngineStage, LatencySummary>>;
  /** The last hours by the minute: medians and tails of the main stages, memory, queues. */
  readonly history: readonly MetricSample[];
}

export type { ProcessFigures };
