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
    expect(faultOf({ fromUs: fromField(''), toUs: 5 })).toBe('unknown');
  });

  it('are written and read again as the field has them', () => {
    const us = Math.floor(NOW_US / 1e6) * 1e6;
    expect(toField(us)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(fromField(toField(us))).toBe(us);
    expect(fromField(toField(us).slice(0, 16))).toBe(Math.floor(us / 60e6) * 60e6);
    for (const half of ['2026-03-0', '2026-13-04 15:02', 'yesterday', '2026-03-04']) {
      expect(faultOf({ fromUs: fromField(half), toUs: us })).toBe('unknown');
    }
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
