import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { US_PER_MINUTE } from '../../../engine/domain/time.ts';
import { storedPriceRanges } from '../../../engine/store/bar-ranges.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { temporaryFolder } from './temporary-store.ts';

interface Bar {
  readonly startUs: number;
  readonly low: number;
  readonly high: number;
}

const START_US = 1_772_636_520_000_000;
const place = temporaryFolder();
const bars: Bar[] = [];
let db: Connection;

beforeAll(() => {
  recoverState(place.file, 'local');
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  const insert = db.prepare(`INSERT INTO bars VALUES (?, ?, ?, 5, ?, ?, 5, 1, 1)`);
  // A thousand minutes with every seventh missing, and other bars that must not be looked at.
  for (let i = 0; i < 1_000; i += 1) {
    if (i % 7 === 3) continue;
    const bar = {
      startUs: START_US + i * US_PER_MINUTE,
      low: 5_000 - ((i * 37) % 911),
      high: 6_000 + ((i * 53) % 877),
    };
    bars.push(bar);
    insert.run('AAPL', '1m', bar.startUs, bar.high, bar.low);
    insert.run('AAPL', '5m', bar.startUs, 99_999, 1);
    insert.run('MSFT', '1m', bar.startUs, 99_999, 1);
  }
});
afterAll(() => {
  db.close();
  place.remove();
});

function naive(afterUs: number, beforeUs: number): object | null {
  const inside = bars.filter(
    ({ startUs }) => startUs >= afterUs && startUs + US_PER_MINUTE <= beforeUs,
  );
  if (inside.length === 0) return null;
  const lowTicks = Math.min(...inside.map(({ low }) => low));
  return { lowTicks, highTicks: Math.max(...inside.map(({ high }) => high)) };
}

test('between two moments count the minutes that lie wholly between them', () => {
  const ranges = storedPriceRanges(db);
  const at = (minutes: number): number => START_US + minutes * US_PER_MINUTE;
  expect(ranges('AAPL', at(0) + 1, at(2) - 1)).toBeNull();
  expect(ranges('AAPL', at(3), at(4))).toBeNull();
  expect(ranges('AAPL', at(4), at(6))).toEqual(naive(at(4), at(6)));
  expect(ranges('SPY', at(4), at(900))).toBeNull();
});

test('any walk through time sees what looking at all bars sees, also where the clock goes back', () => {
  const step = fc.oneof(
    fc.integer({ min: 0, max: 20 * US_PER_MINUTE }),
    fc.integer({ min: 0, max: 400 * US_PER_MINUTE }),
    fc.integer({ min: -300 * US_PER_MINUTE, max: 0 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const ranges = storedPriceRanges(db);
      let now = START_US - 5 * US_PER_MINUTE;
      for (const size of steps) {
        const next = now + size;
        expect(ranges('AAPL', now, next)).toEqual(naive(now, next));
        now = next;
      }
    }),
  );
});
