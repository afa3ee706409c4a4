import { TIMEFRAME_US } from '../../engine/domain/bar.ts';
import type { Bar, Timeframe } from '../../engine/domain/bar.ts';

export interface BarTrade {
  readonly price: number;
  readonly lots: number;
  readonly us: number;
}

/** A bar without its start, and the stretch of time that it is of. */
export type ReferenceBar = Omit<Bar, 'startUs'> & { readonly stretch: string };

const DAY_TURNS_BEFORE_MIDNIGHT_MS = 4 * 3_600_000;

/** All bars of a timeframe at once, from all trades: the specification of the incremental ones. */
export function batchBars(
  trades: readonly BarTrade[],
  timeframe: Timeframe,
  zone: string,
): ReferenceBar[] {
  const groups = new Map<string, BarTrade[]>();
  for (const trade of trades) {
    const stretch = stretchOf(trade.us, timeframe, zone);
    groups.set(stretch, [...(groups.get(stretch) ?? []), trade]);
  }
  return [...groups].map(([stretch, some]) => {
    const prices = some.map(({ price }) => price);
    return {
      stretch,
      openTicks: prices[0],
      highTicks: Math.max(...prices),
      lowTicks: Math.min(...prices),
      closeTicks: prices.at(-1),
      volumeLots: some.reduce((sum, { lots }) => sum + lots, 0),
      trades: some.length,
    } as ReferenceBar; // Prices and quantities of trades are ticks and lots.
  });
}

/** Name of the stretch a moment belongs to: its start, or the trading date (which turns at 20:00). */
export function stretchOf(us: number, timeframe: Timeframe, zone: string): string {
  const length = TIMEFRAME_US[timeframe];
  if (timeframe !== '1d') return String(us - (us % length));
  const ms = Math.floor(us / 1_000) + DAY_TURNS_BEFORE_MIDNIGHT_MS;
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(ms);
}
