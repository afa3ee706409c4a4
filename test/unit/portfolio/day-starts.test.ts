import { expect, test } from 'vitest';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { Position } from '../../../engine/domain/order.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { DayStarts } from '../../../engine/portfolio/day-starts.ts';
import { PositionFold, flatPosition } from '../../../engine/portfolio/position-fold.ts';
import { dayPnlMicros } from '../../../engine/portfolio/valuation.ts';

const AAPL = usEquity('AAPL', 'Apple Inc.');
const YESTERDAY = '2026-03-03';
const TODAY = '2026-03-04';
const US = timeUs(0);
const DOLLAR = 1_000_000;
const SHARE = 10 ** AAPL.lotDecimals;

/** A position by its fills: shares, above 0 bought, at dollars, on a day. */
function positionOf(...fills: readonly (readonly [number, number, string])[]): Position {
  const fold = new PositionFold(flatPosition('AAPL', YESTERDAY, US));
  for (const [shares, dollars, date] of fills) {
    fold.fill(AAPL, shares * SHARE, ticks(dollars), 0, 0, date, US);
  }
  return fold.position();
}

function ticks(dollars: number): number {
  return dollars * 10 ** AAPL.tickDecimals;
}

const markAt = (dollars: number) => ({
  instrument: AAPL,
  markTicks: ticks(dollars),
  tradeDate: TODAY,
});

function resultAt(dollars: number, position: Position, starts: DayStarts): number {
  return dayPnlMicros(position, markAt(dollars), starts.of('AAPL')) / DOLLAR;
}

test('what was realised today stays today’s when shares come that have lost before', () => {
  const starts = new DayStarts([]);
  const position = positionOf([10, 100, TODAY], [-10, 130, TODAY], [10, 150, TODAY]);
  expect(resultAt(100, position, starts)).toBe(300 - 500);
  starts.carry(position, markAt(100), -500 * DOLLAR);
  expect(resultAt(100, position, starts)).toBe(300);
  expect(resultAt(101, position, starts)).toBe(310);
});

test.each([
  ['flat', [], 100],
  ['that was open over night', [[10, 100, YESTERDAY]], 100],
  ['that was opened today', [[10, 91, TODAY]], 90],
] as const)(
  'a late fill in a position %s adds what it has made since the close',
  (_, fills, now) => {
    const starts = new DayStarts([]);
    const before = positionOf(...fills);
    starts.turn([before], () => markAt(95));
    const without = resultAt(now, before, starts);
    // Told today, as everything is told in order, and bought yesterday.
    const after = positionOf(...fills, [10, 150, TODAY]);
    starts.late(fills.length === 0 ? null : before, after, markAt(95));
    expect(resultAt(now, after, starts) - without).toBe(10 * (now - 95));
  },
);
