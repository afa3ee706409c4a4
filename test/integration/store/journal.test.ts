import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { FromWriter, ToWriter } from '../../../engine/store/journal-protocol.ts';
import { openJournal } from '../../../engine/store/journal.ts';
import { WriteGathering } from '../../../engine/store/write-batch.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream } from './sample-events.ts';
import { WRITER_URL, journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
});
afterEach(() => place.remove());

/** Resolves with the problem when the journal fails. */
function failureOf(journal: { onFailed(listener: (problem: string) => void): void }) {
  return new Promise<string>((resolve) => journal.onFailed(resolve));
}

test('writes of one turn share a transaction, and tickets count up', async () => {
  const journal = await journalOn(place.file);
  const committed: number[] = [];
  journal.onCommitted((ticket) => committed.push(ticket));
  const stream = new SampleStream();
  const tickets = Array.from({ length: 100 }, () =>
    journal.append([{ kind: 'events', events: [stream.accept()] }]),
  );
  expect(tickets).toStrictEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  journal.append([{ kind: 'events', events: [stream.accept(), stream.accept()] }]);
  expect(journal.queue().length).toBe(102);
  await journal.flush();
  expect(committed).toStrictEqual([101]);
  expect(journal.queue().length).toBe(0);
  await journal.close();
  expect(recoverState(place.file, 'local').workingOrders).toHaveLength(102);
});

test('an append of nothing is acknowledged too', async () => {
  const journal = await journalOn(place.file);
  journal.append([]);
  journal.append([{ kind: 'events', events: [] }]);
  await journal.flush();
  expect(journal.queue().length).toBe(0);
  await journal.close();
});

test('what waits while a transaction is being synced goes into the next one', async () => {
  const journal = await journalOn(place.file);
  const committed: number[] = [];
  journal.onCommitted((ticket) => committed.push(ticket));
  const stream = new SampleStream();
  for (let i = 0; i < 500; i += 1) {
    journal.append([{ kind: 'events', events: [stream.accept()] }]);
    // Ends the turn's message without letting the loop go on.
    await Promise.resolve();
  }
  await journal.flush();
  expect(committed.at(-1)).toBe(500);
  expect(committed.length).toBeLessThan(250);
  expect([...committed].sort((a, b) => a - b)).toStrictEqual(committed);
  await journal.close();
});

test('an order that changes often within one transaction is stored as it ends, events one by one', async () => {
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  const accepted = stream.accept();
  const first = stream.fill(accepted.order, 30);
  const second = stream.fill(first.order, 30);
  const canceled = stream.cancel(second.order);
  journal.append([{ kind: 'events', events: [accepted, first, second, canceled] }]);
  await journal.close();
  const state = recoverState(place.file, 'local');
  expect(state.workingOrders).toStrictEqual([]);
  expect(state.positions).toStrictEqual([second.position]);
  expect(state.recentFills).toStrictEqual([second.fill, first.fill]);
  expect(state.lastEventSeq).toBe(4);
});

test('a full disk is reported, and neither that write nor a later one is acknowledged', async () => {
  const journal = await openJournal({
    workerUrl: new URL('full-disk-writer.ts', import.meta.url),
    file: place.file,
    venue: 'local',
    onCommitTime: () => undefined,
  });
  const failed = failureOf(journal);
  let acknowledged = 0;
  journal.onCommitted((ticket) => {
    acknowledged = ticket;
  });
  const stream = new SampleStream();
  const batch = (): OrderEvent[] => Array.from({ length: 50 }, () => stream.accept());
  journal.append([{ kind: 'events', events: batch() }]);
  await journal.flush();
  for (let i = 0; i < 40; i += 1) {
    journal.append([{ kind: 'events', events: batch() }]);
    await Promise.resolve();
  }
  await expect(journal.flush()).rejects.toMatchObject({ code: 'store.write_failed' });
  expect(await failed).toContain('SQLITE_FULL');
  const after = acknowledged;
  journal.append([{ kind: 'events', events: [stream.accept()] }]);
  await expect(journal.flush()).rejects.toMatchObject({ code: 'store.write_failed' });
  await journal.close();
  expect(acknowledged).toBe(after);

  const state = recoverState(place.file, 'local');
  expect(state.after).toBe('crash');
  expect(state.workingOrders).toHaveLength(acknowledged * 50);
  expect(state.lastEventSeq).toBe(acknowledged * 50);
});

test('a hole in the event numbers stops the journal before anything of the batch is written', async () => {
  const journal = await journalOn(place.file);
  const failed = failureOf(journal);
  const stream = new SampleStream();
  const first = stream.accept();
  stream.accept();
  const third = stream.accept();
  journal.append([{ kind: 'events', events: [first, third] }]);
  expect(await failed).toBe('event 3 follows event 1 in the journal');
  await journal.close();
  expect(recoverState(place.file, 'local').lastEventSeq).toBe(0);
});

test('after a failure the writer takes nothing more and its thread ends', async () => {
  const worker = new Worker(WRITER_URL, { workerData: { file: place.file, venue: 'local' } });
  const heard: FromWriter[] = [];
  worker.on('message', (message: FromWriter) => heard.push(message));
  const setting = { kind: 'setting', key: 'terminal', value: '{}' } as const;
  const stream = new SampleStream();
  stream.accept();
  // Too large for a transaction to take the next batch along.
  const holed = Array.from({ length: 3_000 }, () => stream.accept());
  const post = (message: ToWriter): void => worker.postMessage(message);
  const gathering = new WriteGathering();
  gathering.add({ kind: 'events', events: holed });
  post({ kind: 'batch', ticket: 1, rows: 3_000, batch: gathering.take() });
  gathering.add(setting);
  post({ kind: 'batch', ticket: 2, rows: 1, batch: gathering.take() });
  await once(worker, 'exit');
  expect(heard.map((message) => message.kind)).toStrictEqual(['ready', 'failed']);
});

test('event numbers go on after a restart without a gap', async () => {
  const stream = new SampleStream();
  for (const count of [3, 4]) {
    const journal = await journalOn(place.file);
    const events = Array.from({ length: count }, () => stream.accept());
    journal.append([{ kind: 'events', events }]);
    await journal.close();
  }
  expect(recoverState(place.file, 'local').lastEventSeq).toBe(7);
});

test('the same client order id on a second order stops the journal', async () => {
  const journal = await journalOn(place.file);
  const failed = failureOf(journal);
  const stream = new SampleStream();
  const first = stream.accept();
  const twice = stream.accept({ clientOrderId: first.order.clientOrderId });
  journal.append([{ kind: 'events', events: [first] }]);
  await journal.flush();
  journal.append([{ kind: 'events', events: [twice] }]);
  expect(await failed).toContain('UNIQUE constraint failed: orders.client_order_id');
  await journal.close();
});

test('a checkpoint moves the log into the file and the log starts over', async () => {
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  const append = async (): Promise<void> => {
    journal.append([
      { kind: 'events', events: Array.from({ length: 200 }, () => stream.accept()) },
    ]);
    await journal.flush();
  };
  await append();
  const once = journal.walBytes();
  expect(once).toBeGreaterThan(50_000);
  for (let i = 0; i < 5; i += 1) {
    journal.checkpoint();
    await append();
  }
  expect(journal.walBytes()).toBeLessThan(2 * once);
  await journal.close();
  expect(journal.walBytes()).toBe(0);
});

/** As a run that was killed leaves the store. */
function markKilled(file: string): void {
  const db = openDatabase(file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  db.prepare(`UPDATE meta SET value = 'running' WHERE key = 'run'`).run();
  db.close();
}

describe('a disk that cannot be written when a run begins', () => {
  test('is said, tried again with longer pauses, and used once it can be', async () => {
    markKilled(place.file);
    const attempts: number[] = [];
    const journal = await openJournal({
      workerUrl: new URL('room-later-writer.ts', import.meta.url),
      file: place.file,
      venue: 'local',
      onCommitTime: () => undefined,
      retryPauseMs: (attempt) => {
        attempts.push(attempt);
        return 0;
      },
    });
    expect(journal.trouble()).toContain('SQLITE_FULL');
    const stream = new SampleStream();
    const write = (): number => journal.append([{ kind: 'events', events: [stream.accept()] }]);
    expect(write).toThrow('while nothing can be written');
    await new Promise<void>((resolve) => journal.onWritable(resolve));
    expect(journal.trouble()).toBeNull();
    expect(attempts).toStrictEqual([1, 2]);
    const later = new SampleStream();
    journal.append([{ kind: 'events', events: [later.accept()] }]);
    await journal.flush();
    await journal.close();
    expect(recoverState(place.file, 'local')).toMatchObject({ after: 'clean', lastEventSeq: 1 });
  });

  test('is left as it was when the run ends before it could begin', async () => {
    markKilled(place.file);
    const journal = await openJournal({
      workerUrl: new URL('room-later-writer.ts', import.meta.url),
      file: place.file,
      venue: 'local',
      onCommitTime: () => undefined,
      retryPauseMs: () => 60_000,
    });
    await journal.flush();
    await journal.close();
    expect(recoverState(place.file, 'local').after).toBe('crash');
  });
});
