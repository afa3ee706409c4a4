import { decimalText } from '../../engine/domain/decimal.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';

/** Decimals an average may show beyond those of the prices it is made of. */
const EXTRA_DECIMALS = 2;

/**
 * Text of `tickLots / lots` as a price, rounded half away from zero at two decimals more than the
 * instrument's prices have there; those two only as far as they are not zero: 268.41, 268.4133.
 * Exact: computed in whole numbers of any size. '' when lots is 0.
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

/** As `averageCostText`, of a value in micros as decimal text. */
export function averageValueText(instrument: Instrument, micros: string, lots: number): string {
  return ratioText(instrument, BigInt(micros), BigInt(lots) * BigInt(instrument.tickValueMicros));
}

function ratioText(instrument: Instrument, numerator: bigint, denominator: bigint): string {
  if (denominator === 0n) return '';
  const roughTicks = Number(numerator / denominator);
  const decimals = priceDecimalsAt(instrument, roughTicks) + EXTRA_DECIMALS;
  // value = ticks x mantissa / 10^tickDecimals; scaled to `decimals` before the one rounding.
  const up = numerator * BigInt(instrument.tickMantissa) * 10n ** BigInt(decimals);
  const down = denominator * 10n ** BigInt(instrument.tickDecimals);
  const twice = (up * 2n + down) / (down * 2n);
  return withoutZeros(decimalText(Number(twice), decimals), EXTRA_DECIMALS);
}

/** `text` without up to `most` zeros at its end, nor the point they may leave there. */
function withoutZeros(text: string, most: number): string {
  const kept = text.slice(0, text.length - most);
  const extra = text.slice(-most).replace(/0+$/, '');
  return extra === '' && kept.endsWith('.') ? kept.slice(0, -1) : kept + extra;
}
