/** Levels that are looked at only when a value reaches the nearest one, against looking at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LevelWatch } from '../../engine/alerts/level-watch.ts';
import type { Level } from '../../engine/alerts/level-watch.ts';
import { propertyFactor, propertySeed } from '../support/property-runs.ts';

const value = fc.integer({ min: 1, max: 20 });
const level = fc.record({
  direction: fc.constantFrom('above' as const, 'below' as const),
  level: value,
  isArmed: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: value.map((next) => ({ kind: 'value' as const, next })) },
  { weight: 1, arbitrary: level.map((next) => ({ kind: 'add' as const, next })) },
  { weight: 1, arbitrary: fc.nat(9).map((next) => ({ kind: 'remove' as const, next })) },
);

/** Each level on its own, each value. */
function naive(level: Level, now: number): boolean {
  const reached = level.direction === 'above' ? now >= level.level : now <= level.level;
  if (reached && level.isArmed) {
    level.isArmed = false;
    return true;
  }
  if (!reached) level.isArmed = true;
  return false;
}

describe('alerts on levels', () => {
  it('go off exactly as if each level were held against each value', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const reached: Level[] = [];
        const watch = new LevelWatch<Level>((one) => {
          if (!one.isArmed) reached.push(one);
        });
        const watched: Level[] = [];
        const model: Level[] = [];
        for (const one of steps) {
          if (one.kind === 'add') {
            const added = { ...one.next };
            watch.add(added);
            watched.push(added);
            model.push({ ...one.next });
          } else if (one.kind === 'remove') {
            const [gone] = watched.splice(one.next, 1);
            model.splice(one.next, 1);
            if (gone !== undefined) watch.remove(gone);
          } else {
            reached.length = 0;
            watch.take(one.next);
            const expected = model.flatMap((each, i) => (naive(each, one.next) ? [i] : []));
            expect(reached.map((each) => watched.indexOf(each)).sort()).toEqual(expected.sort());
            expect(watched.map(({ isArmed }) => isArmed)).toEqual(
              model.map(({ isArmed }) => isArmed),
            );
          }
        }
      }),
      { numRuns: 500 * propertyFactor(), seed: propertySeed(7) },
    );
  });
});
