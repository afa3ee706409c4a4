/**
 * The thread for what must not hold up orders or screens: exports, and moving the write-ahead log
 * into the database file. One export runs at a time; others wait their turn.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failedExport } from '../csv/csv-export.ts';
import type { ExportStep } from '../csv/csv-export.ts';
import { assert, assertNever } from '../domain/assert.ts';
import { LOG_FRAME_BYTES, checkpoint, checkpointPolicy, lookAtLog } from '../store/checkpoint.ts';
import type { LogState } from '../store/checkpoint.ts';
import { openDatabase } from '../store/database.ts';
import { problemText } from '../store/store-error.ts';
import type {
  BackgroundStart,
  ExportOrder,
  FromBackground,
  ToBackground,
} from './background-protocol.ts';

/** Exports read each page once; a cache would only hold what is not asked for again. */
const CACHE_KIB = 4_096;
/** Progress messages of one export, at most one in this time. */
const PROGRESS_EVERY_MS = 100;
const LOOK_AT_LOG_EVERY_MS = 250;
/** Pause after a log that could not be moved, on a full disk for instance. */
const FAILED_PAUSE_MS = 2_000;

const port = parentPort;
assert(port !== null, 'the background runs in a worker thread');
// Given by background.ts alone.
const start = workerData as BackgroundStart;
const db = openDatabase(start.file, { venue: start.venue, access: 'read', cacheKib: CACHE_KIB });
const decide = checkpointPolicy();
const canceled = new Set<number>();
let turn = Promise.resolve();
let isClosing = false;

const say = (message: FromBackground): void => port.postMessage(message);

async function exportInTurn({ exportId, request }: ExportOrder): Promise<void> {
  const tell = (step: ExportStep): void => say({ kind: 'step', exportId, step });
  let toldMs = Number.NEGATIVE_INFINITY;
  const { venue, isRealMarket } = start;
  try {
    const listed = start.instruments;
    // Loaded with the first one: many a session has none, and it takes some megabytes.
    const { runExport, withStoredInstruments } = await import('./export-parts.ts');
    const instruments = isRealMarket ? withStoredInstruments(db, listed) : listed;
    const last = await runExport({ db, venue, instruments }, request, {
      onStart: (readTotal) => say({ kind: 'counted', exportId, readTotal }),
      isCanceled: () => isClosing || canceled.has(exportId),
      onProgress: (step) => {
        if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
        toldMs = performance.now();
        tell(step);
      },
      pause: () => nextTurn(),
    });
    tell(last);
  } catch (error) {
    tell(failedExport(problemText(error)));
  } finally {
    canceled.delete(exportId);
  }
}

let toldBytes = 0;

function tellOf({ frames, framesMoved }: LogState): void {
  const waitingBytes = (frames - framesMoved) * LOG_FRAME_BYTES;
  if (waitingBytes === toldBytes) return;
  toldBytes = waitingBytes;
  say({ kind: 'log', waitingBytes });
}

function moveLogIfDue(): void {
  const log = lookAtLog(db);
  tellOf(log);
  const decision = decide(log);
  if (decision === 'none') return;
  const startedMs = performance.now();
  checkpoint(db);
  const tookUs = Math.round((performance.now() - startedMs) * 1_000);
  say({ kind: 'checkpointed', isLarge: decision === 'large', tookUs });
  tellOf(lookAtLog(db));
}

let restsUntilMs = 0;
const timer = setInterval(() => {
  if (performance.now() < restsUntilMs) return;
  try {
    moveLogIfDue();
  } catch (error) {
    // Nothing is lost: what is in the log stays in it. Exports go on.
    restsUntilMs = performance.now() + FAILED_PAUSE_MS;
    say({ kind: 'checkpoint_failed', problem: problemText(error) });
  }
}, LOOK_AT_LOG_EVERY_MS);

port.on('message', (message: ToBackground) => {
  switch (message.kind) {
    case 'export':
      turn = turn.then(() => exportInTurn(message.order));
      return;
    case 'cancel':
      canceled.add(message.exportId);
      return;
    case 'close':
      isClosing = true;
      clearInterval(timer);
      turn = turn.then(() => {
        db.close();
        port.close();
      });
      return;
    default:
      assertNever(message, 'message to the background');
  }
});
say({ kind: 'ready' });
