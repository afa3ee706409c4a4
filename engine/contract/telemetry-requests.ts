/** Requests about measurements: distributions, history, single orders, the database, profiles. */
import { z } from 'zod';
import type { HistogramSnapshot } from '../domain/hdr-histogram.ts';
import { ENGINE_STAGES, WINDOW_NAMES, WINDOW_STAGES } from './metrics.ts';
import type { EngineStage, MetricSample, WindowName } from './metrics.ts';
import { RESOLUTIONS_S, TRACES_MAX } from './telemetry.ts';
import type {
  DatabaseFacts,
  HealthReport,
  LatencySummary,
  OrderTrace,
  TelemetryNote,
} from './telemetry.ts';

const durationUs = z.number().min(0).max(1e13);
const share = z.number().min(0).max(1);
const safeInt = z.int();
const stageFigures = z.strictObject({
  stage: z.enum(WINDOW_STAGES),
  count: z.int().min(1),
  p50Us: durationUs,
  p99Us: durationUs,
  maxUs: durationUs,
});

/** Metrics that one question may name: as many as a chart can show. */
const METRICS_MAX = 16;
/** Samples of one answer; the longest stretch of any resolution has fewer. */
const SAMPLES_MAX = 3_000;
const NOTE_CHARS_MAX = 200;
const PROFILE_SECONDS_MAX = 60;
/** Between the request for a snapshot of the heap and its beginning, to cancel it. */
export const HEAP_WAIT_S = 2;

export const telemetryRequests = [
  /** Tells the engine's clocks, to align a client's with them. */
  z.strictObject({ type: z.literal('clock.ping') }),
  /** The distributions of a stage over all windows. */
  z.strictObject({ type: z.literal('telemetry.stage'), stage: z.enum(ENGINE_STAGES) }),
  /** The figures of all stages over one window. */
  z.strictObject({ type: z.literal('telemetry.stages'), window: z.enum(WINDOW_NAMES) }),
  /** The stages of the newest commands on orders, and then of the slowest of the run that are older; newest first. */
  z.strictObject({
    type: z.literal('telemetry.orders'),
    limit: z.int().min(1).max(TRACES_MAX),
  }),
  /** Stored samples of some metrics, oldest first; the newest `limit` of the period. */
  z.strictObject({
    type: z.literal('telemetry.history'),
    metrics: z
      .array(z.string().regex(/^[\w.:-]{1,80}$/, 'names of metrics'))
      .min(1)
      .max(METRICS_MAX),
    resolutionS: z.union(RESOLUTIONS_S.map((seconds) => z.literal(seconds))),
    fromUs: safeInt.nullable(),
    toUs: safeInt.nullable(),
    limit: z.int().min(1).max(SAMPLES_MAX),
  }),
  /** Marks this moment with words of the user's, which stand at the time line. */
  z.strictObject({
    type: z.literal('telemetry.annotate'),
    text: z.string().trim().min(1).max(NOTE_CHARS_MAX),
  }),
  /** Marks of a period, oldest first. */
  z.strictObject({
    type: z.literal('telemetry.notes'),
    fromUs: safeInt.nullable(),
    toUs: safeInt.nullable(),
  }),
  /** What a window has measured since its last report. */
  z.strictObject({
    type: z.literal('telemetry.window'),
    /** In so many seconds. */
    seconds: z.number().positive(),
    /** null: nobody has counted them. */
    framesPerS: z.number().min(0).max(1_000).nullable(),
    /** Share of the time in pieces of work of 50 ms and more; null where the browser does not tell. */
    longTasks: share.nullable(),
    heapBytes: z.int().min(0).nullable(),
    stages: z.array(stageFigures).max(WINDOW_STAGES.length),
  }),
  /** Statements with their plans, indexes with their use, sizes. */
  z.strictObject({ type: z.literal('telemetry.database') }),
  /** Everything a bug report needs, without secrets, accounts, orders or paths. */
  z.strictObject({ type: z.literal('telemetry.report') }),
  /** Writes a file for Chrome's DevTools; a snapshot of the heap stops the engine for seconds. */
  z.strictObject({
    type: z.literal('profile.take'),
    kind: z.enum(['cpu', 'heap']),
    /** Of a CPU profile. */
    seconds: z.int().min(1).max(PROFILE_SECONDS_MAX),
  }),
  /** Has the profile that is being taken fail, and leave no file. */
  z.strictObject({ type: z.literal('profile.cancel') }),
] as const;

export type WindowReport = Omit<
  Extract<z.infer<(typeof telemetryRequests)[number]>, { type: 'telemetry.window' }>,
  'type'
>;

/** What they are answered with. */
export interface TelemetryReplies {
  /** By the engine's monotonic clock: message taken, answer handed over; and the wall clock at both's end. */
  'clock.ping': { readonly receivedUs: number; readonly sentUs: number; readonly wallUs: number };
  'telemetry.stage': {
    readonly stage: EngineStage;
    readonly windows: Readonly<Record<WindowName, HistogramSnapshot>>;
  };
  'telemetry.stages': { readonly figures: Readonly<Record<EngineStage, LatencySummary>> };
  'telemetry.orders': { readonly orders: readonly OrderTrace[] };
  'telemetry.history': { readonly samples: readonly MetricSample[] };
  'telemetry.annotate': { readonly note: TelemetryNote };
  'telemetry.notes': { readonly notes: readonly TelemetryNote[] };
  'telemetry.window': Readonly<Record<string, never>>;
  'telemetry.database': { readonly facts: DatabaseFacts };
  'telemetry.report': { readonly report: HealthReport };
  'profile.take': {
    readonly path: string;
    readonly bytes: number;
    /** Paths of the profiles of the engine's threads, where the platform can take them. */
    readonly others: readonly string[];
  };
  /** false: none was being taken. */
  'profile.cancel': { readonly cancelled: boolean };
}
