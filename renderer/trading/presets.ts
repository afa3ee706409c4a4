import type { AssetClass } from '../../engine/domain/instrument.ts';

/** Sizes of Alt+1 to Alt+4 in units, by what is traded. */
const PRESETS: Readonly<Record<AssetClass, readonly string[]>> = {
  us_equity: ['100', '200', '500', '1000'],
  crypto: ['0.01', '0.1', '1', '10'],
  future: ['1', '2', '5', '10'],
};

/** The four preset quantities, as they are typed. */
export function presetsOf(assetClass: AssetClass): readonly string[] {
  return PRESETS[assetClass];
}

/** What an arrow key adds to a quantity, in lots: the smallest preset, a round lot of shares. */
export function qtyStepLots(assetClass: AssetClass, lotDecimals: number): number {
  const smallest = Number(PRESETS[assetClass][0] ?? '1');
  return Math.max(1, Math.round(smallest * 10 ** lotDecimals));
}
