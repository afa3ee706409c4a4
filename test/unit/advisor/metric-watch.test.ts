import { describe, expect, it } from 'vitest';
import { MetricWatch } from '../../../engine/advisor/metric-watch.ts';
import { logOf } from '../../../engine/advisor/metrics.ts';
import type { AdvisorMetric } from '../../../engine/contract/advisor-words.ts';

/** Takes `value` for so many seconds where `usual` is; returns the first at which it is a reason to speak. */
function alarmedAfterS(
  metric: AdvisorMetric,
  usual: number,
  value: number,
  seconds: number,
  isWitnessed = false,
): number | null {
  const watch = new MetricWatch(metric);
  const median = logOf(metric, usual);
  for (let s = 0; s < seconds; s += 1) {
    const known = { median, sigma: 0.15, top: median + 0.4, count: 1_000 };
    watch.add(s, value, known, isWitnessed);
    if (watch.isLevelAlarmed) return s;
  }
  expect(watch.isAbove).toBe(true);
  return null;
}

describe('a level that is slight', () => {
  it('has to last before it is told, the longer the slighter', () => {
    const times = [11_500, 13_000, 16_000, 30_000].map((value) =>
      alarmedAfterS('store.commit', 5_000, value, 120),
    );
    expect(times[0]).toBeGreaterThan(40);
    expect(times).toEqual(times.toSorted((a, b) => Number(b) - Number(a)));
    expect(times.at(-1)).toBeLessThan(12);
  });

  it('is nothing when it goes away before', () => {
    expect(alarmedAfterS('store.commit', 5_000, 11_500, 40)).toBeNull();
  });

  it('is told sooner where a witness says that there is a cause for it', () => {
    const alone = alarmedAfterS('loop.delay', 2_000, 9_000, 120) ?? 0;
    const witnessed = alarmedAfterS('loop.delay', 2_000, 9_000, 120, true) ?? 0;
    expect(alone).toBeGreaterThan(40);
    expect(witnessed).toBeGreaterThan(12);
    expect(witnessed).toBeLessThan(alone / 2);
  });

  it('lasts as long where it is measured seldom', () => {
    const watch = new MetricWatch('store.commit');
    const median = logOf('store.commit', 5_000);
    const usual = { median, sigma: 0.15, top: median + 0.4, count: 1_000 };
    let alarmedS: number | null = null;
    for (let s = 0; s < 120 && alarmedS === null; s += 1) {
      watch.add(s, s % 5 === 0 ? 12_500 : undefined, s % 5 === 0 ? usual : null);
      if (watch.isLevelAlarmed) alarmedS = s;
    }
    expect(alarmedS).toBeGreaterThan(40);
    expect(alarmedS).toBeLessThan(90);
  });
});

describe('a load far beyond what was seen', () => {
  it('is no reason to speak by itself while it may be one of the bursts that markets have', () => {
    expect(alarmedAfterS('market.events', 1_000, 60_000, 40)).toBeNull();
    expect(alarmedAfterS('market.events', 1_000, 60_000, 60)).toBeGreaterThan(40);
  });
});

describe('a machine that other programs use', () => {
  it('is a reason to speak when nothing is left of it for some time', () => {
    expect(alarmedAfterS('cpu.other', 10, 99, 20)).toBeNull();
    expect(alarmedAfterS('cpu.other', 10, 99, 40)).toBeGreaterThan(20);
  });

  it('is none while some of it is idle, or where it always was like that', () => {
    expect(alarmedAfterS('cpu.other', 10, 80, 300)).toBeNull();
    const watch = new MetricWatch('cpu.other');
    const median = logOf('cpu.other', 95);
    for (let s = 0; s < 300; s += 1)
      watch.add(s, 100, { median, sigma: 0.1, top: median + 0.2, count: 500 });
    expect(watch.isLevelAlarmed).toBe(false);
  });
});

describe('a clock that was set', () => {
  it('is told with how far it was set, until that no longer counts', () => {
    const watch = new MetricWatch('clock.step');
    for (let s = 0; s < 60; s += 1) watch.add(s, s === 20 ? 60 : 0, null);
    expect(watch.mean).toBeCloseTo(0, 6);
    for (let s = 60; s < 75; s += 1) watch.add(s, s === 62 ? 60 : 0, null);
    expect(watch.isAbove).toBe(true);
    expect(watch.mean).toBeCloseTo(60, 6);
  });
});

describe('more subscriptions than usual', () => {
  const median = logOf('clients.subscriptions', 10);
  const usual = { median, sigma: 0.1, top: median + 0.2, count: 1_000 };
  const after = (seconds: number, at: (s: number) => number): MetricWatch => {
    const watch = new MetricWatch('clients.subscriptions');
    for (let s = 0; s < seconds; s += 1) watch.add(s, at(s), usual);
    return watch;
  };

  it('are a reason to speak when they go on growing, not when a workspace was opened', () => {
    expect(after(90, (s) => 10 + s).isGrowthAlarmed).toBe(true);
    const opened = after(90, (s) => (s < 30 ? 10 : 60));
    expect(opened.isAbove).toBe(true);
    expect(opened.isGrowthAlarmed).toBe(false);
    expect(opened.isLevelAlarmed).toBe(false);
  });

  it('stay one after the growth has come to rest, until they are as few as usual', () => {
    const leaked = (s: number): number => 10 + 2 * Math.min(s, 60);
    expect(after(600, leaked).isGrowthAlarmed).toBe(true);
    expect(after(700, (s) => (s < 600 ? leaked(s) : 10)).isGrowthAlarmed).toBe(false);
  });
});
