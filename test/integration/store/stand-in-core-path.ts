/** Writes, recovers and reads once; run on the stand-in for better-sqlite3. Prints what came back. */
import { isDeepStrictEqual } from 'node:util';
import { EXPORT_PROFILES } from '../../../engine/contract/export-profiles.ts';
import type { ExportProfile } from '../../../engine/contract/export-profiles.ts';
import type { ExportStep } from '../../../engine/csv/csv-export.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { openBackground } from '../../../engine/host/background.ts';
import { threadUpkeep } from '../../../engine/host/upkeep.ts';
import { PrintBuffer } from '../../../engine/market/print-buffer.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { readTicks } from '../../../engine/store/ticks.ts';
import { openStore } from '../../../engine/store/store.ts';
import type { Store } from '../../../engine/store/store.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { EVERYTHING } from '../../support/export-selection.ts';
import { START_US, SYMBOLS, SampleStream } from './sample-events.ts';

const folder = process.argv[2] ?? '';
const at = (path: string): URL => new URL(`../../../engine/${path}`, import.meta.url);
const open = (): Promise<Store> =>
  openStore({
    folder,
    venue: 'local',
    workers: { writer: at('store/writer-thread.ts'), reader: at('store/reader-thread.ts') },
    readerThreads: 1,
    startCashMicros: null,
    onCommitTime: () => undefined,
    onReadTime: () => undefined,
  });

const stream = new SampleStream();
const events = Array.from({ length: 50 }, (_, i) => {
  // Every fifth of the filled ones closes a part of what the others have bought.
  const accepted = stream.accept(i % 10 === 9 ? { side: 'sell' } : {});
  return accepted.order.orderId % 2 === 0
    ? [accepted, stream.fill(accepted.order, 50)]
    : [accepted];
}).flat();
const store = await open();
store.journal.append([{ kind: 'events', events }]);
await store.journal.flush();
const isRefused = await open().then(
  () => false,
  (error: unknown) => String(error).includes('Another engine'),
);
const published = await store.readers.read('events.after', { afterSeq: 0, limit: 100 });
const fills = await store.readers.read('fills.page', {
  symbol: null,
  beforeExecutionId: null,
  limit: 10,
});
const projected = await store.journal.chore({ name: 'project', fills: 100, zones: {} });
const filter = { symbol: null, side: 'buy', tag: '', venue: null, fromUs: 0, toUs: null } as const;
const page = { filter, cursor: null, direction: 'older', limit: 10 } as const;
const past = {
  problem: projected.problem,
  fills: (await store.readers.read('history.fills', page)).fills.length,
  orders: (await store.readers.read('history.orders', { ...page, state: 'working' })).orders.length,
  trips: (await store.readers.read('history.trips', page)).trips.length,
  lots: (await store.readers.read('history.lots', page)).lots.length,
  totals: (await store.readers.read('history.totals', { filter })).totals.fills,
};
const background = await openBackground({
  workerUrl: at('host/background-thread.ts'),
  file: `${folder}/local.db`,
  venue: 'local',
  instruments: SYMBOLS.map((symbol) => usEquity(symbol, symbol)),
  isRealMarket: false,
  onLogLarge: () => undefined,
  onCheckpointTime: () => undefined,
});
const exportTo = (profile: ExportProfile): Promise<ExportStep> =>
  new Promise((resolve) => {
    const path = `${folder}/${profile}.csv`;
    const request = { profile, selection: EVERYTHING, path, excel: false };
    void background.startExport(request, (step) => {
      if (step.state !== 'running') resolve(step);
    });
  });
const exported: Record<string, string> = {};
for (const profile of EXPORT_PROFILES) {
  const { state, rowsDone, problem } = await exportTo(profile);
  exported[profile] = `${state}, ${String(rowsDone)} rows${problem}`;
}
await background.close();
const upkeep = threadUpkeep(at('host/upkeep-thread.ts'), {
  file: `${folder}/local.db`,
  venue: 'local',
  backupFolder: `${folder}/backups`,
  dataFolder: folder,
});
const bounds = { kept: 3, bytesMax: 1e9 };
const ignore = (): void => undefined;
const backup = await upkeep.run('backup', { nowUs: timeUs(START_US), bounds }, ignore).outcome;
const listed = await upkeep.run('backup.list', null, ignore).outcome;
const integrity = await upkeep.run('integrity', null, ignore).outcome;
const stats = await upkeep.run('stats', null, ignore).outcome;
const prints = new PrintBuffer();
prints.append(1_000_000, 5, 0, START_US);
const chores = [
  await store.journal.chore({
    name: 'ticks.add',
    all: [{ symbol: 'AAPL', chunks: prints.take(Number.POSITIVE_INFINITY) }],
  }),
  await store.journal.chore({ name: 'optimize', atUs: START_US }),
  await store.journal.chore({ name: 'vacuum' }),
  await store.journal.chore({ name: 'ticks.trim', bounds: { beforeUs: START_US, bytesOver: 0 } }),
];
const db = openDatabase(`${folder}/local.db`, { venue: 'local', access: 'read', cacheKib: 64 });
const ticks = [...readTicks(db, 'AAPL', START_US, START_US + 1)];
db.close();
await store.close();
const again = await open();
const { recovered } = again;
await again.close();
process.stdout.write(
  JSON.stringify({
    isRefused,
    eventsEqual: isDeepStrictEqual(published, events),
    fills: fills.fills.length,
    past,
    exported,
    backup,
    listed,
    integrity,
    stats,
    ticks: ticks.length,
    choreProblems: chores.map(({ problem }) => problem).join(''),
    after: recovered.after,
    workingOrders: recovered.workingOrders.length,
    cashMicros: recovered.cashMicros,
  }),
);
