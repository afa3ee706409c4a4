import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeAbandonedParts } from '../../../engine/csv/abandoned-parts.ts';
import { temporaryFolder } from '../store/temporary-store.ts';

test('what a killed process has left is removed, what is complete or being written stays', () => {
  const place = temporaryFolder();
  const { pid: ended } = spawnSync(process.execPath, ['--version']);
  const kept = [
    `fills-20260304T150211-${String(process.pid)}-1.csv.part`,
    `fills-20260304T150211-${String(ended)}-1.csv`,
    'of-somebody-else.csv.part',
  ];
  for (const name of kept) writeFileSync(join(place.folder, name), 'x');
  writeFileSync(join(place.folder, `orders-20260304T150211-${String(ended)}-2.csv.part`), 'x');
  expect(removeAbandonedParts(place.folder)).toEqual([]);
  expect(readdirSync(place.folder).sort()).toEqual([...kept].sort());
  place.remove();
  expect(removeAbandonedParts(place.folder)).toEqual([expect.stringContaining('ENOENT') as string]);
});
