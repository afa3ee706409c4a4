/** A computer's clock that is set back while the engine is not running: by an hour, and by a week. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestClient } from '../../support/test-client.ts';
import { FAULTLESS, TradingRecord } from '../../support/trading-record.ts';
import { startTrading, tradeOn } from './fault-runs.ts';

// Each test starts several engines, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const BEFORE = 40;
const HOUR_MS = 3_600_000;
const PRELOAD = new URL('../../support/shifted-clock.ts', import.meta.url).href;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What to put before a command so that its wall clock is off. */
function shiftedBy(ms: number): string[] {
  return ['env', `NODE_OPTIONS=--import=${PRELOAD}`, `STP_TEST_CLOCK_SHIFT_MS=${String(ms)}`];
}

/** Trading dates of the positions that fills have left. */
function tradeDates({ events }: TestClient): string[] {
  return [...new Set(events.map((one) => ('position' in one ? one.position.tradeDate : '')))];
}

test.each([HOUR_MS, 7 * 24 * HOUR_MS])(
  'by %i ms: no time goes back, the day goes on, and the user is told',
  async (backMs) => {
    const record = new TradingRecord();
    const first = await startTrading(folder, record);
    await tradeOn(first, record, BEFORE);
    first.child.kill('SIGKILL');
    await first.exitCode;
    await first.client.end();
    record.hear(first.client);
    const newestUs = first.client.events.at(-1)?.atUs ?? 0;
    expect(newestUs).toBeGreaterThan(0);

    const second = await startTrading(folder, record, shiftedBy(-backMs));
    const notice = await second.client.message('notice');
    expect(notice.notice).toMatchObject({ level: 'warning', code: 'clock.set_back' });
    await tradeOn(second, record, BEFORE);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
    const times = second.client.events.map(({ atUs }) => atUs);
    expect(times.length).toBeGreaterThan(BEFORE);
    expect(times.every((us, i) => us >= (times[i - 1] ?? newestUs))).toBe(true);
    const days = [first, second].map(({ client }) => tradeDates(client));
    expect(days[1]).toEqual(days[0]);
    second.child.kill('SIGKILL');
    await second.exitCode;
  },
);
