/** Our integers as Alpaca's data stream has them. */
import { priceText } from '../../../engine/domain/decimal.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';

/** Coins have parts; shares are told in whole ones, as Alpaca's stream has them. */
export function sizeOf({ assetClass, lotDecimals }: Instrument, lots: number): number {
  const size = lots / 10 ** lotDecimals;
  return assetClass === 'crypto' || lots === 0 ? size : Math.max(1, Math.round(size));
}

export function decimal(instrument: Instrument, ticks: number): number {
  return Number(priceText(instrument, ticks, instrument.tickDecimals));
}

/** RFC 3339 with as many fraction digits as it needs. */
export function wireTime(us: number): string {
  const seconds = new Date(Math.floor(us / 1_000)).toISOString().slice(0, 19);
  const fraction = String(us % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
