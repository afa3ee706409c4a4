import { expect, test } from 'vitest';
import { daysOfIsoDate } from '../../../engine/domain/civil-date.ts';
import { isLongTerm } from '../../../engine/portfolio/holding-period.ts';

test.each([
  // acquired, last short-term day, first long-term day
  ['2025-02-05', '2026-02-05', '2026-02-06'],
  ['2024-12-31', '2025-12-31', '2026-01-01'],
  ['2025-04-30', '2026-04-30', '2026-05-01'],
  ['2023-02-28', '2024-02-29', '2024-03-01'],
  ['2024-02-28', '2025-02-28', '2025-03-01'],
  ['2024-02-29', '2025-02-28', '2025-03-01'],
])('what was acquired on %s is short-term on %s and long-term on %s', (acquired, last, first) => {
  const day = (text: string): number => daysOfIsoDate(text) ?? 0;
  expect(isLongTerm(day(acquired), day(last))).toBe(false);
  expect(isLongTerm(day(acquired), day(first))).toBe(true);
});
