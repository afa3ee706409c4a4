import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ELDHistogram } from 'node:perf_hooks';
import { ENGINE_STAGES } from '../contract/messages.ts';
import type {
  EngineStage,
  LatencySummary,
  StatementTiming,
  Telemetry,
} from '../contract/messages.ts';
import { LATENCY_WINDOW_MS, LatencyRecorder } from './latency-recorder.ts';

const NS_PER_US = 1_000;
const US_PER_S = 1_000_000;
/** The loop is probed this often; delays shorter than it are noise of the probe. */
const LOOP_PROBE_MS = 5;

/** What the collector asks its surroundings for at each report. */
export interface TelemetrySources {
  wallUs(): number;
  statements(): readonly StatementTiming[];
  storeCommit(): LatencySummary;
  storeRead(): LatencySummary;
  storeWait(): LatencySummary;
  writerQueue(): { readonly length: number; readonly bound: number };
  walBytes(): number;
  connections(): number;
  framesConflated(): number;
  readers(): Telemetry['readers'];
  caches(): Telemetry['caches'];
  history(): Telemetry['history'];
  /** Ends a window of the durations that others record. */
  rotate(): void;
}

/** Measurements of the engine process. Recording allocates nothing; reporting is once a second. */
export class TelemetryCollector {
  readonly #sources: TelemetrySources;
  readonly #stages = new Map<EngineStage, LatencyRecorder>();
  readonly #loop: ELDHistogram;
  readonly #startedMs = performance.now();
  #rotatedMs = this.#startedMs;
  #reportedMs = this.#startedMs;
  #marketEvents = 0;
  #orders = 0;
  #cpu: NodeJS.CpuUsage = process.cpuUsage();

  constructor(sources: TelemetrySources) {
    this.#sources = sources;
    for (const stage of ENGINE_STAGES) this.#stages.set(stage, new LatencyRecorder());
    this.#loop = monitorEventLoopDelay({ resolution: LOOP_PROBE_MS });
    this.#loop.enable();
  }

  /** Records how long a stage took, in microseconds. */
  record(stage: EngineStage, us: number): void {
    this.#stages.get(stage)?.record(us);
  }

  countMarketEvents(events: number): void {
    this.#marketEvents += events;
  }

  countOrder(): void {
    this.#orders += 1;
  }

  /** Figures since the last report. */
  report(): Telemetry {
    const nowMs = performance.now();
    const seconds = Math.max(0.001, (nowMs - this.#reportedMs) / 1_000);
    this.#reportedMs = nowMs;
    const memory = process.memoryUsage();
    const telemetry: Telemetry = {
      atUs: this.#sources.wallUs(),
      uptimeS: Math.round((nowMs - this.#startedMs) / 1_000),
      stages: this.#stageSummaries(),
      statements: this.#sources.statements(),
      marketEventsPerS: Math.round(this.#marketEvents / seconds),
      ordersPerS: Math.round(this.#orders / seconds),
      rssBytes: memory.rss,
      heapUsedBytes: memory.heapUsed,
      cpuCores: this.#cpuCores(seconds),
      eventLoopDelay: this.#loopDelay(),
      writerQueue: this.#sources.writerQueue(),
      walBytes: this.#sources.walBytes(),
      connections: this.#sources.connections(),
      framesConflated: this.#sources.framesConflated(),
      readers: this.#sources.readers(),
      caches: this.#sources.caches(),
      history: this.#sources.history(),
    };
    this.#marketEvents = this.#orders = 0;
    if (nowMs - this.#rotatedMs >= LATENCY_WINDOW_MS) this.#rotate(nowMs);
    return telemetry;
  }

  close(): void {
    this.#loop.disable();
  }

  #stageSummaries(): Record<EngineStage, LatencySummary> {
    const own = (stage: EngineStage): LatencySummary => {
      if (stage === 'store.commit') return this.#sources.storeCommit();
      if (stage === 'store.read') return this.#sources.storeRead();
      if (stage === 'store.wait') return this.#sources.storeWait();
      return this.#recorder(stage).summary();
    };
    const entries = ENGINE_STAGES.map((stage) => [stage, own(stage)]);
    // Every stage is in the list, so the object has them all.
    return Object.fromEntries(entries) as Record<EngineStage, LatencySummary>;
  }

  #recorder(stage: EngineStage): LatencyRecorder {
    const recorder = this.#stages.get(stage);
    if (recorder === undefined) throw new RangeError(`no stage ${stage}`);
    return recorder;
  }

  #cpuCores(seconds: number): number {
    const used = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    return Math.round(((used.user + used.system) / US_PER_S / seconds) * 1_000) / 1_000;
  }

  /** How late the loop was, over the last windows; the probe's own interval is taken off. */
  #loopDelay(): LatencySummary {
    const late = (ns: number): number => Math.max(0, ns / NS_PER_US - LOOP_PROBE_MS * 1_000);
    const { count } = this.#loop;
    if (count === 0) return { count: 0, p50Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };
    return {
      count,
      p50Us: late(this.#loop.percentile(50)),
      p95Us: late(this.#loop.percentile(95)),
      p99Us: late(this.#loop.percentile(99)),
      maxUs: late(this.#loop.max),
    };
  }

  #rotate(nowMs: number): void {
    this.#rotatedMs = nowMs;
    for (const recorder of this.#stages.values()) recorder.rotate();
    this.#loop.reset();
    this.#sources.rotate();
  }
}
