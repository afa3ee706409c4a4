/**
 * Durable orders: how many a second through the journal beside raw better-sqlite3 with the same
 * rows, and how long one waits for its acknowledgement at 1,000 a second. An order is an accepted
 * event with its row; every fourth is also filled, with its trade, position and cash.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { openBackground } from '../../../engine/host/background.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { openJournal } from '../../../engine/store/journal.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { rowBatch } from '../../../engine/store/row-batch.ts';
import { parametersOf } from '../../../engine/store/transaction-writer.ts';
import { SampleStream } from '../../integration/store/sample-events.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { probeFsync } from './fsync-probe.ts';
import { rawWriter } from './raw-writer.ts';

const WRITER_URL = new URL('../../../engine/store/writer-thread.ts', import.meta.url);
const BACKGROUND_URL = new URL('../../../engine/host/background-thread.ts', import.meta.url);
/** Clients that each wait for one acknowledgement before they send the next order. */
const CLIENTS = 64;
const ORDERS_PER_ROUND = 20_000;
const ROUNDS = 5;
const PACED_ORDERS_PER_S = 1_000;
const PACED_ORDERS = 10_000;
const PACED_STRETCHES = 5;
/** Orders before the measured ones: caches and compiled code as after a minute of work. */
const WARM_UP_ORDERS = 2_000;

/** Events of one order after another; every fourth order is filled at once. */
function orderMaker(): () => OrderEvent[] {
  const stream = new SampleStream();
  let made = 0;
  return () => {
    const accepted = stream.accept();
    made += 1;
    return made % 4 === 0 ? [accepted, stream.fill(accepted.order, 100)] : [accepted];
  };
}

interface Opened {
  readonly journal: OpenJournal;
  readonly commitUs: number[];
  close(): Promise<void>;
}

/** A journal with the background's checkpoints, as the engine runs it. */
async function openInFolder(folder: string): Promise<Opened> {
  const file = join(folder, 'local.db');
  recoverState(file, 'local');
  const commitUs: number[] = [];
  const journal = await openJournal({
    workerUrl: WRITER_URL,
    file,
    venue: 'local',
    onCommitTime: (us) => commitUs.push(us),
  });
  const background = await openBackground({
    workerUrl: BACKGROUND_URL,
    file,
    venue: 'local',
    instruments: [],
    isRealMarket: false,
    onLogLarge: () => journal.checkpoint(),
    onCheckpointTime: () => undefined,
  });
  return {
    journal,
    commitUs,
    async close() {
      await background.close();
      await journal.close();
    },
  };
}

/** Sends `orders` with at most CLIENTS unacknowledged; resolves with seconds; `log` gets each transaction. */
function pipelined(
  journal: OpenJournal,
  next: () => OrderEvent[],
  orders: number,
  log: OrderEvent[][],
): Promise<number> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    let sent = 0;
    let acked = 0;
    let firstTicket = 0;
    let gathered: OrderEvent[][] = [];
    const send = (): void => {
      const events = next();
      gathered.push(events);
      const ticket = journal.append([{ kind: 'events', events }]);
      if (sent === 0) firstTicket = ticket;
      sent += 1;
    };
    journal.onCommitted((ticket) => {
      if (acked >= orders) return;
      const size = ticket - firstTicket + 1 - acked;
      acked += size;
      log.push(gathered.slice(0, size).flat());
      gathered = gathered.slice(size);
      if (acked === orders) resolve((performance.now() - startedMs) / 1_000);
      for (let i = 0; i < size && sent < orders; i += 1) send();
    });
    for (let i = 0; i < CLIENTS; i += 1) send();
  });
}

/** Sends at a steady rate from a timer; resolves with each order's wait in microseconds. */
function paced(journal: OpenJournal, next: () => OrderEvent[], orders: number): Promise<number[]> {
  return new Promise((resolve) => {
    const sentMs: number[] = [];
    const waitsUs: number[] = [];
    let firstTicket = 0;
    const startedMs = performance.now();
    journal.onCommitted((ticket) => {
      if (firstTicket === 0 || waitsUs.length >= orders) return;
      const now = performance.now();
      while (waitsUs.length <= ticket - firstTicket) {
        waitsUs.push((now - (sentMs[waitsUs.length] ?? now)) * 1_000);
      }
      if (waitsUs.length === orders) {
        clearInterval(timer);
        resolve(waitsUs);
      }
    });
    const timer = setInterval(() => {
      const due = ((performance.now() - startedMs) / 1_000) * PACED_ORDERS_PER_S;
      while (sentMs.length < Math.min(due, orders)) {
        const events = next();
        sentMs.push(performance.now());
        const ticket = journal.append([{ kind: 'events', events }]);
        if (firstTicket === 0) firstTicket = ticket;
      }
    }, 1);
  });
}

/** The same transactions on better-sqlite3 itself; returns the microseconds of each. */
function raw(folder: string, transactions: readonly OrderEvent[][]): number[] {
  const file = join(folder, 'raw.db');
  const db = openDatabase(file, { venue: 'local', access: 'write', cacheKib: 16_384 });
  const write = rawWriter(db);
  const rows = transactions.map((events) => {
    const batch = rowBatch([{ kind: 'events', events }]);
    return { ...batch, events: parametersOf(batch, 'events') };
  });
  const tookUs = rows.map((transaction) => {
    const startedMs = performance.now();
    write(transaction);
    return (performance.now() - startedMs) * 1_000;
  });
  db.close();
  return tookUs;
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-bench-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function throughputRound(): Promise<{ journalPerS: number; rawPerS: number; mean: number }> {
  return inFolder(async (folder) => {
    const opened = await openInFolder(folder);
    const next = orderMaker();
    const log: OrderEvent[][] = [];
    await pipelined(opened.journal, next, WARM_UP_ORDERS, log);
    const warm = log.length;
    const seconds = await pipelined(opened.journal, next, ORDERS_PER_ROUND, log);
    await opened.close();
    const rawUs = raw(folder, log)
      .slice(warm)
      .reduce((sum, us) => sum + us, 0);
    return {
      journalPerS: ORDERS_PER_ROUND / seconds,
      rawPerS: (ORDERS_PER_ROUND / rawUs) * 1e6,
      mean: ORDERS_PER_ROUND / (log.length - warm),
    };
  });
}

interface Acknowledgement {
  readonly waitsUs: readonly number[];
  readonly commitUs: readonly number[];
  readonly rawUs: readonly number[];
  readonly fsyncUs: readonly number[];
  readonly walBytes: number;
}

/** Waits at a steady rate; after each stretch raw commits of one order each, and bare fsyncs. */
async function acknowledgementRun(): Promise<Acknowledgement> {
  return inFolder(async (folder) => {
    const opened = await openInFolder(folder);
    const next = orderMaker();
    const nextRaw = orderMaker();
    await pipelined(opened.journal, next, WARM_UP_ORDERS, []);
    opened.commitUs.length = 0;
    const waitsUs: number[] = [];
    const rawUs: number[] = [];
    const fsyncUs: number[] = [];
    for (let i = 0; i < PACED_STRETCHES; i += 1) {
      const orders = PACED_ORDERS / PACED_STRETCHES;
      waitsUs.push(...(await paced(opened.journal, next, orders)));
      rawUs.push(...raw(folder, Array.from({ length: orders / 4 }, nextRaw)));
      fsyncUs.push(...probeFsync(folder, orders / 4));
    }
    const walBytes = opened.journal.walBytes();
    await opened.close();
    return { waitsUs, commitUs: opened.commitUs, rawUs, fsyncUs, walBytes };
  });
}

/** Measures and returns the figures; takes about half a minute. */
export async function runStoreBench(): Promise<BenchFigure[]> {
  const rounds: Awaited<ReturnType<typeof throughputRound>>[] = [];
  for (let i = 0; i < ROUNDS; i += 1) rounds.push(await throughputRound());
  const median = (pick: (round: (typeof rounds)[number]) => number): number =>
    percentile(rounds.map(pick), 0.5);
  const durable: BenchFigure = {
    name: 'store.durable_orders',
    value: Math.round(median((round) => round.journalPerS)),
    unit: 'orders/s',
    ratio: Number(median((round) => round.journalPerS / round.rawPerS).toFixed(3)),
    reference: 'raw better-sqlite3: same rows, indexes, fsyncs and transactions, same run',
    details: {
      clients: CLIENTS,
      rounds: ROUNDS,
      rawOrdersPerS: Math.round(median((round) => round.rawPerS)),
      ordersPerTransaction: Number(median((round) => round.mean).toFixed(1)),
    },
  };
  const run = await acknowledgementRun();
  return [durable, acknowledged('p50', 0.5, run), acknowledged('p99', 0.99, run)];
}

function acknowledged(name: string, share: number, run: Acknowledgement): BenchFigure {
  const value = percentile(run.waitsUs, share);
  const rawUs = percentile(run.rawUs, share);
  return {
    name: `store.acknowledgement.${name}`,
    value: Math.round(value),
    unit: 'us',
    ratio: Number((value / rawUs).toFixed(2)),
    reference: 'raw better-sqlite3: commit of one order on its own thread, same run',
    details: {
      ordersPerS: PACED_ORDERS_PER_S,
      orders: run.waitsUs.length,
      rawUs: Math.round(rawUs),
      fsyncUs: Math.round(percentile(run.fsyncUs, share)),
      commitUs: percentile(run.commitUs, share),
      maxUs: Math.round(Math.max(...run.waitsUs)),
      walBytes: run.walBytes,
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await runStoreBench());
}
