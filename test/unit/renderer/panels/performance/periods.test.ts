import { describe, expect, it } from 'vitest';
import type { MetricSample } from '../../../../../engine/contract/metrics.ts';
import {
  changeOf,
  faultOf,
  figuresOf,
  fromField,
  lastAgainstBefore,
  resolutionFor,
  toField,
} from '../../../../../renderer/panels/performance/compare/periods.ts';

const HOUR_US = 3_600_000_000;
const NOW_US = 1_800_000_000_000_000;
const period = (fromHoursAgo: number, hours: number) => ({
  fromUs: NOW_US - fromHoursAgo * HOUR_US,
  toUs: NOW_US - (fromHoursAgo - hours) * HOUR_US,
});

describe('two periods', () => {
  it('are compared in the finest resolution that both are still kept in', () => {
    const resolution = (fromHoursAgo: number) =>
      resolutionFor({ a: period(fromHoursAgo, 0.5), b: period(0.5, 0.5) }, NOW_US);
    expect([1, 2, 3, 24, 30, 24 * 29].map(resolution)).toEqual([10, 10, 60, 60, 900, 900]);
  });

  it('of a month fit one answer', () => {
    expect(resolutionFor(lastAgainstBefore(NOW_US, 15 * 24 * 3_600), NOW_US)).toBe(900);
  });

  it('at hand lie end to end and are as long as each other', () => {
    const { a, b } = lastAgainstBefore(NOW_US, 300);
    expect(b).toEqual({ fromUs: NOW_US - 300e6, toUs: NOW_US });
    expect(a).toEqual({ fromUs: NOW_US - 600e6, toUs: NOW_US - 300e6 });
  });

  it('need both times, the first before the second', () => {
    expect(faultOf(period(1, 1))).toBeNull();
    expect(faultOf({ fromUs: 5, toUs: 5 })).toBe('backwards');
    expect(faultOf({ fromUs: fromField('', 'UTC'), toUs: 5 })).toBe('unknown');
  });

  it.each(['America/New_York', 'UTC', 'Asia/Kolkata'])(
    'are written and read again as the field has them in %s',
    (zone) => {
      const us = Math.floor(NOW_US / 1e6) * 1e6;
      const read = (text: string): number => fromField(text, zone);
      expect(toField(us, zone)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(read(toField(us, zone))).toBe(us);
      expect(read(toField(us, zone).slice(0, 16))).toBe(Math.floor(us / 60e6) * 60e6);
      for (const half of ['2026-03-0', '2026-13-04 15:02', 'yesterday', '2026-03-04']) {
        expect(faultOf({ fromUs: read(half), toUs: us })).toBe('unknown');
      }
    },
  );

  it('have the times of the zone that the screen has, in summer and in winter', () => {
    const at = (text: string): number => Date.parse(text) * 1_000;
    expect(toField(at('2026-03-04T20:02:11Z'), 'America/New_York')).toBe('2026-03-04 15:02:11');
    expect(fromField('2026-03-04 15:02:11', 'America/New_York')).toBe(at('2026-03-04T20:02:11Z'));
    expect(fromField('2026-07-01T09:30', 'America/New_York')).toBe(at('2026-07-01T13:30:00Z'));
    expect(fromField('2026-07-01 09:30', 'UTC')).toBe(at('2026-07-01T09:30:00Z'));
  });
});

describe('the figures of a period', () => {
  const samples = [3, 1, 9, 2].map((value, i): MetricSample => {
    return { atUs: i, values: { 'order.total.p99': value } };
  });

  it('are the middle and the highest sample of those that were measured', () => {
    const unmeasured: MetricSample = { atUs: 9, values: { 'engine.cpu': 1 } };
    expect(figuresOf([...samples, unmeasured], 'order.total.p99')).toEqual({
      middle: 2,
      highest: 9,
      samples: 4,
    });
    expect(figuresOf(samples, 'engine.cpu')).toBeNull();
  });

  it('change by what B is above A, where both were measured', () => {
    const of = (middle: number) => ({ middle, highest: middle, samples: 1 });
    expect(changeOf(of(2), of(3))).toBeCloseTo(0.5);
    expect(changeOf(of(0), of(3))).toBeNull();
    expect(changeOf(null, of(3))).toBeNull();
  });
});
