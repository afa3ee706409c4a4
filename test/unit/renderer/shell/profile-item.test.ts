import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../../renderer/shell/ProfileItem.tsx';

describe('what the status bar says of a profile', () => {
  it('is how many seconds have passed, and it can be cancelled', () => {
    const now = { kind: 'cpu', startedMs: 1_000, seconds: 6 } as const;
    expect(progressOf(now, 3_400)).toEqual({ text: 'CPU profile 2 of 6 s', canCancel: true });
    expect(progressOf(now, 60_000).text).toBe('CPU profile 6 of 6 s');
  });

  it('is when the engine will stand still, and then for about how long', () => {
    const now = { kind: 'heap', startedMs: 0, heapBytes: 100_000_000 } as const;
    expect(progressOf(now, 500)).toEqual({ text: 'Heap snapshot in 2 s', canCancel: true });
    expect(progressOf(now, 3_000)).toEqual({
      text: 'Heap snapshot 1 of about 3 s; the engine stands still, no cancelling now',
      canCancel: false,
    });
  });

  it('cannot be cancelled while the window stands still', () => {
    expect(progressOf({ kind: 'page' }, 0).canCancel).toBe(false);
  });
});
