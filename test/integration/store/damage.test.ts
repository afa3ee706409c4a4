import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { openStore } from '../../../engine/store/store.ts';
import type { StoreOptions } from '../../../engine/store/store.ts';
import { damagePage } from '../../support/damaged-page.ts';
import { StoredSession } from '../../support/stored-session.ts';
import { START_US } from './sample-events.ts';
import { READER_URL, WRITER_URL, journalOn, temporaryFolder } from './temporary-store.ts';

const PAGE_BYTES = 4_096;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  place = temporaryFolder();
  const session = new StoredSession(recoverState(place.file, 'local'), 1);
  const journal = await journalOn(place.file);
  journal.append(session.turn(100));
  await journal.close();
});
afterEach(() => place.remove());

const hash = (): string => createHash('sha256').update(readFileSync(place.file)).digest('hex');

function open(changes: Partial<StoreOptions> = {}) {
  return openStore({
    folder: place.folder,
    venue: 'local',
    workers: { writer: WRITER_URL, reader: READER_URL },
    readerThreads: 1,
    startCashMicros: null,
    onCommitTime: () => undefined,
    onReadTime: () => undefined,
    ...changes,
  });
}

test.each([
  'account',
  'bars',
  'lots',
  'meta',
  'order_events',
  'orders',
  'orders_by_client_order_id',
  'orders_working',
  'positions',
  'settings',
  'trades',
  'trades_by_symbol_time',
])(
  'a damaged page of %s is found when the store is opened, and the file left as it is',
  async (name) => {
    damagePage(place.file, name);
    const before = hash();
    await expect(open()).rejects.toMatchObject({
      code: 'store.damaged',
      message: expect.stringContaining(`${place.file} is damaged`) as string,
    });
    expect(hash()).toBe(before);
    expect(readdirSync(place.folder).sort()).toStrictEqual(['engine.lock', 'local.db']);
  },
);

test('a file that has lost its first page is no database any more, and left as it is', async () => {
  writeFileSync(place.file, readFileSync(place.file).fill(0, 0, PAGE_BYTES));
  const before = hash();
  await expect(open()).rejects.toMatchObject({ code: 'store.not_ours' });
  expect(hash()).toBe(before);
});

test('a backup that is asked for where none is good is refused, and the store stays', async () => {
  const before = hash();
  const options = { restoreBackupAtUs: timeUs(START_US) };
  await expect(open(options)).rejects.toMatchObject({ code: 'store.no_backup' });
  expect(hash()).toBe(before);
});
