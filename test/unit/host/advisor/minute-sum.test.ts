import { expect, it } from 'vitest';
import { MinuteSum } from '../../../../engine/host/advisor/minute-sum.ts';

it('counts what has happened in the last minute and forgets what is older', () => {
  const sum = new MinuteSum();
  expect(sum.add(0, 2)).toBe(2);
  expect(sum.add(30, 1)).toBe(3);
  expect(sum.add(59, 0)).toBe(3);
  expect(sum.add(60, 0)).toBe(1);
  expect(sum.add(200, 0)).toBe(0);
});
