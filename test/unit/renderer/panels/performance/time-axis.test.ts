import { expect, test } from 'vitest';
import {
  axisMoment,
  axisTimes,
  markSpace,
} from '../../../../../renderer/panels/performance/time-axis.ts';

const NOON_S = Date.UTC(2026, 2, 4, 17) / 1_000;
const NEW_YORK = 'America/New_York';

test('times of an axis are the zone’s, of 24 hours, and as fine as its marks', () => {
  expect(axisTimes([NOON_S, NOON_S + 5], 5, NEW_YORK)).toEqual(['12:00:00', '12:00:05']);
  expect(axisTimes([NOON_S, NOON_S + 3_600], 3_600, NEW_YORK)).toEqual(['12:00', '13:00']);
  expect(axisTimes([NOON_S + 43_200], 3_600, NEW_YORK)).toEqual(['03-05']);
  expect(axisTimes([NOON_S, NOON_S + 86_400], 86_400, 'UTC')).toEqual(['03-04', '03-05']);
  expect(axisMoment(NOON_S + 71, NEW_YORK)).toBe('2026-03-04 12:01:11');
});

test('marks are as near each other as their words allow', () => {
  // Five minutes on 250 px: a mark a minute; half of them would be marks with seconds.
  expect(markSpace(300, 250)).toBe(48);
  expect(markSpace(300, 500)).toBe(64);
  expect(markSpace(40, 350)).toBe(64);
});
