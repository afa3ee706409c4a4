import type { Instrument } from '../../domain/instrument.ts';

/** Prices and sizes of a feed, decimal numbers, in an instrument's units. */
export interface FeedUnits {
  /** Nearest tick; trades may be reported between two, as averages are. 0 where there is no price. */
  ticks(price: number): number;
  /** Whole lots, rounded down: what is less than one is none. */
  lots(size: number): number;
}

/** A hundredth of a lot more, for sizes whose product with the scale falls short by rounding. */
const ROUNDING = 0.01;

export function feedUnits({ tickDecimals, tickMantissa, lotDecimals }: Instrument): FeedUnits {
  const ticksPerUnit = 10 ** tickDecimals / tickMantissa;
  const lotsPerUnit = 10 ** lotDecimals;
  return {
    ticks: (price) => safe(Math.round(price * ticksPerUnit)),
    lots: (size) => safe(Math.floor(size * lotsPerUnit + ROUNDING)),
  };
}

/** What no integer of ours can hold is no value of a market. */
function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : 0;
}
