import { expect, it } from 'vitest';
import { Floor } from '../../../../engine/host/advisor/floor.ts';

it('follows the lower line of a saw, and a level once it has lasted', () => {
  const floor = new Floor();
  for (let s = 0; s < 50; s += 1) expect(floor.add(100 + (s % 8) * 30)).toBe(100);
  for (let s = 0; s < 9; s += 1) floor.add(400);
  expect(floor.add(400)).toBe(400);
  expect(floor.add(90)).toBe(90);
});
