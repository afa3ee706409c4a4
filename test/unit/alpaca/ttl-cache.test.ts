import { expect, test } from 'vitest';
import { TtlCache } from '../../../engine/alpaca/ttl-cache.ts';

function cacheOf(clock: { nowMs: number }, bound: number = 10): TtlCache<string> {
  return new TtlCache({ ttlMs: 100, bound, monotonicMs: () => clock.nowMs });
}

test('asks once for all who ask at the same time, and again when it is over', async () => {
  const clock = { nowMs: 0 };
  const cache = cacheOf(clock);
  let asked = 0;
  const load = (): Promise<string> => {
    asked += 1;
    return Promise.resolve(`answer ${String(asked)}`);
  };
  const both = [cache.load('a', load), cache.load('a', load)];
  expect(await Promise.all(both)).toEqual(['answer 1', 'answer 1']);
  clock.nowMs = 99;
  expect(await cache.load('a', load)).toBe('answer 1');
  clock.nowMs = 100;
  expect(await cache.load('a', load)).toBe('answer 2');
  expect(cache.figures).toEqual({ entries: 1, hits: 2, misses: 2 });
});

test('forgets what failed and what is no good', async () => {
  const cache = cacheOf({ nowMs: 0 });
  const failing = cache.load('a', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(
    await cache.load(
      'a',
      () => Promise.resolve('bad'),
      () => false,
    ),
  ).toBe('bad');
  expect(await cache.load('a', () => Promise.resolve('good'))).toBe('good');
});

test('never holds more than its bound, and lets the oldest go', async () => {
  const cache = cacheOf({ nowMs: 0 }, 2);
  for (const key of ['a', 'b', 'c']) await cache.load(key, () => Promise.resolve(key));
  expect(cache.figures.entries).toBe(2);
  expect([cache.get('a'), await cache.get('c')]).toEqual([undefined, 'c']);
});
