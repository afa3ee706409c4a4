import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { MainThread } from '../../../engine/telemetry/main-thread.ts';

describe.runIf(existsSync('/proc/thread-self/schedstat'))('the times of the main thread', () => {
  const thread = new MainThread();
  afterEach(() => {
    thread.close();
  });

  it('are told of the time since they were last asked for, and not once it is closed', () => {
    const first = thread.gauges();
    expect(first['loop.own']).toBeGreaterThanOrEqual(0);
    expect(first['engine.cpu_wait']).toBeGreaterThanOrEqual(0);
    thread.close();
    expect(thread.gauges()).toEqual({});
  });
});
