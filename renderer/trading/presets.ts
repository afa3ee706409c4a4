import type { AssetClass } from '../../engine/domain/instrument.ts';
import type { SizeUnit } from './order-size.ts';

/** Sizes of Alt+1 to Alt+4 in units, by what is traded. */
const PRESETS: Readonly<Record<AssetClass, readonly string[]>> = {
  us_equity: ['100', '200', '500', '1000'],
  crypto: ['0.01', '0.1', '1', '10'],
  future: ['1', '2', '5', '10'],
};

/** Sums of Alt+1 to Alt+4 in dollars: what an order is for, and what it may lose. */
const SUMS: Readonly<Record<Exclude<SizeUnit, 'units'>, readonly string[]>> = {
  money: ['1000', '2500', '5000', '10000'],
  risk: ['50', '100', '250', '500'],
};

/** The four preset sizes in a unit, as they are typed. */
export function presetsOf(assetClass: AssetClass, unit: SizeUnit = 'units'): readonly string[] {
  return unit === 'units' ? PRESETS[assetClass] : SUMS[unit];
}

/** What an arrow key adds to a sum, in dollars. */
export const SUM_STEPS: Readonly<Record<Exclude<SizeUnit, 'units'>, number>> = {
  money: 500,
  risk: 10,
};

/** What an arrow key adds to a quantity, in lots: the smallest preset, a round lot of shares. */
export function qtyStepLots(assetClass: AssetClass, lotDecimals: number): number {
  const smallest = Number(PRESETS[assetClass][0] ?? '1');
  return Math.max(1, Math.round(smallest * 10 ** lotDecimals));
}
