import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalWrite } from '../../../engine/ports.ts';
import type { FromWriter, ToWriter } from '../../../engine/store/journal-protocol.ts';
import { WriteGathering } from '../../../engine/store/write-batch.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { WRITER_URL, journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
});
afterEach(() => place.remove());

/** Rows that cost next to nothing: the same setting again and again. */
const settings = (rows: number): JournalWrite[] =>
  Array.from({ length: rows }, () => ({ kind: 'setting', key: 'terminal', value: '{}' }));

test('a transaction takes no further batch once it has 2,048 rows, so that its first need not wait', async () => {
  const worker = new Worker(WRITER_URL, { workerData: { file: place.file, venue: 'local' } });
  const heard: FromWriter[] = [];
  worker.on('message', (message: FromWriter) => heard.push(message));
  const post = (message: ToWriter): void => worker.postMessage(message);
  const gathering = new WriteGathering();
  // All of them are there before the thread comes to look.
  for (const ticket of [1, 2, 3, 4]) {
    for (const write of settings(1_500)) gathering.add(write);
    post({ kind: 'batch', ticket, rows: 1_500, batch: gathering.take() });
  }
  post({ kind: 'close' });
  await once(worker, 'exit');
  const commits = heard.filter((message) => message.kind === 'committed');
  expect(commits.map(({ ticket, batches }) => [ticket, batches])).toStrictEqual([
    [2, 2],
    [4, 2],
  ]);
});

test('the queue counts what is not on disk, says its bound, and refuses to be flooded', async () => {
  const journal = await journalOn(place.file);
  const { bound } = journal.queue();
  // Fills of resting orders cannot be refused and may go beyond the bound, but not without end.
  for (let times = 0; times < 8; times += 1) {
    expect(journal.queue().length).toBe(times * bound);
    journal.append(settings(bound));
  }
  expect(() => journal.append(settings(1))).toThrow('not flooded');
  await journal.flush();
  expect(journal.queue()).toStrictEqual({ length: 0, bound });
  await journal.close();
});
