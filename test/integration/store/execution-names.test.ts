import { expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import { executionNames } from '../../../engine/store/execution-names.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { temporaryFolder } from './temporary-store.ts';

test('a fill is called by venue and number, or as it was imported', () => {
  const place = temporaryFolder();
  recoverState(place.file, 'local');
  const db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  expect(executionNames(db)('local', 2)).toBe('local-2');
  const insert = db.prepare('INSERT INTO imported_fills VALUES (?, ?, ?)');
  insert.run(2, '20220202135509981::2d7be4ff', 'x');
  insert.run(3, 'local-2', 'local-2');
  const nameOf = executionNames(db);
  expect([1, 2, 3].map((id) => nameOf('local', id))).toEqual([
    'local-1',
    '20220202135509981::2d7be4ff',
    'local-2',
  ]);
  db.close();
  place.remove();
});
