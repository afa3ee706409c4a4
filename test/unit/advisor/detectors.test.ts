import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrowthWatch } from '../../../engine/advisor/growth-watch.ts';
import { METRICS } from '../../../engine/advisor/metrics.ts';
import { StepDetector } from '../../../engine/advisor/step-detector.ts';
import { trendOf } from '../../../engine/advisor/trend.ts';
import { Noise } from '../../support/advisor-model/noise.ts';

describe('the step detector', () => {
  const feed = (detector: StepDetector, log: (s: number) => number, seconds: number): number => {
    for (let s = 1; s <= seconds; s += 1) {
      detector.add(s, log(s), 0, 0.2);
      if (detector.isAlarmed) return s;
    }
    return Infinity;
  };

  it('finds a doubling within seconds and knows when it began', () => {
    const noise = new Noise(3);
    const detector = new StepDetector(1.5);
    expect(feed(detector, () => 0.2 * noise.normal(), 1_000)).toBe(Infinity);
    const foundS = feed(detector, (s) => (s > 50 ? Math.log(2) : 0), 200);
    expect(foundS).toBeGreaterThan(50);
    expect(foundS).toBeLessThan(65);
    expect(detector.sinceS).toBe(51);
  });

  it('raises no alarm in a day of ordinary noise', () => {
    const noise = new Noise(4);
    const detector = new StepDetector(1.5);
    expect(feed(detector, () => 0.2 * noise.normal(), 86_400)).toBe(Infinity);
  });

  it('does not mind single spikes, however high', () => {
    const detector = new StepDetector(1.5);
    expect(feed(detector, (s) => (s % 20 === 0 ? 9 : 0), 5_000)).toBe(Infinity);
  });

  it('says nothing about a shift that is sure and too small to matter', () => {
    const detector = new StepDetector(1.5);
    expect(feed(detector, () => Math.log(1.3), 2_000)).toBe(Infinity);
  });

  it('is silent again soon after the trouble is over', () => {
    const detector = new StepDetector(1.5);
    feed(detector, () => 2, 100);
    for (let s = 0; s < 12; s += 1) detector.add(200 + s, 0, 0, 0.2);
    expect(detector.isAlarmed).toBe(false);
  });
});

describe('the trend', () => {
  it('is the slope of a line, whatever a fourth of the points does', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 4, maxLength: 10 }),
        (slope, wild) => {
          const times = Array.from({ length: 4 * wild.length + 8 }, (_, i) => i * 3);
          const values = times.map((time, i) =>
            i % 4 === 3 ? (wild[(i - 3) / 4] ?? 0) : slope * time,
          );
          const found = trendOf(times, values);
          const honest = trendOf(
            times.filter((_, i) => i % 4 !== 3),
            values.filter((_, i) => i % 4 !== 3),
          );
          expect(honest?.slope).toBeCloseTo(slope, 6);
          expect(found === null ? NaN : found.low).toBeLessThanOrEqual(slope + 1e-6);
          expect(found === null ? NaN : found.high).toBeGreaterThanOrEqual(slope - 1e-6);
        },
      ),
    );
  });

  it('agrees with a naive count of all pairs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3, maxLength: 20 }),
        (values) => {
          const times = values.map((_, i) => i);
          const slopes = values
            .flatMap((a, i) => values.slice(i + 1).map((b, j) => (b - a) / (j + 1)))
            .sort((a, b) => a - b);
          const middle = (slopes.length - 1) / 2;
          const near = [slopes[Math.floor(middle)], slopes[Math.ceil(middle)]];
          expect(near).toContain(trendOf(times, values)?.slope);
        },
      ),
    );
  });
});

describe('the growth watch', () => {
  const queue = METRICS['queue.writer'];

  it('tells when a queue that grows will be full, soon after it begins', () => {
    const noise = new Noise(5);
    const watch = new GrowthWatch(queue);
    for (let s = 0; s < 300; s += 1) watch.add(s, 10 * noise.uniform());
    expect(watch.isGrowing).toBe(false);
    let foundS = 0;
    for (let s = 0; s < 60; s += 1) {
      watch.add(300 + s, 80 * s + 30 * noise.normal());
      if (watch.isGrowing && foundS === 0) foundS = s;
    }
    expect(foundS).toBeGreaterThan(0);
    expect(foundS).toBeLessThan(20);
    const forecast = watch.forecast(8_192);
    const truth = (8_192 - 80 * 59) / 80;
    expect(forecast?.likelyS).toBeGreaterThan(0.8 * truth);
    expect(forecast?.likelyS).toBeLessThan(1.2 * truth);
    expect(forecast?.lowS).toBeLessThanOrEqual(truth);
    expect(forecast?.highS).toBeGreaterThanOrEqual(truth);
  });

  it('counts with the growth of now, not with the slower one before it', () => {
    const watch = new GrowthWatch(queue);
    const value = (s: number): number => (s < 30 ? 40 * s : 1_200 + 160 * (s - 30));
    for (let s = 0; s <= 45; s += 1) watch.add(s, value(s));
    const truth = (8_192 - value(45)) / 160;
    expect(Math.abs((watch.forecast(8_192)?.likelyS ?? 0) - truth)).toBeLessThan(2);
  });

  describe('of a budget that comes back after a minute', () => {
    /** Percent used of 200 a minute, at `first` requests a second and at `then` from second 120 on. */
    const used = (s: number, first: number, then: number): number => {
      const at = (each: number): number => (each < 120 ? first : then);
      const sent = Array.from({ length: 60 }, (_, i) => at(s - i));
      return sent.reduce((sum, each) => sum + each, 0) / 2;
    };
    const watched = (then: number, untilS: number): GrowthWatch => {
      const watch = new GrowthWatch(METRICS['api.used']);
      for (let s = 60; s <= untilS; s += 1) watch.add(s, used(s, 0.4, then));
      return watch;
    };

    it('says when it is used up', () => {
      let s = 140;
      const forecast = watched(5, s).forecast(100);
      while (used(s, 0.4, 5) < 100) s += 1;
      expect(Math.abs((forecast?.likelyS ?? 0) - (s - 140))).toBeLessThan(2);
    });

    it('says nothing where as much comes back as goes before it is used up', () => {
      const watch = watched(3, 140);
      expect(watch.isGrowing).toBe(true);
      expect(watch.forecast(100)).toBeNull();
      // Of what does not come back the same growth reaches the limit.
      const forGood = new GrowthWatch(METRICS['buffer.fill']);
      for (let s = 60; s <= 140; s += 1) forGood.add(s, used(s, 0.4, 3));
      expect(forGood.forecast(100)?.likelyS).toBeGreaterThan(10);
    });
  });

  describe('of a budget that is used by chance', () => {
    /** Percent used of 200 a minute: some 24 requests a minute at first, `then` a second from second 300 on. */
    const run = (
      seed: number,
      then: number,
      see: (s: number, watch: GrowthWatch) => void,
    ): void => {
      const noise = new Noise(seed);
      const watch = new GrowthWatch(METRICS['api.used']);
      const sent: number[] = [];
      for (let s = 0; s < 900; s += 1) {
        sent.push(noise.poisson(s < 300 ? 0.4 : then));
        if (sent.length > 60) sent.shift();
        watch.add(s, sent.reduce((sum, each) => sum + each, 0) / 2);
        see(s, watch);
      }
    };

    it('says a time with an interval that holds it', () => {
      let held = 0;
      for (let seed = 1; seed <= 40; seed += 1) {
        const said: { readonly lowS: number; readonly highS: number; readonly atS: number }[] = [];
        let reachedS = 0;
        run(seed, 5, (s, watch) => {
          const forecast = watch.forecast(100);
          if (s >= 316 && forecast !== null) said.push({ ...forecast, atS: s });
          if (reachedS === 0 && forecast?.likelyS === 0) reachedS = s;
        });
        const { lowS, highS, atS } = said[0] ?? { lowS: 0, highS: 0, atS: 0 };
        const truth = reachedS - atS;
        if (lowS <= truth && truth <= highS) held += 1;
      }
      expect(held).toBeGreaterThanOrEqual(35);
    });

    it('says nothing of what goes up and down where it has come to rest', () => {
      for (let seed = 1; seed <= 40; seed += 1) {
        run(seed, 2, (s, watch) => {
          if (s > 400) expect(watch.forecast(100)).toBeNull();
        });
      }
    });
  });

  it('takes a step for a step', () => {
    const watch = new GrowthWatch(queue);
    for (let s = 0; s < 200; s += 1) {
      watch.add(s, s < 100 ? 0 : 5_000);
      expect(watch.isGrowing).toBe(false);
    }
  });

  it('takes a step on a slow tide for a step, and the tide for growth again once it is where it was', () => {
    const watch = new GrowthWatch(METRICS['memory.heap']);
    const tide = (s: number): number => 60e6 + s * 40_000;
    for (let s = 0; s < 600; s += 1) watch.add(s, tide(s));
    expect(watch.isGrowing).toBe(true);
    for (let s = 600; s < 610; s += 1) {
      watch.add(s, tide(s) + 300e6);
      expect(watch.isGrowing).toBe(false);
      expect(watch.forecast(500e6)).toBeNull();
    }
    watch.add(610, tide(610));
    expect(watch.isGrowing).toBe(true);
  });

  it('does not take the teeth of a saw for growth', () => {
    const watch = new GrowthWatch(METRICS['memory.heap']);
    for (let s = 0; s < 3_600; s += 1) {
      watch.add(s, 60e6 + (s % 300) * 120_000);
      expect(watch.isGrowing).toBe(false);
    }
  });
});
