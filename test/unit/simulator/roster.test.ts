import { describe, expect, test } from 'vitest';
import { Random } from '../../../engine/simulator/random.ts';
import { ROSTER_MAX, Roster } from '../../../engine/simulator/roster.ts';

/** Bids at these steps, the order id being 1, 2, 3, ... in their order. */
function bids(steps: readonly number[]): Roster {
  const roster = new Roster(-1);
  steps.forEach((step, i) => {
    roster.add(i, i + 1, step);
  });
  return roster;
}

function idsIn(roster: Roster): number[] {
  return Array.from(roster.orderId.slice(0, roster.count)).sort((a, b) => a - b);
}

describe('the roster of simulated orders', () => {
  test('finds an order at the distance asked for', () => {
    const roster = bids([100, 99, 99, 97, 60]);
    roster.dropBetter(100);
    const random = new Random(1);
    for (let draws = 0; draws < 50; draws += 1) {
      expect(roster.step(roster.pick(0, 0, random))).toBe(100);
      expect(roster.step(roster.pick(1, 1, random))).toBe(99);
      expect([99, 97]).toContain(roster.step(roster.pick(2, 3, random)));
    }
    expect(roster.step(roster.pick(30, 60, random))).toBe(60);
  });

  test('finds nothing only when it is empty', () => {
    const random = new Random(1);
    expect(bids([]).pick(0, 0, random)).toBe(-1);
    const roster = bids([5_000]);
    roster.dropBetter(9_000);
    expect(roster.pick(0, 0, random)).toBe(0);
  });

  test('forgets the orders at prices that the best price has left behind', () => {
    const roster = bids([100, 99, 98, 98, 97]);
    roster.dropBetter(100);
    roster.dropBetter(98);
    expect(idsIn(roster)).toEqual([3, 4, 5]);
    roster.dropBetter(101);
    expect(idsIn(roster)).toEqual([3, 4, 5]);
  });

  test('keeps its lists right through any removals, against a plain list', () => {
    const random = new Random(3);
    const roster = new Roster(1);
    let plain: { id: number; step: number }[] = [];
    for (let i = 1; i <= 20_000; i += 1) {
      if (!roster.isFull && random.uniform() < 0.55) {
        const step = 1_000 + random.below(3_000);
        roster.add(i, i, step);
        plain.push({ id: i, step });
      } else if (roster.count > 0) {
        const index = random.below(roster.count);
        const id = roster.orderId[index];
        roster.remove(index);
        plain = plain.filter((order) => order.id !== id);
      }
    }
    expect(roster.count).toBeLessThanOrEqual(ROSTER_MAX);
    expect(idsIn(roster)).toEqual(plain.map(({ id }) => id));
    for (const { step } of plain) {
      const sharingList = plain.filter((order) => order.step % 1_024 === step % 1_024);
      expect(roster.countAt(step)).toBe(sharingList.length);
    }
  });
});
