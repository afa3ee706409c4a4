import type { Weighted } from './calibration.ts';
import type { Random } from './random.ts';

/** An integer from a table of ranges: the range by its share, evenly inside it. */
export function draw(table: readonly Weighted[], random: Random): number {
  const row = drawRange(table, random);
  return row.low === row.high ? row.low : row.low + random.below(row.high - row.low + 1);
}

const EMPTY: Weighted = { upTo: 1, low: 0, high: 0 };

/** A range of the table by its share. Tables list the most likely first and have under ten rows. */
export function drawRange(table: readonly Weighted[], random: Random): Weighted {
  const share = random.uniform();
  for (const row of table) {
    if (share < row.upTo) return row;
  }
  return table.at(-1) ?? EMPTY;
}
