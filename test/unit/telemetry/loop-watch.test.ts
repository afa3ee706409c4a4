import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LoopWatch } from '../../../engine/telemetry/loop-watch.ts';
import { StageRecorders } from '../../../engine/telemetry/stage-recorders.ts';

const STALL_MS = 100;
/** What of it is told at least: the probe's own interval is taken off. */
const LATE_US = 90_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Some turns of the loop, in which the probe comes by. */
function turns(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 25);
  });
}

function stall(): void {
  const startedMs = performance.now();
  while (performance.now() - startedMs < STALL_MS);
}

/** Of all delays that were told. */
function longestUs(stages: StageRecorders): number {
  stages.tick();
  return stages.summaries('run')['loop.delay'].maxUs;
}

describe('how late the event loop is', () => {
  it('is told though it is asked for in the very turn that was late', async () => {
    const watch = new LoopWatch();
    const stages = new StageRecorders();
    await turns();
    stall();
    watch.tick(stages);
    await expect.poll(() => longestUs(stages)).toBeGreaterThan(LATE_US);
    watch.close();
  });

  it('is told though the turn is late at whose end it is looked at', async () => {
    const watch = new LoopWatch();
    const stages = new StageRecorders();
    await turns();
    // After the probe of that turn, before the look.
    setImmediate(() => setImmediate(stall));
    watch.tick(stages);
    await turns();
    watch.tick(stages);
    await expect.poll(() => longestUs(stages)).toBeGreaterThan(LATE_US);
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
