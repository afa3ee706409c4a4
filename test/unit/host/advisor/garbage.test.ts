/** Garbage that is made on purpose: collected again and again while it is, and not at all after. */
import { PerformanceObserver } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeGarbage } from '../../../../engine/host/advisor/garbage.ts';

const SHARE = 0.25;
/** Of pauses that are waited for; one that goes on about something else is shorter. */
const PAUSED_MS = 60;

let pausedMs = 0;
let observer: PerformanceObserver;

beforeEach(() => {
  pausedMs = 0;
  observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) pausedMs += duration;
  });
  observer.observe({ entryTypes: ['gc'] });
});
afterEach(() => {
  observer.disconnect();
});

describe('garbage on purpose', () => {
  it('is collected again and again while it is made', async () => {
    const end = makeGarbage(SHARE);
    await expect.poll(() => pausedMs, { timeout: 20_000 }).toBeGreaterThan(PAUSED_MS);
    end();
  });

  it('is made in turns that end', () => {
    vi.useFakeTimers();
    const end = makeGarbage(SHARE);
    expect(vi.getTimerCount()).toBe(1);
    end();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
