import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { surplusBackups } from '../../../engine/store/backup/backup-folder.ts';
import type { BackupFile } from '../../../engine/store/backup/backup-folder.ts';
import { backupFileName, backupTimeOf } from '../../../engine/store/backup/backup-name.ts';

/** Later times are beyond 2^53 microseconds. */
const MAX_MS = Date.UTC(2200, 0, 1);

test('the name of a backup tells its time to the millisecond, and sorts by it', () => {
  const ms = fc.integer({ min: 0, max: MAX_MS });
  fc.assert(
    fc.property(ms, ms, (a, b) => {
      const [first, second] = [a, b].map((one) => backupFileName('local', timeUs(one * 1_000)));
      expect(backupTimeOf(first ?? '', 'local')).toBe(a * 1_000);
      expect((first ?? '') < (second ?? '')).toBe(a < b);
    }),
  );
});

test.each([
  'local-20260114T093000123Z.db.partial',
  '../local-20260114T093000123Z.db',
  'local-20260114T093000123Z.db/../x',
  'local-20261314T093000123Z.db',
  'alpaca-paper-20260114T093000123Z.db',
  'local.db',
  '',
])('%j is not the name of a backup of the local venue', (name) => {
  expect(backupTimeOf(name, 'local')).toBeNull();
});

test('backups are kept newest first while both bounds hold, and the newest always', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 30 });
  const bounds = fc.record({
    kept: fc.integer({ min: 1, max: 20 }),
    bytesMax: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(sizes, bounds, (bytes, { kept, bytesMax }) => {
      const backups: BackupFile[] = bytes.map((size, i) => ({
        fileName: String(i),
        path: String(i),
        takenUs: timeUs(1_000 - i),
        bytes: size,
      }));
      const gone = new Set(surplusBackups(backups, { kept, bytesMax }));
      const rest = backups.filter((one) => !gone.has(one));
      const sum = rest.reduce((total, one) => total + one.bytes, 0);
      expect(rest).toStrictEqual(backups.slice(0, rest.length));
      expect(rest.length).toBeLessThanOrEqual(kept);
      expect(rest.length <= 1 || sum <= bytesMax).toBe(true);
      expect(backups.length === 0 || rest.length > 0).toBe(true);
      const next = backups[rest.length];
      expect(next === undefined || rest.length === kept || sum + next.bytes > bytesMax).toBe(true);
    }),
  );
});
