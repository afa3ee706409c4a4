import { describe, expect, test } from 'vitest';
import type { LatencySummary } from '../../../../../engine/contract/messages.ts';
import { FrameMeter } from '../../../../../renderer/panels/performance/frame-meter.ts';
import { feedGaugesOf } from '../../../../../renderer/panels/performance/gauges.ts';
import { stageVerdict } from '../../../../../renderer/panels/performance/stage-verdict.ts';
import {
  LATENCY_TARGETS,
  judge,
  targetText,
  verdictOf,
} from '../../../../../renderer/panels/performance/targets.ts';
import { quietTelemetry } from '../../../../support/test-engine.ts';

const latency = (p50Us: number, p99Us: number, count = 100): LatencySummary => ({
  count,
  p50Us,
  p95Us: p50Us,
  p99Us,
  p999Us: p99Us,
  maxUs: p99Us,
});

describe('a latency target', () => {
  const target = LATENCY_TARGETS['order.total'];

  test('is met only below both of its bounds', () => {
    expect(verdictOf(latency(999, 2_999), target)).toBe('pass');
    expect(verdictOf(latency(1_000, 2_999), target)).toBe('fail');
    expect(verdictOf(latency(999, 3_000), target)).toBe('fail');
  });

  test('is neither met nor missed without data, or where nothing is promised', () => {
    expect(verdictOf(latency(0, 0, 0), target)).toBe('none');
    expect(verdictOf(latency(9e6, 9e6), undefined)).toBe('none');
  });

  test('is still being measured while a few could be so by chance', () => {
    expect(verdictOf(latency(999, 2_999, 99), target)).toBe('measuring');
    expect(verdictOf(latency(999, 3_000, 99), target)).toBe('measuring');
    expect(judge(latency(999, 2_999, 9), 'p50Us', 1_000)).toBe('measuring');
    expect(judge(latency(1_000, 2_999, 9), 'p50Us', 1_000)).toBe('measuring');
    expect(judge(latency(1_000, 2_999, 10), 'p50Us', 1_000)).toBe('fail');
  });

  test('is missed as soon as chance cannot be why', () => {
    expect(judge(latency(3_000, 9_000, 2), 'p99Us', 3_000)).toBe('measuring');
    expect(judge(latency(3_000, 9_000, 3), 'p99Us', 3_000)).toBe('fail');
    const tail = { ...latency(500, 9_000, 20), p95Us: 3_000 };
    expect(judge(tail, 'p99Us', 3_000)).toBe('fail');
    expect(judge({ ...tail, count: 19 }, 'p99Us', 3_000)).toBe('measuring');
  });

  test('is written as the bounds that it has', () => {
    expect(targetText(target)).toBe('p50 1 ms, p99 3 ms');
    expect(targetText(LATENCY_TARGETS['store.read'])).toBe('p99 2 ms');
    expect(targetText(undefined)).toBe('');
  });
});

describe('the verdict on a stage', () => {
  test('of the engine waits for its first minute, as the promises do', () => {
    const slow = latency(5_000, 9_000);
    expect(stageVerdict('order.total', slow, 20)).toMatchObject({
      verdict: 'measuring',
      progress: { text: '20/60 s' },
    });
    expect(stageVerdict('order.total', slow, 60).verdict).toBe('fail');
    expect(stageVerdict('order.total', latency(500, 900), 20).verdict).toBe('pass');
    expect(stageVerdict('key.paint', latency(50_000, 90_000), 20).verdict).toBe('fail');
  });

  test('tells how far the measuring is, and nothing without figures', () => {
    const few = stageVerdict('order.total', latency(500, 900, 7), 600);
    expect(few).toMatchObject({ verdict: 'measuring', progress: { text: '7/100' } });
    expect(stageVerdict('order.total', null, 600).verdict).toBe('none');
  });
});

describe('the figures of market data', () => {
  test('are those that are measured here, with their course', () => {
    const values = { 'market.events': 250, 'api.budget_used': 0.05 };
    const history = [{ atUs: 1, values: { 'market.events': 200 } }];
    const collector = quietTelemetry();
    const report = collector.report();
    collector.close();
    const engine = { ...report, sample: { atUs: 2, values } };
    expect(feedGaugesOf({ engine, history })).toMatchObject([
      { name: 'Market events', value: '250/s', history: [200] },
      { name: 'Request budget used', value: '5.0 %', history: [] },
    ]);
    expect(feedGaugesOf({ engine: null, history })).toEqual([]);
  });
});

describe('the frame meter', () => {
  /** A window whose frames come when the test says so. */
  function fakeWindow(longTasks: boolean) {
    let next: ((atMs: number) => void) | null = null;
    let report: (ms: number) => void = () => undefined;
    let listening = longTasks;
    let nowMs = 0;
    let changed: (() => void) | null = null;
    const meter = new FrameMeter({
      nowMs: () => nowMs,
      watchVisibility: (hear) => {
        changed = hear;
        return () => {
          changed = null;
        };
      },
      requestFrame: (callback) => {
        next = callback;
        return 1;
      },
      cancelFrame: () => {
        next = null;
      },
      observeLongTasks: (listener) => {
        report = listener;
        return longTasks
          ? () => {
              listening = false;
            }
          : null;
      },
    });
    return {
      meter,
      frame: (atMs: number) => {
        nowMs = atMs;
        next?.(atMs);
      },
      /** It gets so late without a frame. */
      passUntil: (atMs: number) => {
        nowMs = atMs;
      },
      /** It is hidden or shown. */
      change: () => changed?.(),
      task: (ms: number) => report(ms),
      isIdle: () => next === null && changed === null && !listening,
    };
  }

  test('counts the frames of the last second and finds the slow one', () => {
    const { meter, frame } = fakeWindow(true);
    for (let at = 0; at <= 120; at += 1) frame(at * 10);
    frame(1_260);
    expect(meter.figures()).toMatchObject({ framesPerS: 95, frames: 121, frameP99Us: 10_000 });
    frame(1_320);
    frame(1_380);
    expect(meter.figures().frameP99Us).toBe(60_000);
  });

  test('takes a long gap for a slow frame while the window was in sight', () => {
    const { meter, frame, passUntil } = fakeWindow(true);
    for (let at = 0; at <= 100; at += 1) frame(at * 10);
    expect(meter.figures()).toMatchObject({ framesPerS: 100, frameP99Us: 10_000 });
    passUntil(4_000);
    expect(meter.figures().framesPerS).toBe(0);
    for (const at of [4_000, 7_000]) frame(at);
    expect(meter.figures()).toMatchObject({ framesPerS: 1, frames: 102, frameP99Us: 3_000_000 });
  });

  test('leaves out what lies between two frames where the window was hidden', () => {
    const { meter, frame, change } = fakeWindow(true);
    for (const at of [0, 16]) frame(at);
    change();
    // The last one may come after that.
    frame(32);
    change();
    for (const at of [60_000, 60_016]) frame(at);
    expect(meter.figures()).toMatchObject({ frames: 2, framesPerS: 1, frameP99Us: 16_000 });
  });

  test('counts long tasks, and says when the browser does not tell', () => {
    const { meter, task } = fakeWindow(true);
    task(70);
    task(120);
    expect(meter.figures()).toMatchObject({ longTasks: 2, longTaskMsMax: 120 });
    expect(fakeWindow(false).meter.figures().longTasks).toBeNull();
  });

  test('asks for no more frames once disposed of', () => {
    const { meter, frame, isIdle } = fakeWindow(true);
    frame(0);
    meter.dispose();
    expect(isIdle()).toBe(true);
  });
});
