import { describe, expect, test } from 'vitest';
import {
  axisLabel,
  barTimeText,
  tickWeight,
} from '../../../../renderer/chart/exchange-time-scale.ts';
import { ZoneClock } from '../../../../renderer/chart/zone-clock.ts';

const us = (iso: string): number => Date.parse(iso) * 1_000;
const iso = (wallUs: number): string => new Date(wallUs / 1_000).toISOString().slice(0, 19);
const newYork = new ZoneClock('America/New_York');

describe('the clock of an exchange', () => {
  test('shows wall time in winter and in summer', () => {
    expect(iso(newYork.wallUs(us('2026-01-15T14:30:00Z')))).toBe('2026-01-15T09:30:00');
    expect(iso(newYork.wallUs(us('2026-07-15T13:30:00Z')))).toBe('2026-07-15T09:30:00');
  });

  test('is right before and after the change on the day of the change', () => {
    expect(iso(newYork.wallUs(us('2026-03-08T06:59:00Z')))).toBe('2026-03-08T01:59:00');
    expect(iso(newYork.wallUs(us('2026-03-08T07:00:00Z')))).toBe('2026-03-08T03:00:00');
  });

  test('shows the repeated hour of autumn twice', () => {
    expect(iso(newYork.wallUs(us('2026-11-01T05:30:00Z')))).toBe('2026-11-01T01:30:00');
    expect(iso(newYork.wallUs(us('2026-11-01T06:30:00Z')))).toBe('2026-11-01T01:30:00');
  });

  test('names a bar of a day after its trading date, which begins the evening before', () => {
    const start = us('2026-03-04T01:00:00Z');
    expect(barTimeText(newYork.barWallUs(start, '1d'), '1d')).toBe('2026-03-04');
    expect(barTimeText(newYork.barWallUs(start, '1h'), '1h')).toBe('2026-03-03 20:00');
  });
});

describe('the time axis', () => {
  test('weighs a point by the heaviest unit that begins there', () => {
    const at = (before: string, now: string): number => tickWeight(us(before), us(now));
    expect(at('2025-12-31T23:59:00Z', '2026-01-01T00:00:00Z')).toBe(70);
    expect(at('2026-01-31T23:59:00Z', '2026-02-01T00:00:00Z')).toBe(60);
    expect(at('2026-02-01T23:59:00Z', '2026-02-02T00:00:00Z')).toBe(50);
    expect(at('2026-02-02T11:59:00Z', '2026-02-02T12:00:00Z')).toBe(33);
    expect(at('2026-02-02T09:59:00Z', '2026-02-02T10:00:00Z')).toBe(30);
    expect(at('2026-02-02T09:29:00Z', '2026-02-02T09:30:00Z')).toBe(22);
    expect(at('2026-02-02T09:30:00Z', '2026-02-02T09:31:00Z')).toBe(20);
    expect(at('2026-02-02T09:30:01Z', '2026-02-02T09:30:02Z')).toBe(10);
  });

  test('labels years, months, days and times', () => {
    const wall = us('2026-03-04T09:05:07Z');
    expect([0, 1, 2, 3, 4].map((kind) => axisLabel(wall, kind))).toEqual([
      '2026',
      'Mar',
      '4 Mar',
      '09:05',
      '09:05:07',
    ]);
  });
});
