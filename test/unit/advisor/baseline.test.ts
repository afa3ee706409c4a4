import { describe, expect, it } from 'vitest';
import { Baseline } from '../../../engine/advisor/baseline.ts';
import { LogHistogram } from '../../../engine/advisor/log-histogram.ts';
import { logOf } from '../../../engine/advisor/metrics.ts';
import { Noise } from '../../support/advisor-model/noise.ts';

describe('what is usual', () => {
  it('has the median and the spread of what was seen', () => {
    const noise = new Noise(1);
    const histogram = new LogHistogram();
    for (let i = 0; i < 5_000; i += 1) histogram.add(7 + 0.4 * noise.normal());
    const { median, sigma, top } = histogram.spread();
    expect(median).toBeCloseTo(7, 1);
    expect(sigma).toBeCloseTo(0.4, 1);
    expect(top).toBeCloseTo(7 + 2.58 * 0.4, 0);
  });

  it('is not moved by a few wild values', () => {
    const histogram = new LogHistogram();
    for (let i = 0; i < 1_000; i += 1) histogram.add(i % 50 === 0 ? 20 : 1 + (i % 10) / 100);
    expect(histogram.spread().median).toBeCloseTo(1, 1);
    expect(histogram.spread().sigma).toBeLessThan(0.1);
  });

  it('forgets slowly and never grows without end', () => {
    const histogram = new LogHistogram();
    for (let i = 0; i < 50_000; i += 1) histogram.add(1);
    for (let i = 0; i < 25_000; i += 1) histogram.add(3);
    expect(histogram.count).toBeLessThanOrEqual(20_000);
    expect(histogram.spread().median).toBeCloseTo(3, 1);
  });

  it('is known by load, and from the nearest load where that one is new', () => {
    const baseline = new Baseline();
    for (let atS = 0; atS < 400; atS += 1) {
      const isBusy = atS % 2 === 0;
      const events = isBusy ? 4_000 : 100;
      const delay = isBusy ? 9_000 : 1_000;
      baseline.learn({ atS, values: { 'market.events': events, 'loop.delay': delay } });
    }
    const at = (events: number) => baseline.usual('loop.delay', { 'market.events': events });
    expect(at(100)?.median).toBeCloseTo(logOf('loop.delay', 1_000), 1);
    expect(at(4_000)?.median).toBeCloseTo(logOf('loop.delay', 9_000), 1);
    expect(at(16_000)?.median).toBeCloseTo(logOf('loop.delay', 9_000), 1);
    expect(at(16_000)?.sigma).toBeGreaterThan(at(4_000)?.sigma ?? Infinity);
  });

  it('is not known of a metric that was hardly measured', () => {
    const baseline = new Baseline();
    for (let atS = 0; atS < 10; atS += 1) baseline.learn({ atS, values: { 'store.read': 900 } });
    expect(baseline.usual('store.read', {})).toBeNull();
    expect(baseline.usual('store.commit', {})).toBeNull();
  });

  it('is the same after it was stored as JSON', () => {
    const noise = new Noise(2);
    const baseline = new Baseline();
    for (let atS = 0; atS < 300; atS += 1) {
      const values = { 'market.events': 900 + 50 * noise.normal(), 'gc.time': noise.scale(1, 9) };
      baseline.learn({ atS, values });
    }
    const stored: unknown = JSON.parse(JSON.stringify(baseline.stored()));
    // What came out of a baseline is one.
    const again = Baseline.from(stored as ReturnType<Baseline['stored']>);
    expect(again.samples).toBe(300);
    expect(again.usual('gc.time', { 'market.events': 900 })).toEqual(
      Baseline.from(baseline.stored()).usual('gc.time', { 'market.events': 900 }),
    );
    expect(again.stored()).toEqual(baseline.stored());
  });
});
