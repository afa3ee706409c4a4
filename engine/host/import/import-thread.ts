/** The thread of one import: reads and checks a file, applies it when it is told to, and ends. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ImportFileError } from '../../csv/import/bad-cell.ts';
import { assert } from '../../domain/assert.ts';
import { openDatabase } from '../../store/database.ts';
import type { Connection } from '../../store/database.ts';
import { ImportRefused } from '../../store/import/import-fills.ts';
import { problemText } from '../../store/store-error.ts';
import { ImportJob } from './import-job.ts';
import type { FromImport, ImportOrder, ToImport } from './import-protocol.ts';

/** A large import goes over indexes in the order of time; this holds their newest parts. */
const CACHE_KIB = 65_536;
/** Progress messages, at most one in this time. */
const PROGRESS_EVERY_MS = 100;

class Canceled extends Error {
  override readonly name = 'Canceled';
}

const port = parentPort;
assert(port !== null, 'an import runs in a worker thread');
// Given by import-runner.ts alone.
const order = workerData as ImportOrder;
const say = (message: FromImport): void => port.postMessage(message);
let isCanceled = false;
let toldMs = Number.NEGATIVE_INFINITY;
let job: ImportJob | null = null;

function onProgress(done: number, rows: number): void {
  // Between messages while a file is read; in the middle of a transaction nobody delivers them.
  const waiting = receiveMessageOnPort(port as NonNullable<typeof port>); // Asserted above.
  if (isCanceled || waiting !== undefined) throw new Canceled();
  if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
  toldMs = performance.now();
  say({ kind: 'progress', done, rows });
}

/** A connection beside the engine's: opened for reading, as opening a file to write looks at its header. */
function openStore(access: 'read' | 'write'): Connection {
  const { storeFile, venue } = order;
  const db = openDatabase(storeFile, { venue, access: 'read', cacheKib: CACHE_KIB });
  if (access === 'write') db.exec('PRAGMA query_only = OFF');
  return db;
}

function withStore<Result>(access: 'read' | 'write', run: (db: Connection) => Result): Result {
  const db = openStore(access);
  try {
    return run(db);
  } finally {
    db.close();
  }
}

async function check(): Promise<void> {
  job = await ImportJob.read({ ...order, onProgress, pause: () => nextTurn() });
  const checked = job;
  say({ kind: 'checked', summary: withStore('read', (db) => checked.check(db)) });
}

function apply(skipBad: boolean): void {
  assert(job !== null, 'a file is applied after its check');
  const checked = job;
  const summary = withStore('write', (db) => checked.apply(db, skipBad));
  end({ kind: 'applied', summary });
}

/** The next import uses the same stage, so it is gone before this one's end is told. */
function end(lastWord: FromImport): void {
  job?.discard();
  job = null;
  say(lastWord);
  port?.close();
}

function failed(error: unknown): void {
  if (error instanceof Canceled) end({ kind: 'canceled' });
  else end({ kind: 'failed', problem: sentenceOf(error) });
}

function sentenceOf(error: unknown): string {
  const isPlain = error instanceof ImportFileError || error instanceof ImportRefused;
  return isPlain ? error.message : problemText(error);
}

port.on('message', (message: ToImport) => {
  if (message.kind === 'cancel') {
    isCanceled = true;
    // Nothing runs that would notice it: the file waits to be applied.
    if (job !== null) failed(new Canceled());
    return;
  }
  try {
    apply(message.skipBad);
  } catch (error) {
    failed(error);
  }
});
check().catch(failed);
