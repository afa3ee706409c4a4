/**
 * The only place that wires the engine: store, market source, core, clients. Both hosts (utility
 * process and Node server) start it with the same options.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import type { Logger } from 'pino';
import type { Welcome } from '../contract/messages.ts';
import type { ProcessFigures } from '../contract/telemetry.ts';
import { TradingCore } from '../core.ts';
import { removeAbandonedParts } from '../csv/abandoned-parts.ts';
import { MICROS_PER_UNIT } from '../domain/price.ts';
import type { Clock } from '../ports.ts';
import { finishOtherRestores } from '../store/backup/other-restores.ts';
import { DOCUMENTS_FOLDER } from '../store/documents/restored-documents.ts';
import { historyState } from '../store/history/history-state.ts';
import { tellsOfDamage } from '../store/store-fault.ts';
import type { MigrationStep } from '../store/database.ts';
import { beginStore } from '../store/store.ts';
import type { EngineStart } from '../supervision/host-messages.ts';
import { EXIT_CODE_RESTART } from '../supervision/restart-policy.ts';
import { StageRecorders } from '../telemetry/stage-recorders.ts';
import type { TelemetryCollector } from '../telemetry/telemetry-collector.ts';
import { ThreadWatch } from '../telemetry/thread-watch.ts';
import { AlertKeeper } from './alerts/alert-keeper.ts';
import { readAlerts } from './alerts/read-alerts.ts';
import { openAssets } from './assets/open-assets.ts';
import { composeAdvisor } from './advisor/compose-advisor.ts';
import { openBackground } from './background.ts';
import { composeTelemetry } from './compose-telemetry.ts';
import { composeUpkeep } from './compose-upkeep.ts';
import { DocumentDesk } from './documents/document-desk.ts';
import { DocumentFiles } from './documents/document-files.ts';
import { watchedReaders } from './damage-watch.ts';
import { Engine } from './engine.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { EventLog } from './event-log.ts';
import { ExportDesk } from './export-desk.ts';
import { FillRing } from './fill-ring.ts';
import { HistoryDesk } from './history-desk.ts';
import { HistoryProjection } from './history-projection.ts';
import { ImportDesk } from './import/import-desk.ts';
import { emptiedImportFolder, forgetUpload } from './import/import-file.ts';
import { threadImports } from './import/import-runner.ts';
import { lastWords } from './last-words.ts';
import { LogAge } from './log-age.ts';
import { openMarket, playedUntil, rewindTo } from './market-sources.ts';
import { PastWriter } from './past-writer.ts';
import { letGo, recentEvents, recoveryReport, startedState } from './recovery-report.ts';
import { openRemoteVenue, remoteAccess, withHeld } from './remote-venue.ts';
import { storeFolder, storePlace } from './store-folder.ts';
import { restoreNotice, reversalNotice } from './restore-notice.ts';
import { requestHandler } from './request-handler.ts';
import { systemClock } from './system-clock.ts';

/** One reader answers thousands of pages a second; each thread costs 18 MB. */
const READER_THREADS = 1;

export interface ComposedEngine {
  readonly engine: Engine;
  readonly exports: ExportDesk;
  readonly imports: ImportDesk;
  readonly log: Logger;
  /** Has `hear` called with each symbol that somebody has asked to follow, for the next start. */
  onFollowed(hear: (symbol: string) => void): void;
  /** Takes the host's list of the terminal's other processes. */
  hearProcesses(processes: readonly ProcessFigures[]): void;
  /** Flushes, closes the store as ended well and ends all connections; once, however often called. */
  stop(reason: string): Promise<void>;
}

/**
 * Recovers and starts. `onFatal` is called when the process must end at once, with this exit code. `clock`: the
 * machine's, but where hours have to pass sooner. `onMigration` hears of each step before an older store takes it.
 */
export async function composeEngine(
  start: EngineStart,
  exportDelivery: Welcome['exportDelivery'],
  onFatal: (problem: string, exitCode: number) => void,
  clock: Clock = systemClock(),
  onMigration: (step: MigrationStep) => void = () => undefined,
): Promise<ComposedEngine> {
  const log = pino({ name: 'engine', base: { pid: process.pid } });
  const startedUs = clock.monotonicUs();
  const { venue } = start;
  const access = remoteAccess(start, clock);
  const stages = new StageRecorders(start.measure !== false);
  const threads = new ThreadWatch();
  const logAge = new LogAge(() => clock.monotonicUs());
  finishOtherRestores(start.dataFolder, storeFolder(start));
  const opening = beginStore({
    ...storePlace(start),
    readerThreads: READER_THREADS,
    ...(start.restoreBackup ? { restoreBackupAtUs: clock.wallUs() } : {}),
    startCashMicros: start.startCash === null ? null : start.startCash * MICROS_PER_UNIT,
    onCommitTime: (us, times) => {
      telemetry.transactionDone(us, times);
    },
    onReadTime: (us, waitUs) => {
      stages.record('store.read', us);
      stages.record('store.wait', waitUs);
    },
    onCheckpointTime: stages.recorder('store.checkpoint'),
    onMigration,
    onThread: (name, worker) => {
      threads.add(name, worker);
    },
  });
  // A recording has times of its own.
  if (start.source.kind !== 'replay') clock.notBefore?.(opening.recovered.lastEventUs);
  const market = await openMarket(
    await withHeld(start, access, opening.recovered),
    opening.recovered,
    clock.wallUs(),
    clock,
    start.keys,
    access,
  );
  /** Set once there is who wants to hear of it. */
  let onCheckpoint: (us: number) => void = () => undefined;
  let onDamage: (problem: string) => void = () => undefined;
  // Started before the books are filled: threads need as long to come up as that takes.
  const openingBackground = openBackground({
    workerUrl: pathToFileURL(start.workers.background),
    file: opening.file,
    venue,
    instruments: market.source.instruments,
    isRealMarket: start.source.kind === 'alpaca',
    onLogLarge: () => {
      void opening.opened.then(({ journal }) => {
        journal.checkpoint();
      });
    },
    onThread: (worker) => {
      threads.add('background', worker);
    },
    onCheckpointTime: (us) => {
      stages.record('store.checkpoint', us);
      onCheckpoint(us);
    },
    onLogWaiting: (bytes) => {
      logAge.look(bytes);
    },
    onCheckpointFailed: (problem) => {
      if (tellsOfDamage(problem)) onDamage(problem);
      else log.warn({ problem }, 'the log could not be moved into the database');
    },
  });
  const recovered = startedState(opening.recovered, market.bars, start.source.kind);
  const recentFills = new FillRing(recovered.recentFills);
  const coreOptions = {
    venue,
    instruments: market.source.instruments,
    calendarOf: market.calendarOf,
    startPrices: market.startPrices,
    fillModel: market.fillModel,
    recovered,
    lookup: opening.lookup,
    nowUs: market.source.marketUs(clock.wallUs()),
  };
  const remote =
    access === null
      ? null
      : openRemoteVenue(access, coreOptions, (remoteId) => opening.lookup.linkOf(remoteId), {
          clock,
          engine: () => engine,
          restart,
        });
  const core = remote?.core ?? new TradingCore(coreOptions);
  const [store, background] = await Promise.all([opening.opened, openingBackground]);
  const eventLog = new EventLog(await recentEvents(store));
  const measuring = composeTelemetry({
    start,
    after: recovered.after,
    clock,
    core,
    source: market.source,
    line: market.line ?? null,
    store,
    folder: storeFolder(start),
    eventLog,
    recentFills,
    stages,
    threads,
    engine: () => engine,
    historyBehind: () => projection.behind,
    logAge,
    priceHitRate: () => assets.priceHitRate,
  });
  const telemetry: TelemetryCollector = measuring.telemetry;
  mkdirSync(start.exportFolder, { recursive: true });
  for (const problem of removeAbandonedParts(start.exportFolder)) log.warn({ problem }, 'exports');
  const projection: HistoryProjection = new HistoryProjection(
    store.journal,
    Object.fromEntries(core.exchange.instruments.map(({ symbol, zone }) => [symbol, zone])),
    stages.recorder('store.projection'),
    historyState(opening.file, venue),
  );
  const readers = watchedReaders(store.readers, (problem) => onDamage(problem));
  const untilUs = playedUntil(start, market.source, clock);
  const history = new HistoryDesk(readers, () => projection.caughtUp(), untilUs);
  const upkeep = composeUpkeep({
    start,
    store,
    venue,
    storeFolder: storeFolder(start),
    clock,
    exchange: core.exchange,
    files: {
      folder: start.exportFolder,
      hand: (file) => exports.offer(file),
      take: (ticket) => imports.take(ticket),
      forget: (path) => {
        forgetUpload(storeFolder(start), path);
      },
    },
    tellTask: (task) => {
      engine.broadcast({ type: 'data_task', task });
    },
    tellStatus: (status) => {
      engine.broadcast({ type: 'maintenance', status });
    },
    alarm: (text) => {
      engine.notify({ level: 'error', code: 'store.damaged', text, atUs: clock.wallUs() });
    },
    restart,
  });
  onCheckpoint = (us) => {
    upkeep.maintenance.checkpointed(us);
  };
  const exports = new ExportDesk({ background, folder: start.exportFolder, clock });
  const imports = new ImportDesk({
    run: threadImports(pathToFileURL(start.workers.import)),
    store: { storeFile: store.file, venue, instruments: core.exchange.instruments },
    folder: emptiedImportFolder(storeFolder(start)),
    clock,
    hold: (reason) => {
      engine.broadcast({ type: 'store', store: { canWrite: false, problem: reason } });
      return store.journal.hold(reason);
    },
    release: () => {
      store.journal.release();
    },
    restart: (reason) => {
      const text = `${reason}. The engine starts again.`;
      engine.notify({ level: 'info', code: 'store.imported', text, atUs: clock.wallUs() });
      restart(reason);
    },
    forget: (path) => {
      forgetUpload(storeFolder(start), path);
    },
  });
  const documents = new DocumentDesk(
    new DocumentFiles(join(start.dataFolder, DOCUMENTS_FOLDER)),
    clock,
    (head) => {
      engine.broadcast({ type: 'document', head });
    },
  );
  let tellFollowed: (symbol: string) => void = () => undefined;
  const assets = openAssets({
    start,
    budget: market.line?.budget ?? null,
    core,
    source: market.source,
    clock,
    journal: store.journal,
    recovered: opening.recovered,
    onFollowed: (instrument) => {
      const { symbol, zone } = instrument;
      projection.addZone(symbol, zone);
      engine.broadcast({ type: 'instrument', instrument });
      tellFollowed(symbol);
    },
  });
  const alerts = new AlertKeeper(() => engine, core, readAlerts(store.file, venue));
  const advisor = composeAdvisor({
    start,
    engine: () => engine,
    store,
    readers,
    venue,
    clock,
    lookAtStore: measuring.lookAtStore,
    tell: (status) => {
      engine.broadcast({ type: 'advisor', status });
    },
    log: (fields, message) => {
      log.info(fields, message);
    },
  });
  const startNotice =
    restoreNotice(store.restored, clock.wallUs()) ??
    reversalNotice(recovered.remote.reversals, clock.wallUs());
  const recovery = recoveryReport(recovered, (clock.monotonicUs() - startedUs) / 1_000);
  const engine: Engine = new Engine(
    {
      venue,
      productVersion: start.productVersion,
      storeId: recovered.storeId,
      recovery,
      exportDelivery,
      clock,
      core,
      source: market.source,
      rewind: rewindTo(start, market.source, clock, restart),
      journal: store.journal,
      eventLog,
      telemetry,
      advisor: advisor.port,
      ...(start.sampleMs === undefined ? {} : { sampleMs: start.sampleMs }),
      measures: measuring.desk,
      recentFills,
      scopeAnswers: recovered.scopeAnswers,
      watchers: alerts,
      onWritten: projection.written,
      onFatal: (code, problem) => {
        lastWords({ code, problem }, 'the engine cannot go on');
        const isDamage = code === 'store.damaged';
        onFatal(isDamage ? `${store.file} is damaged (${problem}).` : problem, EXIT_CODES[code]);
      },
      ...(startNotice === null ? {} : { startNotice }),
      ...(remote === null ? {} : { gateway: remote.gateway }),
      onDisconnect: (client) => {
        exports.disown(client);
        imports.disown(client);
        measuring.windows.forget(client);
      },
    },
    (running) =>
      requestHandler(
        running,
        history,
        exports,
        imports,
        upkeep.tasks,
        upkeep.maintenance,
        documents,
        alerts,
        assets,
      ),
  );
  onDamage = (problem) => {
    engine.fail('store.damaged', problem);
  };
  engine.start();
  remote?.gateway.start();
  const pastWriter = new PastWriter(store.journal, market.newBars);
  pastWriter.start();
  upkeep.start();
  projection.start();
  letGo(opening.recovered, recovered);
  let stopped: Promise<void> | null = null;
  log.info({ ...recovery, source: start.source.kind }, 'engine is ready');
  return {
    engine,
    exports,
    imports,
    log,
    onFollowed: (hear) => {
      tellFollowed = hear;
    },
    hearProcesses: (processes) => {
      measuring.processes.hear(processes);
    },
    stop,
  };

  function stop(reason: string): Promise<void> {
    stopped ??= stopAll(reason);
    return stopped;
  }

  function restart(reason: string): void {
    void stop(reason).then(() => {
      onFatal(reason, EXIT_CODE_RESTART);
    });
  }

  async function stopAll(reason: string): Promise<void> {
    pastWriter.stop();
    projection.stop();
    engine.parts.source.stop?.();
    remote?.gateway.stop();
    await engine.stop(reason);
    await advisor.stop();
    await measuring.stop();
    await upkeep.stop();
    await imports.close();
    await documents.close();
    await background.close();
    await store.close();
    log.info({ reason }, 'engine has stopped');
  }
}
