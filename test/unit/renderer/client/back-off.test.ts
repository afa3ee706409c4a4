import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../../renderer/client/back-off.ts';

describe('the wait before a reconnect', () => {
  it('doubles up to 5 s', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((attempt) => backOffMs(attempt, 1))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
  });

  it('is at least half of that, by chance', () => {
    expect(backOffMs(3, 0)).toBe(500);
    expect(backOffMs(3, 0.5)).toBe(750);
  });
});
