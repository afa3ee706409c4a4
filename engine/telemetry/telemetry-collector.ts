import type { EngineStage, GaugeName, MetricName, MetricSample } from '../contract/metrics.ts';
import { EMPTY_LATENCY } from '../contract/telemetry.ts';
import type {
  BufferFigures,
  ProcessFigures,
  StatementTiming,
  Telemetry,
  TracedCommand,
} from '../contract/telemetry.ts';
import { GcWatch } from './gc-watch.ts';
import { LoopWatch } from './loop-watch.ts';
import { MachineWatch } from './machine-watch.ts';
import { MainThread } from './main-thread.ts';
import { OrderTraces } from './order-traces.ts';
import type { CommitTimes } from './order-traces.ts';
import { Rates } from './rates.ts';
import { StageRecorders } from './stage-recorders.ts';
import { ThreadWatch } from './thread-watch.ts';

/** What the collector asks its surroundings for at each report. */
export interface TelemetrySources {
  wallUs(): number;
  monotonicUs(): number;
  /** How long the machine has slept while monotonic time stood still, in all. */
  sleptUs(): number;
  /** The folder whose disk has to have room. */
  readonly folder: string;
  statements(): readonly StatementTiming[];
  writerQueue(): { readonly length: number; readonly bound: number };
  walBytes(): number;
  connections(): number;
  framesConflated(): number;
  readers(): Telemetry['readers'];
  caches(): Telemetry['caches'];
  history(): Telemetry['history'];
  buffers(): readonly BufferFigures[];
  /** Processes beside this one that belong to the terminal. */
  processes(): readonly ProcessFigures[];
  /** What only the surroundings know. */
  gauges(): MetricSample['values'];
  /** Counters that only grow; the gauge of the same name is their rate. */
  counters(): Partial<Record<GaugeName, number>>;
}

/** Of a transaction, in microseconds: its COMMIT, and how long ago it was begun and on disk. */
export interface TransactionEnd {
  readonly syncUs: number;
  readonly beganAgoUs: number;
  readonly syncedAgoUs: number;
}

export interface TelemetryParts {
  readonly sources: TelemetrySources;
  readonly stages?: StageRecorders;
  readonly threads?: ThreadWatch;
}

/** Measurements of the engine process. Recording allocates nothing; reporting is once a second. */
export class TelemetryCollector {
  readonly stages: StageRecorders;
  readonly traces = new OrderTraces();
  readonly #sources: TelemetrySources;
  readonly #threads: ThreadWatch;
  readonly #isOn: boolean;
  readonly #loop = new LoopWatch();
  readonly #mainThread = new MainThread();
  readonly #gc: GcWatch;
  readonly #machine: MachineWatch;
  readonly #rates = new Rates();
  readonly #startedMs = performance.now();
  #reportedMs = this.#startedMs;
  #latest: Telemetry | null = null;
  readonly #hearers: ((telemetry: Telemetry) => void)[] = [];
  #marketEvents = 0;
  #orders = 0;
  /** The newest transaction; the same object for each. null: there was none. */
  #commit: CommitTimes | null = null;
  readonly #times = { beganUs: 0, syncedUs: 0 };
  /** Wall minus monotonic time at the last report. */
  #clockGapUs: number;
  /** Sleep that the wall clock has been seen to make up for, or that was before. */
  #sleptUs: number;

  constructor({ sources, stages, threads }: TelemetryParts) {
    this.#sources = sources;
    this.stages = stages ?? new StageRecorders();
    this.#threads = threads ?? new ThreadWatch();
    this.#isOn = this.stages.isOn;
    this.#gc = new GcWatch(this.stages);
    this.#machine = new MachineWatch(sources.folder);
    this.#clockGapUs = sources.wallUs() - sources.monotonicUs();
    this.#sleptUs = sources.sleptUs();
    if (!this.#isOn) this.close();
  }

  /** Records how long a stage took, in microseconds. */
  record(stage: EngineStage, us: number): void {
    this.stages.record(stage, us);
  }

  countMarketEvents(events: number): void {
    this.#marketEvents += events;
  }

  /** Notes the transaction that has just ended, before what waited for it is told. */
  transactionDone(us: number, { syncUs, beganAgoUs, syncedAgoUs }: TransactionEnd): void {
    if (!this.#isOn) return;
    const nowUs = this.#sources.monotonicUs();
    this.#times.beganUs = nowUs - beganAgoUs;
    this.#times.syncedUs = nowUs - syncedAgoUs;
    this.#commit = this.#times;
    this.stages.record('store.commit', us);
    this.stages.record('store.sync', syncUs);
  }

  /**
   * Records all stages of a command, when its acknowledgement is handed to the transport. `orders`: how many
   * it was about, `orderId` the first of them; 0 where it was refused or there was none.
   */
  commandDone(
    command: string,
    orderId: number,
    orders: number,
    receivedUs: number,
    matchedUs: number,
    toldUs: number,
  ): void {
    this.#orders += 1;
    if (!this.#isOn) return;
    const { stages } = this;
    stages.record('order.match', matchedUs - receivedUs);
    stages.record('order.total', toldUs - receivedUs);
    // A transaction that had begun before holds nothing of this command: it wrote nothing.
    const commit = this.#commit !== null && this.#commit.beganUs >= matchedUs ? this.#commit : null;
    if (commit !== null) {
      stages.record('order.queue', commit.beganUs - matchedUs);
      stages.record('order.commit', commit.syncedUs - commit.beganUs);
      stages.record('order.ack', toldUs - commit.syncedUs);
    }
    const traced = tracedCommand(command);
    if (traced !== null && orderId > 0) {
      this.traces.push(traced, orderId, orders, receivedUs, matchedUs, commit, toldUs);
    }
  }

  /** The newest report; null before the first. */
  get latest(): Telemetry | null {
    return this.#latest;
  }

  /** Figures since the last report. */
  report(): Telemetry {
    const telemetry = this.#report();
    this.#latest = telemetry;
    for (const hear of this.#hearers) hear(telemetry);
    return telemetry;
  }

  /** Has `hear` called with each report, in the order of the calls. */
  onReport(hear: (telemetry: Telemetry) => void): void {
    this.#hearers.push(hear);
  }

  #report(): Telemetry {
    const nowMs = performance.now();
    const seconds = Math.max(0.001, (nowMs - this.#reportedMs) / 1_000);
    this.#reportedMs = nowMs;
    const sources = this.#sources;
    if (this.#isOn) this.#loop.tick(this.stages);
    this.stages.tick();
    const gauges = this.#machine.gauges(seconds);
    const threads = this.#threads.take();
    const stages = this.stages.summaries('1min');
    const buffers = sources.buffers();
    const statements = sources.statements();
    const loopBusy = this.#loop.busy();
    const processes = [this.#ownProcess(gauges), ...sources.processes(), ...threads.threads];
    const rates = {
      'market.events': this.#marketEvents / seconds,
      'orders.rate': this.#orders / seconds,
    };
    this.#marketEvents = this.#orders = 0;
    const sample = this.#sample({
      ...gauges,
      ...threads.gauges,
      ...this.#mainThread.gauges(),
      ...rates,
      ...this.#counted(seconds),
      ...this.#gc.shares(seconds),
      ...this.stages.lastSecond(seconds),
      ...this.#ofApp(processes),
      'clock.step': this.#clockStep(),
      ...(loopBusy === null ? {} : { 'loop.busy': loopBusy }),
      ...buffersOf(buffers),
      ...statementsOf(statements),
    });
    return {
      atUs: sample.atUs,
      uptimeS: Math.round((nowMs - this.#startedMs) / 1_000),
      stages,
      promised: this.stages.promised(),
      statements,
      marketEventsPerS: Math.round(rates['market.events']),
      ordersPerS: Math.round(rates['orders.rate']),
      rssBytes: gauges['engine.rss'] ?? 0,
      heapUsedBytes: gauges['engine.heap'] ?? 0,
      cpuCores: Math.round((gauges['engine.cpu'] ?? 0) * 1_000) / 1_000,
      eventLoopDelay: stages['loop.delay'],
      writerQueue: sources.writerQueue(),
      walBytes: sources.walBytes(),
      connections: sources.connections(),
      framesConflated: sources.framesConflated(),
      readers: sources.readers(),
      caches: sources.caches(),
      history: sources.history(),
      buffers,
      processes,
      sample,
    };
  }

  close(): void {
    this.#loop.close();
    this.#mainThread.close();
    this.#gc.close();
  }

  #sample(measured: MetricSample['values']): MetricSample {
    const sources = this.#sources;
    const caches: Partial<Record<GaugeName, number>> = {};
    for (const { name, hits, misses } of sources.caches()) {
      if (hits + misses > 0) caches[`cache.${name}.hits`] = hits / (hits + misses);
    }
    return {
      atUs: sources.wallUs(),
      values: {
        ...sources.gauges(),
        ...caches,
        'writer.queue': sources.writerQueue().length,
        'reader.waiting': sources.readers().waiting,
        'wal.bytes': sources.walBytes(),
        'history.behind': sources.history().behind,
        connections: sources.connections(),
        ...measured,
      },
    };
  }

  #counted(seconds: number): Partial<Record<GaugeName, number>> {
    const rates: Partial<Record<GaugeName, number>> = {};
    const counters = {
      ...this.#sources.counters(),
      'frames.conflated': this.#sources.framesConflated(),
    };
    for (const [name, counter] of Object.entries(counters)) {
      const rate = this.#rates.of(name, counter, seconds);
      // Names are those of gauges, by the type of the counters.
      if (rate !== null) rates[name as GaugeName] = rate;
    }
    return rates;
  }

  /** How far the wall clock has moved against the monotonic one since the last report, but for sleep. */
  #clockStep(): number {
    // In this order: the sleep is known by the time that the wall clock is seen to have gone on.
    const gapUs = this.#sources.wallUs() - this.#sources.monotonicUs();
    const movedUs = gapUs - this.#clockGapUs;
    this.#clockGapUs = gapUs;
    // A wall clock that does not follow less than a second makes up for short sleeps later, all at once.
    const sleptUs = Math.max(0, Math.min(movedUs, this.#sources.sleptUs() - this.#sleptUs));
    this.#sleptUs += sleptUs;
    return Math.abs(movedUs - sleptUs);
  }

  #ownProcess(gauges: Partial<Record<GaugeName, number>>): ProcessFigures {
    return {
      name: 'engine',
      kind: 'process',
      pid: process.pid,
      cpuCores: gauges['engine.cpu'] ?? 0,
      memoryBytes: gauges['engine.pss'] ?? gauges['engine.rss'] ?? null,
    };
  }

  /** Sums over all processes; threads are part of the engine's. */
  #ofApp(figures: readonly ProcessFigures[]): Partial<Record<GaugeName, number>> {
    let cores = 0;
    let bytes = 0;
    for (const { kind, cpuCores, memoryBytes } of figures) {
      if (kind !== 'process') continue;
      cores += cpuCores;
      bytes += memoryBytes ?? 0;
    }
    return { 'app.cpu': cores, 'app.memory': bytes };
  }
}

function tracedCommand(command: string): TracedCommand | null {
  switch (command) {
    case 'order.submit':
    case 'order.replace':
    case 'order.cancel':
    case 'orders.cancel_all':
    case 'positions.flatten':
    case 'positions.close':
    case 'positions.reverse':
    case 'risk.kill':
      return command;
    case 'order.cancel_by_client_id':
      return 'order.cancel';
    default:
      return null;
  }
}

function buffersOf(buffers: readonly BufferFigures[]): Partial<Record<MetricName, number>> {
  const values: Partial<Record<MetricName, number>> = {};
  for (const { name, fill, bound } of buffers) values[`buffer.${name}`] = fill / bound;
  return values;
}

function statementsOf(timings: readonly StatementTiming[]): Partial<Record<MetricName, number>> {
  const values: Partial<Record<MetricName, number>> = {};
  for (const { name, latency = EMPTY_LATENCY } of timings) {
    if (latency.count === 0) continue;
    values[`statement.${name}.p50`] = latency.p50Us;
    values[`statement.${name}.p99`] = latency.p99Us;
  }
  return values;
}
