/** Wires what the running engine measures: every gauge, counter and buffer that somebody owns. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CATCH_UP_EVENTS_MAX,
  CLIENT_REQUESTS_PENDING_MAX,
  OPEN_ORDERS_MAX,
} from '../contract/bounds.ts';
import type { GaugeName } from '../contract/metrics.ts';
import { TRACES_KEPT } from '../contract/telemetry.ts';
import type { BufferFigures } from '../contract/telemetry.ts';
import type { VenueCore } from '../remote/venue-core.ts';
import type { BudgetState } from '../alpaca/request-budget.ts';
import { BARS_KEPT } from '../bars/bar-series.ts';
import { TAPE_TRADES_KEPT } from '../market/trade-tape.ts';
import { ENDED_ORDERS_MAX } from '../orders/order-registry.ts';
import type { Clock, MarketSource, RecoveredState } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { EngineStart } from '../supervision/host-messages.ts';
import { ProcessList } from '../telemetry/process-list.ts';
import { Profiler } from '../telemetry/profiler.ts';
import type { StageRecorders } from '../telemetry/stage-recorders.ts';
import { TelemetryCollector } from '../telemetry/telemetry-collector.ts';
import type { ThreadWatch } from '../telemetry/thread-watch.ts';
import { WindowReports } from '../telemetry/window-reports.ts';
import type { Engine } from './engine.ts';
import type { EventLog } from './event-log.ts';
import type { FillRing } from './fill-ring.ts';
import type { LogAge } from './log-age.ts';
import type { MarketLine } from './opened-market.ts';
import { MeasureDesk } from './measure-desk.ts';
import { SchemaWatch } from './schema-watch.ts';
import { SAMPLES_WAITING_MAX, TelemetryHistory } from './telemetry-history.ts';
import { UNREAD_BYTES_MAX } from './unread-clients.ts';

const US_PER_MS = 1_000;

export interface TelemetryWiring {
  readonly start: Pick<EngineStart, 'dataFolder' | 'productVersion' | 'source'>;
  /** How the last run had ended. */
  readonly after: RecoveredState['after'];
  readonly clock: Clock;
  readonly core: VenueCore;
  readonly source: MarketSource;
  /** The connection to a real market, where there is one. */
  readonly line: MarketLine | null;
  readonly store: Store;
  readonly folder: string;
  readonly eventLog: EventLog;
  readonly recentFills: FillRing;
  readonly stages: StageRecorders;
  readonly threads: ThreadWatch;
  /** Known once it is made, which needs the collector. */
  readonly engine: () => Engine;
  readonly historyBehind: () => number;
  readonly logAge: Pick<LogAge, 'waitingBytes' | 'seconds'>;
  /** Of the latest prices of symbols that are not followed; undefined: nobody has asked. */
  readonly priceHitRate: () => number | undefined;
}

/** What measures a composed engine, and answers about it. */
export interface Measuring {
  readonly telemetry: TelemetryCollector;
  readonly desk: MeasureDesk;
  readonly windows: WindowReports;
  readonly processes: ProcessList;
  /** Has the store's indexes and statistics looked at with the next report. */
  readonly lookAtStore: () => void;
  /** Stores what was measured last; before the store is closed. */
  stop(): Promise<void>;
}

/** Makes them for a composed engine. */
export function composeTelemetry(wiring: TelemetryWiring): Measuring {
  const { clock, store, recentFills, stages, threads, start } = wiring;
  const windows = new WindowReports();
  const processes = new ProcessList();
  const schema = new SchemaWatch(store.readers);
  const history = new TelemetryHistory(store.journal, stages);
  wiring.line?.onFrameTimes((stage, us) => {
    stages.record(stage, us);
  });
  wiring.line?.onRequestTimes((stage, us) => {
    stages.record(stage, us);
  });
  const telemetry = new TelemetryCollector({
    stages,
    threads,
    sources: {
      wallUs: () => clock.wallUs(),
      monotonicUs: () => clock.monotonicUs(),
      sleptUs: () => clock.sleptUs?.() ?? 0,
      folder: wiring.folder,
      statements: () => store.timings(),
      writerQueue: () => store.journal.queue(),
      walBytes: () => store.journal.walBytes(),
      connections: () => wiring.engine().totals.open.size,
      framesConflated: () => wiring.engine().totals.framesConflated,
      readers: () => store.readers.figures(),
      caches: () => [store.lookup.figures(), recentFills.figures()],
      history: () => ({ behind: wiring.historyBehind() }),
      buffers: () => [...buffersOf(wiring), historyBuffer(history)],
      processes: () => processes.figures(),
      gauges: () => ({
        ...gaugesOf(wiring),
        ...clientsOf(wiring.engine()),
        ...schema.gauges(),
        ...windows.values(),
      }),
      counters: () => countersOf(wiring),
    },
  });
  telemetry.onReport((report) => {
    history.add(report);
  });
  const desk = new MeasureDesk({
    telemetry,
    windows,
    readers: store.readers,
    journal: store.journal,
    profiler: new Profiler(join(start.dataFolder, 'profiles'), () => threads.threads),
    clock,
    about: {
      product: start.productVersion,
      startedAfter: wiring.after,
      source: start.source.kind,
    },
  });
  return {
    telemetry,
    desk,
    windows,
    processes,
    lookAtStore: () => {
      schema.askSoon();
    },
    stop: () => history.stop(),
  };
}

function historyBuffer({ waiting }: TelemetryHistory): BufferFigures {
  return {
    name: 'telemetry.history',
    fill: waiting,
    bound: SAMPLES_WAITING_MAX,
    whenFull: 'oldest_goes',
  };
}

function gaugesOf({
  line,
  engine,
  store,
  source,
  clock,
  logAge,
  priceHitRate,
}: TelemetryWiring): Partial<Record<GaugeName, number>> {
  const priceHits = priceHitRate();
  const bytes = statSync(store.file, { throwIfNoEntry: false })?.size;
  const { feed } = source.status(clock.wallUs());
  return {
    'gate.waiting': engine().gate.waiting,
    ...(line === null ? {} : { 'api.budget_used': line.requests().used }),
    ...(bytes === undefined ? {} : { 'store.bytes': bytes }),
    ...(priceHits === undefined ? {} : { 'cache.prices.hits': priceHits }),
    'wal.checkpoint_age': logAge.seconds,
    'wal.waiting': logAge.waitingBytes,
    ...(feed === null
      ? {}
      : {
          'feed.queue': feed.queueLength,
          'feed.queue_deepest': feed.queueDeepest,
          'feed.losses': feed.losses,
        }),
  };
}

/**
 * What clients follow, how late they take it, and the requests of the one that asks most now: who has asked most
 * since it came may have been idle for hours.
 */
function clientsOf(engine: Engine): Partial<Record<GaugeName, number>> {
  const { totals } = engine;
  const perS = totals.takeBusiestPerS(performance.now());
  return {
    ...(perS === null ? {} : { 'requests.rate_max': perS }),
    subscriptions: totals.subscriptions,
    ...(totals.open.size === 0
      ? {}
      : { 'frames.ack_max': totals.takeSlowestFrameMs(engine.nowMs()) * US_PER_MS }),
  };
}

function countersOf({
  line,
  engine,
  source,
  clock,
}: TelemetryWiring): Partial<Record<GaugeName, number>> {
  const { feed } = source.status(clock.wallUs());
  return {
    'requests.rate': engine().totals.requests,
    ...(line === null
      ? {}
      : { 'api.requests': line.requests().answered, 'api.throttled': line.requests().throttled }),
    ...(feed === null ? {} : { 'feed.messages': feed.messages, 'feed.conflated': feed.conflated }),
  };
}

function venueRequests({ waiting, waitingBound }: BudgetState): BufferFigures {
  return { name: 'api.waiting', fill: waiting, bound: waitingBound, whenFull: 'refuses' };
}

/** Everything in the engine that is bounded and can fill, with how full it is. */
function buffersOf(wiring: TelemetryWiring): readonly BufferFigures[] {
  const { core, store, source, clock, eventLog, recentFills, engine, line } = wiring;
  const orders = core.orderCounts;
  const queue = store.journal.queue();
  const readers = store.readers.figures();
  const caches = [store.lookup.figures(), recentFills.figures()];
  const { feed } = source.status(clock.wallUs());
  const tapes = core.exchange.markets;
  const fullest = (fill: (market: (typeof tapes)[number]) => number): number =>
    tapes.reduce((most, market) => Math.max(most, fill(market)), 0);
  return [
    { name: 'store.writes', fill: queue.length, bound: queue.bound, whenFull: 'refuses' },
    { name: 'store.reads', fill: readers.waiting, bound: readers.bound, whenFull: 'refuses' },
    ...caches.map(({ name, entries, bound }): BufferFigures => ({
      name: `cache.${name}`,
      fill: entries,
      bound,
      whenFull: 'oldest_goes',
    })),
    {
      name: 'events.recent',
      fill: eventLog.length,
      bound: 2 * CATCH_UP_EVENTS_MAX,
      whenFull: 'oldest_goes',
    },
    {
      name: 'orders.ended',
      fill: orders.ended,
      bound: ENDED_ORDERS_MAX,
      whenFull: 'oldest_goes',
    },
    {
      name: 'orders.working',
      fill: orders.working,
      bound: core.limits.openOrdersMax ?? OPEN_ORDERS_MAX,
      whenFull: 'refuses',
    },
    {
      name: 'market.tape',
      fill: fullest(({ tape }) => Math.min(TAPE_TRADES_KEPT, tape.lastNumber)),
      bound: TAPE_TRADES_KEPT,
      whenFull: 'oldest_goes',
    },
    {
      name: 'market.bars',
      fill: fullest(({ bars }) => bars.keptMost),
      bound: BARS_KEPT,
      whenFull: 'oldest_goes',
    },
    {
      name: 'clients.requests',
      fill: engine().totals.requestsPending,
      bound: CLIENT_REQUESTS_PENDING_MAX,
      whenFull: 'refuses',
    },
    {
      name: 'clients.unread',
      fill: engine().totals.unreadBytes,
      bound: UNREAD_BYTES_MAX,
      whenFull: 'cuts_off',
    },
    ...(line === null ? [] : [venueRequests(line.budget.state)]),
    {
      name: 'telemetry.traces',
      fill: engine().parts.telemetry.traces.length,
      bound: TRACES_KEPT,
      whenFull: 'oldest_goes',
    },
    ...(feed === null
      ? []
      : [
          {
            name: 'feed.frames',
            fill: feed.queueLength,
            bound: feed.queueBound,
            whenFull: 'conflates',
          } as const,
        ]),
  ];
}
