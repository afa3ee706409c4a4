import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LoopWatch } from '../../../engine/telemetry/loop-watch.ts';
import { StageRecorders } from '../../../engine/telemetry/stage-recorders.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Some turns of the loop, in which the probe comes by. */
function turns(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 25);
  });
}

describe('how late the event loop is', () => {
  it('is told though it is asked for in the very turn that was late', async () => {
    const watch = new LoopWatch();
    const stages = new StageRecorders();
    await turns();
    const startedMs = performance.now();
    while (performance.now() - startedMs < 100);
    watch.tick(stages);
    const told = (): number => {
      stages.tick();
      return stages.summaries('run')['loop.delay'].maxUs;
    };
    await expect.poll(told).toBeGreaterThan(90_000);
    watch.close();
  });
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
