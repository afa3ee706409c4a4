import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** Runs a child that commits until it has acknowledged `orders`, kills it, and gives its last word. */
async function commitAndKill(file: string, orders: number): Promise<number> {
  const program = new URL('committing-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let first = 0;
  let acknowledged = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged = Number(line);
    if (first === 0) first = acknowledged;
    if (acknowledged - first >= orders) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return acknowledged;
}

test('after kill -9 in the middle of commits every acknowledged order is there, none twice', async () => {
  for (const orders of [150, 700, 1_500]) {
    const acknowledged = await commitAndKill(place.file, orders);
    expect(acknowledged).toBeGreaterThanOrEqual(orders);

    const state = recoverState(place.file, 'local');
    expect(state.after).toBe('crash');
    expect(state.lastOrderId).toBeGreaterThanOrEqual(acknowledged);
    const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
    const count = (sql: string): number => db.prepare<[], { n: number }>(sql).get()?.n ?? -1;
    expect(count('SELECT count(*) AS n FROM orders')).toBe(state.lastOrderId);
    expect(count('SELECT count(DISTINCT client_order_id) AS n FROM orders')).toBe(
      state.lastOrderId,
    );
    expect(count('SELECT count(*) AS n FROM trades')).toBe(Math.floor(state.lastOrderId / 3));
    expect(count('SELECT count(*) AS n FROM order_events')).toBe(state.lastEventSeq);
    expect(count('SELECT max(seq) AS n FROM order_events')).toBe(state.lastEventSeq);
    expect(count(`SELECT count(*) AS n FROM orders WHERE status = 'filled'`)).toBe(
      count('SELECT count(*) AS n FROM trades'),
    );
    expect(db.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }]);
    db.close();
  }
});
