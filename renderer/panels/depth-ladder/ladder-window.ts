/**
 * Which prices a ladder shows. Rows descend by one price increment each; the window moves only when
 * the trader moves it or when the market has left its inner part and nobody points at it.
 */
import { incrementTicksAt, stepPriceTicks } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';

/** Rows at either end that the market may not enter without the window following it. */
const MARGIN_SHARE = 0.15;

/** Best prices that the window is centred on; 0 where a side is empty. */
export interface Touch {
  readonly bidTicks: number;
  readonly askTicks: number;
}

/** Prices of `count` rows from `topTicks` down; fewer where the lowest price is reached. */
export function rowPrices(
  instrument: Instrument,
  topTicks: number,
  count: number,
): readonly number[] {
  const prices: number[] = [];
  let price = topTicks;
  while (prices.length < count && price > 0) {
    prices.push(price);
    const next = stepPriceTicks(instrument, price, -1);
    if (next >= price) break;
    price = next;
  }
  return prices;
}

/** The valid price in the middle of the market, or `fallbackTicks` (a last price) without one. */
export function centreTicks(instrument: Instrument, touch: Touch, fallbackTicks: number): number {
  const { bidTicks, askTicks } = touch;
  const raw =
    bidTicks > 0 && askTicks > 0
      ? (bidTicks + askTicks) / 2
      : Math.max(bidTicks, askTicks) || fallbackTicks;
  if (raw <= 0) return 0;
  const increment = incrementTicksAt(instrument, raw);
  return Math.max(increment, Math.ceil(raw / increment) * increment);
}

/** Top price of a window of `count` rows whose middle row is `centre`. */
export function topFor(instrument: Instrument, centre: number, count: number): number {
  const above = Math.floor((count - 1) / 2);
  return above === 0 ? centre : stepPriceTicks(instrument, centre, above);
}

/** Where the market is in relation to the window. */
export type MarketPlace = 'inside' | 'margin' | 'above' | 'below';

/**
 * Places the market: `above` and `below` when none of it is in the window, `margin` when it has come
 * close to an end, so that a window which follows should be centred again.
 */
export function marketPlace(prices: readonly number[], touch: Touch): MarketPlace {
  const top = prices[0];
  const bottom = prices.at(-1);
  if (top === undefined || bottom === undefined) return 'inside';
  const low = touch.bidTicks > 0 ? touch.bidTicks : touch.askTicks;
  const high = touch.askTicks > 0 ? touch.askTicks : touch.bidTicks;
  if (low <= 0) return 'inside';
  if (low > top) return 'above';
  if (high < bottom) return 'below';
  const margin = Math.floor(prices.length * MARGIN_SHARE);
  const upper = prices[margin] ?? top;
  const lower = prices[prices.length - 1 - margin] ?? bottom;
  return high > upper || low < lower ? 'margin' : 'inside';
}

/** `top` moved by `rows` rows (up if positive), kept where a price can be. */
export function scrollTop(instrument: Instrument, topTicks: number, rows: number): number {
  return rows === 0 ? topTicks : stepPriceTicks(instrument, topTicks, rows);
}

/** Smallest of 1, 2, 5, 10, 20, 50, ... that is at least `value`: a scale that rarely changes. */
export function steadyScale(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 2, 5, 10]) {
    if (step * power >= value) return step * power;
  }
  return 10 * power;
}
