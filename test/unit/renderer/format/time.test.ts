import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatDate,
  formatDurationUs,
  formatHold,
  formatTime,
  zoneLabel,
} from '../../../../renderer/format/index.ts';

const winter = Date.UTC(2026, 2, 4, 15, 2, 11, 4) * 1_000;
const summer = Date.UTC(2026, 6, 4, 3, 30, 0) * 1_000;

describe('times of day', () => {
  it('are UTC unless a zone is given', () => {
    expect(formatTime(winter)).toBe('15:02:11');
    expect(formatTime(winter, { ms: true })).toBe('15:02:11.004');
  });

  it('follow the zone over a change of its offset', () => {
    const zone = 'America/New_York';
    expect(formatTime(winter, { zone })).toBe('10:02:11');
    expect(formatTime(summer, { zone })).toBe('23:30:00');
    expect(formatDate(summer, zone)).toBe('2026-07-03');
    // The hour of 8 March 2026 at which the clocks go from 2:00 to 3:00.
    const turn = Date.UTC(2026, 2, 8, 7) * 1_000;
    expect(formatTime(turn - 1_000_000, { zone })).toBe('01:59:59');
    expect(formatTime(turn, { zone })).toBe('03:00:00');
  });

  it('name their zone', () => {
    expect(zoneLabel('America/New_York', winter)).toBe('EST');
    expect(zoneLabel('America/New_York', summer)).toBe('EDT');
  });
});

describe('durations', () => {
  it('are rough as an age', () => {
    const ages = [400_000, 12_000_000, 180e6, 7_200e6, 400_000e6];
    expect(ages.map(formatAge)).toEqual(['0.4 s', '12 s', '3 min', '2 h', '5 d']);
  });

  it('have two units as the hold of a position', () => {
    const holds = [0, 59.9e6, 205e6, 7_500e6, 86_399e6, 3 * 86_400e6 + 4 * 3_600e6];
    expect(holds.map(formatHold)).toEqual(['0 s', '59 s', '3m 25s', '2h 05m', '23h 59m', '3d 4h']);
  });

  it('have three figures as a measurement', () => {
    expect([850, 1_240, 35_000, 120_400, 2_100_000].map(formatDurationUs)).toEqual([
      '850 µs',
      '1.24 ms',
      '35.0 ms',
      '120 ms',
      '2.10 s',
    ]);
  });
});
