import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LoopWatch } from '../../../engine/telemetry/loop-watch.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('how busy the event loop is', () => {
  it('is a share of the time', () => {
    const watch = new LoopWatch();
    expect(watch.busy()).toBeGreaterThanOrEqual(0);
    expect(watch.busy()).toBeLessThanOrEqual(1);
    watch.close();
  });

  it('is not known where the platform does not tell, rather than 0', () => {
    vi.spyOn(performance, 'eventLoopUtilization').mockReturnValue({
      idle: 0,
      active: 0,
      utilization: 0,
    });
    const watch = new LoopWatch();
    expect(watch.busy()).toBeNull();
    watch.close();
  });
});
