/** Writes, recovers and reads once; run on the stand-in for better-sqlite3. Prints what came back. */
import { isDeepStrictEqual } from 'node:util';
import { openBackground } from '../../../engine/host/background.ts';
import { openStore } from '../../../engine/store/store.ts';
import type { Store } from '../../../engine/store/store.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { SYMBOLS, SampleStream } from './sample-events.ts';

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
  onLogLarge: () => undefined,
  onCheckpointTime: () => undefined,
});
const exported = await new Promise((resolve) => {
  const selection = { symbol: null, side: null, tag: null, fromUs: null, toUs: null };
  void background.startExport(
    { profile: 'fills', selection, path: `${folder}/fills.csv`, excel: false },
    (step) => {
      if (step.state !== 'running') resolve(step);
    },
  );
});
await background.close();
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
    after: recovered.after,
    workingOrders: recovered.workingOrders.length,
    cashMicros: recovered.cashMicros,
  }),
);
