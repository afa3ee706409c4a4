import { expect, test } from 'vitest';
import { integerOf, propertyFactor, propertySeed } from '../../support/property-runs.ts';
import { playScript } from './venue-script.ts';

/** `STP_VENUE_SCRIPTS` scripts; the long proof plays 1,000. */
const SCRIPTS = integerOf('STP_VENUE_SCRIPTS', 1, 100_000) ?? 16 * propertyFactor();
/** So many at a time: what takes time in a script is mostly waiting. */
const AT_ONCE = 8;
/** Scripts that have failed once. */
const KEPT_SEEDS: readonly number[] = [1_532];

test(
  'whatever fails, no order is sent twice and what is here becomes what is there',
  { timeout: 60_000 + SCRIPTS * 6_000 },
  async () => {
    const seed = propertySeed(7_000);
    const seeds = [...KEPT_SEEDS, ...Array.from({ length: SCRIPTS }, (_, i) => seed * 1_000 + i)];
    const wrong: string[] = [];
    for (let from = 0; from < seeds.length; from += AT_ONCE) {
      const some = seeds.slice(from, from + AT_ONCE);
      const found = await Promise.all(some.map((one) => playScript(one)));
      found.forEach((problems, i) => {
        for (const problem of problems) wrong.push(`seed ${String(some[i])}: ${problem}`);
      });
    }
    expect(wrong).toEqual([]);
  },
);
