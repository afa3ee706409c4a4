/** A thread with a read-only connection: answers one read after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import { openDatabase } from './database.ts';
import { openQueries } from './queries.ts';
import type { ReadMap, ReadName } from './queries.ts';
import type { FromReader, ReaderStart, ToReader } from './reader-protocol.ts';
import type { ReadStatementName } from './statements.ts';
import { problemText } from './store-error.ts';

/** Recent pages of the history screens. */
const CACHE_KIB = 16_384;

const port = parentPort;
assert(port !== null, 'a reader runs in a worker thread');
// Given by readers.ts alone.
const start = workerData as ReaderStart;
const db = openDatabase(start.file, {
  venue: start.venue,
  access: 'read',
  cacheKib: CACHE_KIB,
});
let times: [ReadStatementName, number][] = [];
const queries = openQueries(db, start.venue, (name, us) => times.push([name, us]));
const say = (message: FromReader): void => port.postMessage(message);

function answer(message: ToReader): ReadMap[ReadName]['result'] {
  // The protocol pairs each name with its own arguments; the compiler cannot follow the pair.
  const query = queries[message.name] as (args: ToReader['args']) => ReadMap[ReadName]['result'];
  return query(message.args);
}

port.on('message', (message: ToReader) => {
  times = [];
  const startedMs = performance.now();
  try {
    const result = answer(message);
    const tookUs = Math.round((performance.now() - startedMs) * 1_000);
    say({ kind: 'rows', id: message.id, result, times, tookUs });
  } catch (error) {
    say({ kind: 'failed', id: message.id, problem: problemText(error) });
  }
});
say({ kind: 'ready' });
