import { expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { restoreNotice } from '../../../engine/host/restore-notice.ts';

const NOW = timeUs(1_000);
const source = 'backups/local-20260304T150211004Z.db';

test('a start that has restored nothing tells nothing', () => {
  expect(restoreNotice(null, NOW)).toBeNull();
});

test('a restore says what has taken the place of what, and where that is', () => {
  const notice = restoreNotice(
    { source, asideFolder: '/data/set-aside/1', hasDocuments: false, problem: '' },
    NOW,
  );
  expect(notice).toMatchObject({ level: 'info', code: 'store.restored', atUs: NOW });
  expect(notice?.text).toContain(source);
  expect(notice?.text).toContain('/data/set-aside/1');
});

test('a new store says where the one before is', () => {
  const asideFolder = '/data/set-aside/1';
  const notice = restoreNotice({ source: '', asideFolder, hasDocuments: false, problem: '' }, NOW);
  expect(notice).toMatchObject({ level: 'info', code: 'store.begun' });
  expect(notice?.text).toBe(`A new store has begun. What was there is in ${asideFolder}.`);
});

test('a restore that could not be says why, and that the store is as it was', () => {
  const notice = restoreNotice(
    { source, asideFolder: '', hasDocuments: false, problem: 'no such file' },
    NOW,
  );
  expect(notice).toMatchObject({ level: 'error', code: 'store.not_restored' });
  expect(notice?.text).toMatch(/is as it was: no such file$/);
});
