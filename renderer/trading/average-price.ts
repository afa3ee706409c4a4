import { decimalText } from '../../engine/domain/decimal.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';

/** Decimals an average shows beyond those of the prices it is made of. */
const EXTRA_DECIMALS = 2;

/**
 * Text of `tickLots / lots` as a price, rounded half away from zero at two decimals more than the
 * instrument's prices have there. Exact: computed in whole numbers of any size. '' when lots is 0.
 */
export function averagePriceText(instrument: Instrument, tickLots: number, lots: number): string {
  return ratioText(instrument, BigInt(tickLots), BigInt(lots));
}

/** As `averagePriceText`, of a cost in micros over a quantity in lots. */
export function averageCostText(instrument: Instrument, costMicros: number, lots: number): string {
  return ratioText(
    instrument,
    BigInt(costMicros),
    BigInt(lots) * BigInt(instrument.tickValueMicros),
  );
}

function ratioText(instrument: Instrument, numerator: bigint, denominator: bigint): string {
  if (denominator === 0n) return '';
  const roughTicks = Number(numerator / denominator);
  const decimals = priceDecimalsAt(instrument, roughTicks) + EXTRA_DECIMALS;
  // value = ticks x mantissa / 10^tickDecimals; scaled to `decimals` before the one rounding.
  const up = numerator * BigInt(instrument.tickMantissa) * 10n ** BigInt(decimals);
  const down = denominator * 10n ** BigInt(instrument.tickDecimals);
  const twice = (up * 2n + down) / (down * 2n);
  return decimalText(Number(twice), decimals);
}
