/**
 * Prints of one instrument packed for storing: each as its distance from the one before, in variable
 * length numbers, some 7 bytes a print of the simulated market where columns of a row would take 40.
 * Layout of a print: time since the one before in microseconds, change of price in ticks (zigzag), and
 * lots x 2 + aggressor (0 buy, 1 sell). The first one's distance is from the chunk's first time and from 0.
 */
import { assert } from '../domain/assert.ts';
import type { Trade } from '../domain/market.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { sideOf } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { timeUs } from '../domain/time.ts';

/** Bits of a number in each byte; the eighth says that more follow. */
const RADIX = 128;
/** Bytes of the longest number: 2^53 in parts of seven bits. */
export const NUMBER_BYTES_MAX = 8;
export const PRINT_BYTES_MAX = 3 * NUMBER_BYTES_MAX;

/** A print without its number on the tape, which ends with the run. */
export type Print = Omit<Trade, 'tradeNumber'>;

/** Prints of one instrument in the order in which they came; times never fall within a chunk. */
export interface PrintChunk {
  readonly firstUs: number;
  readonly lastUs: number;
  readonly prints: number;
  readonly data: Uint8Array;
}

/** Writes a safe integer >= 0 at `at` and returns where the next one goes. */
export function putNumber(data: Uint8Array, at: number, value: number): number {
  let rest = value;
  let end = at;
  // Not by shifts, which cut numbers to 32 bits.
  while (rest >= RADIX) {
    data[end] = (rest % RADIX) + RADIX;
    rest = Math.floor(rest / RADIX);
    end += 1;
  }
  data[end] = rest;
  return end + 1;
}

/** Packs the sign into the lowest bit, so that small changes stay short. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Lots and aggressor in one number. */
export function lotsAndSide(lots: number, aggressor: SideCode): number {
  return 2 * lots + aggressor;
}

/** The prints of a chunk, in order. Throws an InvariantError when the bytes are none of a chunk's. */
export function* unpackPrints({ firstUs, prints, data }: PrintChunk): Generator<Print> {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= RADIX) {
      const byte = data[at];
      assert(
        byte !== undefined && scale <= RADIX ** NUMBER_BYTES_MAX,
        'a chunk of prints is whole',
      );
      at += 1;
      value += (byte % RADIX) * scale;
      if (byte < RADIX) return value;
    }
  };
  let us = firstUs;
  let ticks = 0;
  for (let i = 0; i < prints; i += 1) {
    us += next();
    ticks += unzigzag(next());
    const packed = next();
    yield {
      priceTicks: priceTicks(ticks),
      qtyLots: qtyLots(Math.floor(packed / 2)),
      aggressor: sideOf(packed % 2 === 0 ? 0 : 1),
      executedUs: timeUs(us),
    };
  }
}
