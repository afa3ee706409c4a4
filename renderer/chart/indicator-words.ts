/** Indicators and their values in words. */
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { INDICATOR_FORMS } from '../../engine/indicators/catalogue.ts';
import type { IndicatorKind, IndicatorSpec } from '../../engine/indicators/catalogue.ts';
import { indicatorsText } from '../text/indicators.ts';
import { axisPrice } from './order-lines.ts';

/** Decimals of an index of 0 to 100. */
const INDEX_DECIMALS = 2;

/** `SMA 20`, `EMA 20 hl2`, `MACD 12 26 9`: kind, numbers and a price other than the close. */
export function indicatorName({ kind, numbers, source }: IndicatorSpec): string {
  const from = INDICATOR_FORMS[kind].hasSource && source !== 'close' ? [source] : [];
  return [indicatorsText.kind[kind].short, ...numbers.map(String), ...from].join(' ');
}

/**
 * A value in ticks or, of an index, as it is; '' for NaN. Over the bars it has the decimals of a price,
 * differences and ranges those of a tick, as they are often smaller than a price step.
 */
export function indicatorText(instrument: Instrument, kind: IndicatorKind, value: number): string {
  if (Number.isNaN(value)) return '';
  const { unit, scale } = INDICATOR_FORMS[kind];
  if (unit === 'index') return value.toFixed(INDEX_DECIMALS);
  const decimals =
    scale === 'price'
      ? priceDecimalsAt(instrument, Math.max(1, Math.round(value)))
      : instrument.tickDecimals;
  return axisPrice(instrument, value).toFixed(decimals);
}
