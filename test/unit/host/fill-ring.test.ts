import { expect, test } from 'vitest';
import { SNAPSHOT_FILLS_MAX } from '../../../engine/contract/bounds.ts';
import { FillRing, RING_FILLS_MAX } from '../../../engine/host/fill-ring.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { sampleFill, sampleOrder } from '../../integration/store/sample-events.ts';

/** Fills 1 to `count`, every third of SPY. */
function fills(count: number): Fill[] {
  return Array.from({ length: count }, (_, i) => {
    const order = sampleOrder(1, { symbol: i % 3 === 0 ? 'SPY' : 'AAPL' });
    return sampleFill(order, i + 1, i + 1, 1);
  });
}

/** Numbers of the fills of a page; null: it has to be read from the store. */
function idsOf(ring: FillRing, symbol: string | null, before: number | null, limit: number) {
  const page = ring.page({ type: 'fills.page', symbol, beforeExecutionId: before, limit });
  if (page !== null) expect(page.more).toBe(true);
  return page?.fills.map(({ executionId }) => executionId) ?? null;
}

test('gives pages that it has to the end and one fill more, and no others', () => {
  const ring = new FillRing(fills(3).reverse());
  for (const fill of fills(10).slice(3)) ring.push(fill);
  expect(idsOf(ring, null, null, 4)).toEqual([10, 9, 8, 7]);
  expect(idsOf(ring, null, 7, 5)).toEqual([6, 5, 4, 3, 2]);
  expect(idsOf(ring, 'SPY', null, 3)).toEqual([10, 7, 4]);
  expect(idsOf(ring, null, 7, 6)).toBeNull();
  expect(idsOf(ring, 'SPY', 4, 1)).toBeNull();
  expect(idsOf(ring, 'MSFT', null, 1)).toBeNull();
});

test('keeps the newest within its bound, and counts what it could answer', () => {
  const ring = new FillRing([]);
  expect(ring.newest(5)).toEqual([]);
  for (const fill of fills(RING_FILLS_MAX + 7)) ring.push(fill);
  expect(ring.newest(2).map(({ executionId }) => executionId)).toEqual([
    RING_FILLS_MAX + 7,
    RING_FILLS_MAX + 6,
  ]);
  expect(ring.newest(1e6)).toHaveLength(RING_FILLS_MAX);
  expect(idsOf(ring, null, 10, 1)).toEqual([9]);
  expect(idsOf(ring, null, 9, 1)).toBeNull();
  const counts = { hits: 1, misses: 1 };
  expect(ring.figures()).toEqual({
    name: 'fills',
    entries: RING_FILLS_MAX,
    bound: RING_FILLS_MAX,
    ...counts,
  });
});

test('lets go of all that no snapshot shows, leaves their pages to the store, and fills again', () => {
  const all = fills(RING_FILLS_MAX + 700);
  const ring = new FillRing([]);
  for (const fill of all.slice(0, RING_FILLS_MAX)) ring.push(fill);
  expect(ring.trim()).toBe(RING_FILLS_MAX - SNAPSHOT_FILLS_MAX);
  expect(ring.trim()).toBe(0);
  expect(ring.figures().entries).toBe(SNAPSHOT_FILLS_MAX);
  const shown = ring.newest(RING_FILLS_MAX).map(({ executionId }) => executionId);
  expect(shown).toHaveLength(SNAPSHOT_FILLS_MAX);
  expect([shown[0], shown.at(-1)]).toEqual([1_999 + 1, 1_500 + 1]);
  expect(idsOf(ring, null, 1_503, 1)).toEqual([1_502]);
  expect(idsOf(ring, null, 1_502, 1)).toBeNull();

  for (const fill of all.slice(RING_FILLS_MAX)) ring.push(fill);
  expect(ring.newest(RING_FILLS_MAX)).toHaveLength(SNAPSHOT_FILLS_MAX + 700);
  for (const fill of all) ring.push(fill);
  expect(ring.newest(RING_FILLS_MAX)).toHaveLength(RING_FILLS_MAX);
});

test('lets go of nothing while a snapshot shows all that it has', () => {
  const ring = new FillRing(fills(3).reverse());
  expect(ring.trim()).toBe(0);
  expect(ring.newest(5)).toHaveLength(3);
});
