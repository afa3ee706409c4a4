/** An engine in one process without a disk: its journal, clock and source are the test's. */
import { vi } from 'vitest';
import { DEFAULT_MAINTENANCE } from '../../engine/contract/defaults.ts';
import { usEquityCalendar } from '../../engine/calendar/calendars.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { AlertKeeper } from '../../engine/host/alerts/alert-keeper.ts';
import { Engine } from '../../engine/host/engine.ts';
import { EventLog } from '../../engine/host/event-log.ts';
import { DataTaskDesk } from '../../engine/host/data-task-desk.ts';
import { DocumentDesk } from '../../engine/host/documents/document-desk.ts';
import { ExportDesk } from '../../engine/host/export-desk.ts';
import type { Background } from '../../engine/host/background.ts';
import { FillRing } from '../../engine/host/fill-ring.ts';
import { HistoryDesk } from '../../engine/host/history-desk.ts';
import type { Upkeep } from '../../engine/host/upkeep.ts';
import { MaintenanceDesk } from '../../engine/host/maintenance-desk.ts';
import { AssetsDesk } from '../../engine/host/assets/assets-desk.ts';
import { MeasureDesk } from '../../engine/host/measure-desk.ts';
import { requestHandler } from '../../engine/host/request-handler.ts';
import type { Clock, HouseMarket, MarketSource } from '../../engine/ports.ts';
import type { StoreReaders } from '../../engine/store/readers.ts';
import { Profiler } from '../../engine/telemetry/profiler.ts';
import { WindowReports } from '../../engine/telemetry/window-reports.ts';
import { TelemetryCollector } from '../../engine/telemetry/telemetry-collector.ts';
import type { TelemetrySources } from '../../engine/telemetry/telemetry-collector.ts';
import { idleImports } from './idle-imports.ts';
import { ManualJournal } from './manual-journal.ts';
import { MemoryDocuments } from './memory-documents.ts';
import type { TestClient } from './test-client.ts';
import { AAPL, MSFT, openCore } from './test-core.ts';

/** The clock of vitest's fake timers. */
export const FAKE_CLOCK: Clock = {
  wallUs: () => timeUs(Date.now() * 1_000),
  monotonicUs: () => Date.now() * 1_000,
};

/** A source that does at each turn what it was told to do at the next one. */
export class ScriptedSource implements MarketSource {
  readonly instruments = [AAPL, MSFT];
  /** When what it does came, as of a feed; null: it is due by time. */
  cameUs: number | null = null;
  readonly #script: ((market: HouseMarket) => void)[] = [];

  next(act: (market: HouseMarket) => void): void {
    this.#script.push(act);
  }

  marketUs: MarketSource['marketUs'] = (wallUs) => wallUs;

  advance: MarketSource['advance'] = (wallUs, eventsMax, market, setTime) => {
    const acts = this.#script.splice(0, eventsMax);
    setTime(wallUs);
    for (const act of acts) act(market);
    return acts.length;
  };

  receivedUs = (): number | null => this.cameUs;

  control(): void {
    // A script has no pace.
  }

  status: MarketSource['status'] = (wallUs) => ({
    kind: 'simulator',
    label: 'script',
    state: 'running',
    speed: 1,
    marketUs: wallUs,
    eventsDone: 0,
    eventsTotal: 0,
    problem: '',
    drills: [],
    feed: null,
  });
}

export interface TestEngineOptions {
  readonly journal?: ManualJournal;
  readonly source?: MarketSource;
  readonly clock?: Clock;
  readonly background?: Partial<Background>;
  readonly readers?: Partial<StoreReaders>;
  readonly upkeep?: Upkeep;
}

/** Calls everything off at once. */
const IDLE_UPKEEP: Upkeep = {
  run: () => ({ outcome: Promise.resolve({ state: 'canceled' }), cancel: () => undefined }),
};

export interface TestEngine {
  readonly engine: Engine;
  readonly journal: ManualJournal;
  /** What it said when it could not go on; at most one. */
  readonly fatal: string[];
}

/** Starts an engine on what the journal's disk holds. Fake timers must be on. */
export function startTestEngine(options: TestEngineOptions = {}): TestEngine {
  const { journal = new ManualJournal(), source = new ScriptedSource() } = options;
  const recovered = journal.disk.recovered();
  const { clock = FAKE_CLOCK } = options;
  const core = openCore(journal.disk, {
    recovered,
    instruments: source.instruments,
    nowUs: source.marketUs(clock.wallUs()),
  });
  const fatal: string[] = [];
  const absent = (): never => {
    throw new Error('not part of this test');
  };
  const readers: StoreReaders = {
    read: absent,
    timings: () => [],
    figures: () => ({ threads: 1, waiting: 0, bound: 1 }),
    restart: absent,
    close: () => Promise.resolve(),
    ...options.readers,
  };
  const background: Background = {
    startExport: absent,
    cancelExport: absent,
    close: () => Promise.resolve(),
    ...options.background,
  };
  const exports = new ExportDesk({ background, folder: '/exports', clock });
  const tasks = new DataTaskDesk({
    upkeep: options.upkeep ?? IDLE_UPKEEP,
    venue: 'local',
    storeFolder: '/data',
    dataFolder: '/data',
    files: { folder: '/exports', hand: absent, take: () => null, forget: absent },
    clock,
    bounds: () => ({ kept: 1, bytesMax: 1 }),
    tell: (task) => {
      engine.broadcast({ type: 'data_task', task });
    },
    restart: (reason) => {
      fatal.push(`restart: ${reason}`);
    },
  });
  const maintenance = new MaintenanceDesk({
    journal: {
      queue: () => journal.queue(),
      trouble: () => journal.trouble(),
      checkpoint: () => undefined,
      walBytes: () => 0,
      chore: () => Promise.resolve({ done: 0, left: 0, tookUs: 0, problem: '' }),
    },
    upkeep: options.upkeep ?? IDLE_UPKEEP,
    tasks,
    clock,
    file: '/data/local.db',
    settings: DEFAULT_MAINTENANCE,
    runs: [],
    tell: (status) => {
      engine.broadcast({ type: 'maintenance', status });
    },
    alarm: absent,
  });
  const alerts = new AlertKeeper(() => engine, core, []);
  const telemetry = quietTelemetry();
  const assets = new AssetsDesk({
    api: null,
    feed: 'iex',
    instruments: core.exchange.instruments,
    calendar: usEquityCalendar(),
    follow: null,
    lastTicks: (symbol) => core.exchange.market(symbol)?.lastTradeTicks() ?? 0,
    clock,
  });
  const engine: Engine = new Engine(
    {
      venue: 'local',
      productVersion: '0.0.0-test',
      storeId: recovered.storeId,
      recovery: { after: recovered.after, workingOrders: 0, positions: 0, tookMs: 0 },
      exportDelivery: 'ticket',
      clock,
      core,
      source,
      journal,
      eventLog: new EventLog(journal.disk.events.slice(-2_000)),
      telemetry,
      measures: new MeasureDesk({
        telemetry,
        windows: new WindowReports(),
        readers,
        journal: { chore: absent },
        profiler: new Profiler('/data/profiles'),
        clock,
        about: { product: '0.0.0-test', startedAfter: 'first', source: 'script' },
      }),
      rewind: () => undefined,
      recentFills: new FillRing(recovered.recentFills),
      scopeAnswers: recovered.scopeAnswers,
      watchers: alerts,
      onFatal: (code, problem) => {
        fatal.push(`${code}: ${problem}`);
      },
      onDisconnect: (client) => {
        exports.disown(client);
      },
    },
    (running) =>
      requestHandler(
        running,
        new HistoryDesk(readers),
        exports,
        idleImports(clock),
        tasks,
        maintenance,
        new DocumentDesk(new MemoryDocuments(), clock, (head) => {
          engine.broadcast({ type: 'document', head });
        }),
        alerts,
        assets,
      ),
  );
  engine.start();
  return { engine, journal, fatal };
}

/** Of an engine of which nothing is known but its own process and what `sources` tells. */
export function quietTelemetry(sources: Partial<TelemetrySources> = {}): TelemetryCollector {
  return new TelemetryCollector({
    sources: {
      wallUs: () => Date.now() * 1_000,
      monotonicUs: () => Date.now() * 1_000,
      sleptUs: () => 0,
      folder: '/',
      statements: () => [],
      writerQueue: () => ({ length: 0, bound: 1 }),
      walBytes: () => 0,
      connections: () => 0,
      framesConflated: () => 0,
      readers: () => ({ threads: 1, waiting: 0, bound: 1 }),
      caches: () => [],
      history: () => ({ behind: 0 }),
      buffers: () => [],
      processes: () => [],
      gauges: () => ({}),
      counters: () => ({}),
      ...sources,
    },
  });
}

/** Moves all fake timers on by so many milliseconds. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Stops an engine whose disk still works. */
export async function stopped({ engine, journal }: TestEngine): Promise<void> {
  const stopping = engine.stop('test over');
  journal.commit();
  await stopping;
}

/** Asks without waiting; the answer may never come. */
export function send(client: TestClient, body: unknown): void {
  client.ask(body).catch(() => undefined);
}
