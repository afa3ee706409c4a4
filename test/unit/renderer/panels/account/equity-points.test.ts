import { describe, expect, test } from 'vitest';
import type { AccountState, EquityPoint } from '../../../../../engine/contract/account.ts';
import { US_PER_DAY, US_PER_MINUTE } from '../../../../../engine/domain/time.ts';
import {
  EQUITY_POINTS_MAX,
  curveOf,
  rangeStartUs,
  withNow,
} from '../../../../../renderer/panels/account/equity-points.ts';

const point = (atUs: number, equityMicros: number): EquityPoint => ({
  atUs,
  equityMicros,
  cashMicros: 0,
  longValueMicros: 0,
  shortValueMicros: 0,
  dayPnlMicros: 0,
  feesMicros: 0,
});
const account = (atUs: number, equityMicros: number): AccountState => ({
  ...point(atUs, equityMicros),
  unrealisedMicros: 0,
  realisedMicros: 0,
  fifoRealisedMicros: 0,
  dayFeesMicros: 0,
  buyingPowerMicros: 0,
  reservedMicros: 0,
  unpriced: 0,
});

describe('the equity curve', () => {
  test('is its pages in order of time, each moment once', () => {
    const pages = [point(30, 3), point(40, 4), point(10, 1), point(30, 3)];
    expect(curveOf(pages).map(({ atUs }) => atUs)).toEqual([10, 30, 40]);
  });

  test('ends with the account as it is, one point a minute', () => {
    const start = curveOf([point(0, 100)]);
    const first = withNow(start, account(US_PER_MINUTE, 110));
    const second = withNow(first, account(US_PER_MINUTE + 1, 120));
    const third = withNow(second, account(2 * US_PER_MINUTE, 130));
    expect(third.map(({ equityMicros }) => equityMicros)).toEqual([100, 120, 130]);
  });

  test('stays the same while nothing changes and when an older word comes late', () => {
    const curve = withNow([], account(US_PER_MINUTE, 100));
    expect(withNow(curve, account(9 * US_PER_MINUTE, 100))).toBe(curve);
    expect(withNow(curve, account(US_PER_MINUTE - 1, 90))).toBe(curve);
  });

  test('keeps the newest points within its bound', () => {
    const full = Array.from({ length: EQUITY_POINTS_MAX }, (_, at) => ({
      atUs: at * US_PER_MINUTE,
      equityMicros: at,
    }));
    const next = withNow(full, account(EQUITY_POINTS_MAX * US_PER_MINUTE, 1));
    expect(next).toHaveLength(EQUITY_POINTS_MAX);
    expect(next[0]?.equityMicros).toBe(1);
  });

  test('begins as many days back as its period says', () => {
    const now = 100 * US_PER_DAY;
    expect(rangeStartUs('week', now)).toBe(93 * US_PER_DAY);
    expect(rangeStartUs('all', now)).toBeNull();
  });
});
