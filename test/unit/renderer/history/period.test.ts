import { describe, expect, test } from 'vitest';
import { isoTimeUtc } from '../../../../engine/domain/session.ts';
import { datesOf, spanOf } from '../../../../renderer/history/period.ts';
import type { Period } from '../../../../renderer/history/period.ts';
import { NOW_US } from '../trading/sample-orders.ts';

const ZONE = 'America/New_York';
const RANGE: Period = { kind: 'range', fromDate: '2026-03-03', toDate: '2026-03-04' };

function iso(period: Period): (string | null)[] {
  const span = spanOf(period, ZONE, NOW_US);
  if ('rule' in span) throw new Error(span.rule);
  return [span.fromUs, span.toUs].map((us) => (us === null ? null : isoTimeUtc(us)));
}

describe('a period', () => {
  test('is open at both ends for all time', () => {
    expect(iso({ ...RANGE, kind: 'all' })).toEqual([null, null]);
  });

  test('is the trading day, which turns at 20:00 in New York, for today', () => {
    expect(iso({ ...RANGE, kind: 'today' })).toEqual([
      '2026-03-04T01:00:00.000Z',
      '2026-03-05T01:00:00.000Z',
    ]);
  });

  test('spans both trade dates of a range', () => {
    expect(iso(RANGE)).toEqual(['2026-03-03T01:00:00.000Z', '2026-03-05T01:00:00.000Z']);
  });

  test.each([
    ['week', '2026-02-26'],
    ['month', '2026-03-01'],
    ['year', '2026-01-01'],
  ] as const)('of the %s begins on %s and ends today', (kind, fromDate) => {
    expect(datesOf({ ...RANGE, kind }, ZONE, NOW_US)).toEqual({ fromDate, toDate: '2026-03-04' });
  });

  test('follows the change to daylight saving time', () => {
    const week = { ...RANGE, fromDate: '2026-03-06', toDate: '2026-03-09' };
    expect(iso(week)).toEqual(['2026-03-06T01:00:00.000Z', '2026-03-10T00:00:00.000Z']);
  });

  test('is refused with missing dates or the wrong way round', () => {
    expect(spanOf({ ...RANGE, toDate: '' }, ZONE, NOW_US)).toMatchObject({
      rule: 'Choose both dates',
    });
    const swapped = { ...RANGE, fromDate: '2026-03-05' };
    expect(spanOf(swapped, ZONE, NOW_US)).toMatchObject({ code: 'contract.date' });
  });
});
