/**
 * The thread that alone writes to a store. Whatever is waiting when it comes to look goes into one
 * transaction (group commit): while one transaction is being synced, the next one gathers.
 */
import { performance } from 'node:perf_hooks';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { assert, assertNever } from '../domain/assert.ts';
import { checkpoint } from './checkpoint.ts';
import { choreWorker } from './chores.ts';
import { openDatabase } from './database.ts';
import { hrTimeUs } from './hr-time.ts';
import type { FromWriter, ToWriter, WriterStart } from './journal-protocol.ts';
import type { RowBatch } from './row-batch.ts';
import { StatementTimings } from './statement-timings.ts';
import { problemText } from './store-error.ts';
import { transactionWriter } from './transaction-writer.ts';
import { rowsOfBatch } from './write-batch.ts';

/** Hot pages of orders, events and their indexes over a trading day. */
const CACHE_KIB = 16_384;
/** Rows after which a transaction takes no further batch, so that its first is not kept waiting. */
const ROWS_PER_TRANSACTION = 2_048;
/** Pace of the performance panel's figures of statements. */
const TIMINGS_EVERY_MS = 1_000;

const port = parentPort;
assert(port !== null, 'the writer runs in a worker thread');
// Given by journal.ts alone.
const start = workerData as WriterStart;
const db = openDatabase(start.file, {
  venue: start.venue,
  access: 'write',
  cacheKib: CACHE_KIB,
});
const timings = new StatementTimings();
let timingsToldMs = performance.now();
const writer = transactionWriter(db, (table, us) => {
  timings.record(`write.${table}`, us);
});
const doChore = choreWorker(db, start.venue);
const say = (message: FromWriter): void => port.postMessage(message);
/** Why the run could not begin; null once it has. */
let trouble = begin();

function begin(): string | null {
  try {
    writer.begin();
    return null;
  } catch (error) {
    // The disk is full or does not answer; the engine refuses orders and asks again later.
    return problemText(error);
  }
}

function commit(first: Extract<ToWriter, { kind: 'batch' }>): ToWriter | null {
  const gathered: RowBatch[] = [rowsOfBatch(first.batch)];
  let ticket = first.ticket;
  let rows = first.rows;
  let other: ToWriter | null = null;
  while (rows < ROWS_PER_TRANSACTION) {
    const next = receiveMessageOnPort(port as NonNullable<typeof port>); // Asserted above.
    if (next === undefined) break;
    const message = next.message as ToWriter; // Sent by journal.ts alone.
    if (message.kind !== 'batch') {
      other = message;
      break;
    }
    gathered.push(rowsOfBatch(message.batch));
    ticket = message.ticket;
    rows += message.rows;
  }
  const startedMs = performance.now();
  const syncUs = writer.write(gathered);
  say({
    kind: 'committed',
    ticket,
    commitUs: Math.round((performance.now() - startedMs) * 1_000),
    syncUs,
    endedHrUs: hrTimeUs(),
    batches: gathered.length,
  });
  tellTimings();
  return other;
}

/** Seldom: a distribution is a hundred times the work of what it counts. */
function tellTimings(): void {
  if (performance.now() - timingsToldMs < TIMINGS_EVERY_MS) return;
  timingsToldMs = performance.now();
  say({ kind: 'timings', statements: timings.timings() });
}

function moveLog(): void {
  const startedMs = performance.now();
  checkpoint(db);
  say({ kind: 'checkpointed', tookUs: Math.round((performance.now() - startedMs) * 1_000) });
}

function close(): void {
  if (trouble === null) {
    writer.end();
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  }
  db.close();
  say({ kind: 'closed' });
  port?.close();
}

function handle(message: ToWriter): ToWriter | null {
  switch (message.kind) {
    case 'batch':
      return commit(message);
    case 'try':
      trouble = begin();
      say({ kind: 'tried', problem: trouble });
      return null;
    case 'checkpoint':
      moveLog();
      return null;
    case 'chore':
      say({ kind: 'chore', id: message.id, result: doChore(message.chore) });
      return null;
    case 'close':
      close();
      return null;
    default:
      return assertNever(message, 'message to the writer');
  }
}

port.on('message', (message: ToWriter) => {
  try {
    for (let next: ToWriter | null = message; next !== null;) next = handle(next);
  } catch (error) {
    // Nothing may be written after a hole: what follows builds on what failed. Closing drops what
    // waits and ends the thread; the log stays as it is for the next start.
    say({ kind: 'failed', problem: problemText(error) });
    port.close();
  }
});
say({ kind: 'ready', problem: trouble });
