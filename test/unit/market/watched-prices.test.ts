import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WatchedPrices } from '../../../engine/market/watched-prices.ts';

/** Few enough to meet again, and far enough apart to share cells. */
const PRICE = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 100, 2 ** 20, 2 ** 33))
  .map(([steps, step]) => steps * step);
const STEP = fc.record({
  price: PRICE,
  act: fc.constantFrom('watch', 'watch', 'unwatch', 'trade'),
  lots: fc.integer({ min: 1, max: 9 }),
});

test('it counts what trades at a price while somebody watches it, as a plain list would', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 400 }), (steps) => {
      const watched = new WatchedPrices();
      const naive = new Map<number, { lots: number; watchers: number }>();
      for (const { price, act, lots } of steps) {
        const known = naive.get(price);
        if (act === 'watch') {
          watched.watch(price);
          if (known === undefined) naive.set(price, { lots: 0, watchers: 1 });
          else known.watchers += 1;
        } else if (act === 'unwatch') {
          watched.unwatch(price);
          if (known?.watchers === 1) naive.delete(price);
          else if (known !== undefined) known.watchers -= 1;
        } else {
          watched.traded(price, lots);
          if (known !== undefined) known.lots += lots;
        }
        for (const [one, { lots: traded }] of naive) expect(watched.tradedLots(one)).toBe(traded);
        expect(watched.tradedLots(price)).toBe(naive.get(price)?.lots ?? 0);
      }
    }),
  );
});
