import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-store.ts';

const path = (name: string): string => new URL(name, import.meta.url).pathname;

test.each([
  ['better-sqlite3', []],
  ['its stand-in of the Electron tests', ['--import', path('stand-in-hook.ts')]],
])('the store works on %s', (_name, flags) => {
  const place = temporaryFolder();
  const output = execFileSync(
    process.execPath,
    [...flags, path('stand-in-core-path.ts'), place.folder],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(output)).toMatchObject({
    isRefused: true,
    eventsEqual: true,
    fills: 10,
    past: { problem: '', fills: 10, orders: 10, trips: 0, lots: 5, totals: 20 },
    exported: {
      fills: 'done, 25 rows',
      orders: 'done, 50 rows',
      round_trips: 'done, 0 rows',
      tradelog: 'done, 25 rows',
      form8949: 'done, 5 rows',
    },
    backup: { state: 'done', result: { facts: { orders: 50, trades: 25 } } },
    listed: { state: 'done', result: [{ problem: '', facts: { lastOrderId: 50 } }] },
    integrity: { state: 'done', result: [] },
    stats: { state: 'done', result: { canShrink: true } },
    ticks: 1,
    choreProblems: '',
    after: 'clean',
    workingOrders: 50,
  });
  expect(existsSync(join(place.folder, 'fills.csv'))).toBe(true);
  place.remove();
});
