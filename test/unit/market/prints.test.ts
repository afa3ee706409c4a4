import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sideOf } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { CHUNK_SPAN_US, PrintBuffer } from '../../../engine/market/print-buffer.ts';
import { unpackPrints } from '../../../engine/market/print-chunk.ts';
import type { PrintChunk } from '../../../engine/market/print-chunk.ts';
import { MORNING } from '../../support/test-core.ts';

/** price, lots, aggressor, time since the print before */
type Step = readonly [number, number, SideCode, number];

const small = fc.integer({ min: 1, max: 100_000 });
const large = fc.integer({ min: 1, max: 1_000_000_000_000 });
const sides = fc.constantFrom<SideCode>(0, 1);
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.oneof(small, large),
  fc.oneof(small, large),
  sides,
  fc.oneof({ weight: 20, arbitrary: small }, fc.integer({ min: -1e9, max: 1e9 })),
);

function append(buffer: PrintBuffer, steps: readonly Step[]) {
  let us: number = MORNING;
  return steps.map(([priceTicks, qtyLots, aggressor, afterUs]) => {
    us += afterUs;
    buffer.append(priceTicks, qtyLots, aggressor, us);
    return { priceTicks, qtyLots, aggressor: sideOf(aggressor), executedUs: us };
  });
}

const unpacked = (chunks: readonly PrintChunk[]) => chunks.flatMap((one) => [...unpackPrints(one)]);

test('prints come out of their chunks as they went in', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 800 }), (steps) => {
      const buffer = new PrintBuffer();
      const expected = append(buffer, steps);
      const chunks = buffer.take(Number.POSITIVE_INFINITY);
      expect(unpacked(chunks)).toStrictEqual(expected);
      expect(buffer.take(Number.POSITIVE_INFINITY)).toStrictEqual([]);
      for (const { firstUs, lastUs, prints, data } of chunks) {
        expect(lastUs - firstUs).toBeLessThanOrEqual(CHUNK_SPAN_US);
        expect(lastUs).toBeGreaterThanOrEqual(firstUs);
        expect(prints).toBeGreaterThan(0);
        expect(data.byteLength).toBeLessThanOrEqual(3_584);
      }
    }),
    { numRuns: 200 },
  );
});

test('a chunk that is under way stays until it began long enough ago', () => {
  const buffer = new PrintBuffer();
  append(buffer, [
    [100, 1, 0, 0],
    [101, 2, 1, 5],
  ]);
  expect(buffer.take(MORNING)).toStrictEqual([]);
  expect(unpacked(buffer.take(MORNING + 1))).toHaveLength(2);
});

test('a buffer that nobody empties keeps the newest, and counts what it gave up', () => {
  const buffer = new PrintBuffer();
  const count = 100_000;
  append(
    buffer,
    Array.from({ length: count }, (_, i): Step => [1_000_000 + i, 10, 0, 100]),
  );
  const kept = unpacked(buffer.take(Number.POSITIVE_INFINITY));
  expect(buffer.dropped).toBeGreaterThan(0);
  expect(kept.length + buffer.dropped).toBe(count);
  expect(kept.at(-1)?.priceTicks).toBe(1_000_000 + count - 1);
});

test('a chunk that is cut short is called out', () => {
  const buffer = new PrintBuffer();
  append(buffer, [[1_000_000, 500, 0, 0]]);
  const [chunk] = buffer.take(Number.POSITIVE_INFINITY);
  if (chunk === undefined) throw new Error('there is a chunk');
  const short = { ...chunk, data: chunk.data.slice(0, -1) };
  expect(() => unpacked([short])).toThrow('a chunk of prints is whole');
});
