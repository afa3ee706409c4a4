/** Bars as the points that lightweight-charts draws, and its axis' numbers as text. */
import type { CandlestickData, HistogramData, UTCTimestamp } from 'lightweight-charts';
import type { Bar } from '../../engine/domain/bar.ts';
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { US_PER_SECOND } from '../../engine/domain/time.ts';
import { formatPrice } from '../format/number.ts';
import { faded } from './chart-theme.ts';
import type { ChartColours } from './chart-theme.ts';
import { axisPrice, axisTicks } from './order-lines.ts';

/** Opacity of volume bars, which must not compete with the candles. */
const VOLUME_OPACITY = 0.35;

/** A bar's start on the axis, which counts seconds; tick bars start within them. */
export function axisTime(us: number): UTCTimestamp {
  // The library brands its seconds. A double holds their microseconds until the year 2255.
  return (us / US_PER_SECOND) as UTCTimestamp;
}

/** Back from the axis to microseconds. */
export function axisUs(seconds: number): number {
  return Math.round(seconds * US_PER_SECOND);
}

export function candlePoint(instrument: Instrument, bar: Bar): CandlestickData {
  return {
    time: axisTime(bar.startUs),
    open: axisPrice(instrument, bar.openTicks),
    high: axisPrice(instrument, bar.highTicks),
    low: axisPrice(instrument, bar.lowTicks),
    close: axisPrice(instrument, bar.closeTicks),
  };
}

/** Volume in the colour of the bar's direction. */
export function volumePoint(colours: ChartColours, bar: Bar): HistogramData {
  const colour = bar.closeTicks >= bar.openTicks ? colours.buy : colours.sell;
  return {
    time: axisTime(bar.startUs),
    value: bar.volumeLots,
    color: faded(colour, VOLUME_OPACITY),
  };
}

/**
 * Text of a price of the axis, to the nearest that its decimals can tell: an average lies between two. It may reach
 * below zero, where no prices are.
 */
export function axisText(instrument: Instrument, price: number): string {
  const ticks = Math.abs(axisTicks(instrument, price));
  // Ticks of a mantissa of their own are shown with all decimals that they have.
  const isFine = instrument.tickMantissa === 1;
  const step = isFine ? 10 ** (instrument.tickDecimals - priceDecimalsAt(instrument, ticks)) : 1;
  const text = formatPrice(instrument, Math.round(ticks / step) * step);
  return price < 0 && ticks > 0 ? `-${text}` : text;
}
