import { expect, test } from 'vitest';
import { integerOf, propertyFactor, propertySeed } from '../../support/property-runs.ts';
import { noteProof } from '../../support/proof/proof-log.ts';
import { RECONCILE_MS, playScript } from './venue-script.ts';

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
    const unknownMs: number[] = [];
    const startedMs = performance.now();
    for (let from = 0; from < seeds.length; from += AT_ONCE) {
      const some = seeds.slice(from, from + AT_ONCE);
      const found = await Promise.all(some.map((one) => playScript(one)));
      found.forEach(({ problems, unknownMs: times }, i) => {
        unknownMs.push(...times);
        for (const problem of problems) wrong.push(`seed ${String(some[i])}: ${problem}`);
      });
    }
    noteProof({
      kind: 'faults',
      suite: 'orders at a venue that fails',
      seed,
      count: seeds.length,
      failed: wrong.length > 0,
      seconds: (performance.now() - startedMs) / 1_000,
      note: unknownWords(unknownMs),
    });
    expect(wrong).toEqual([]);
  },
);

/** How long orders were unknown, against the time between two comparisons of these scripts. */
function unknownWords(timesMs: readonly number[]): string {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
  const figures = `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
  return `${String(sorted.length)} times unknown: ${figures}, of ${String(RECONCILE_MS)} ms between comparisons`;
}
