import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { MainThread } from '../../../../engine/host/advisor/thread-times.ts';

// Tests run in threads of a process; what is read is of its main one, which is why no times are compared here.
describe.runIf(existsSync('/proc/self/schedstat'))('the times of the main thread', () => {
  const thread = new MainThread();
  afterEach(() => {
    thread.close();
  });

  it('are told of the time since they were last asked for, and not once it is closed', () => {
    const first = thread.take();
    expect(first?.longestOwnMs).toBeGreaterThanOrEqual(0);
    expect(first?.waitedMsPerS).toBeGreaterThanOrEqual(0);
    thread.close();
    expect(thread.take()).toBeNull();
  });
});
