import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { RecoveredState } from '../ports.ts';

/**
 * A price near which an instrument trades, which decides the price step of its book: the last known
 * one, or that of a working order whose price is finer than the step there (a stock that has risen
 * above one dollar since). In ticks; 0 when nothing is known. `startPrices` is by symbol.
 */
export function nearTicks(
  instrument: Instrument,
  { bars, workingOrders }: Pick<RecoveredState, 'bars' | 'workingOrders'>,
  startPrices: ReadonlyMap<string, number>,
): number {
  const { symbol } = instrument;
  const minutes = bars.find((one) => one.symbol === symbol && one.timeframe === '1m');
  const lastTicks = minutes?.bars.at(-1)?.closeTicks ?? startPrices.get(symbol) ?? 0;
  const stepTicks = incrementTicksAt(instrument, lastTicks);
  const prices = workingOrders
    .filter((order) => order.symbol === symbol)
    .flatMap((order) => [order.limitPriceTicks ?? 0, order.stopPriceTicks ?? 0]);
  return prices.find((ticks) => ticks % stepTicks !== 0) ?? lastTicks;
}
