/**
 * What the stored bars know of the market between two fills: those that lie wholly between them, by the
 * minute, and by the hour in the middle of a long stretch. So excursions between fills less than a
 * minute apart are those of the fills' own prices, and the newest minute is known as far as it was stored.
 */
import { US_PER_HOUR, US_PER_MINUTE } from '../../domain/time.ts';
import type { PriceRange, PriceRanges } from '../../portfolio/open-trip.ts';
import type { Connection } from '../database.ts';

/** Stretches longer than this are looked through by the hour: two hours' minutes are 120 rows. */
const HOURLY_FROM_US = 2 * US_PER_HOUR;

/** symbol, timeframe, first start, last start */
export const BAR_RANGE = `
  SELECT min(low_ticks) AS lowTicks, max(high_ticks) AS highTicks FROM bars
  WHERE symbol = ? AND timeframe = ? AND start_us >= ? AND start_us <= ?`;

/** Ranges from the bars of a store. */
export function barRanges(db: Connection): PriceRanges {
  const select = db.prepare<
    [string, string, number, number],
    { lowTicks: number | null; highTicks: number | null }
  >(BAR_RANGE);

  const look = (symbol: string, unit: '1m' | '1h', fromUs: number, toUs: number) => {
    const unitUs = unit === '1m' ? US_PER_MINUTE : US_PER_HOUR;
    const firstUs = Math.ceil(fromUs / unitUs) * unitUs;
    const lastUs = toUs - unitUs;
    if (firstUs > lastUs) return null;
    const found = select.get(symbol, unit, firstUs, lastUs);
    if (found === undefined || found.lowTicks === null || found.highTicks === null) return null;
    return { lowTicks: found.lowTicks, highTicks: found.highTicks };
  };

  return (symbol, afterUs, beforeUs) => {
    if (beforeUs - afterUs < US_PER_MINUTE) return null;
    if (beforeUs - afterUs < HOURLY_FROM_US) return look(symbol, '1m', afterUs, beforeUs);
    const firstHour = Math.ceil(afterUs / US_PER_HOUR) * US_PER_HOUR;
    const lastHour = Math.floor(beforeUs / US_PER_HOUR) * US_PER_HOUR;
    return [
      look(symbol, '1m', afterUs, firstHour),
      look(symbol, '1h', firstHour, lastHour),
      look(symbol, '1m', lastHour, beforeUs),
    ].reduce(widest);
  };
}

function widest(a: PriceRange | null, b: PriceRange | null): PriceRange | null {
  if (a === null || b === null) return a ?? b;
  return {
    lowTicks: Math.min(a.lowTicks, b.lowTicks),
    highTicks: Math.max(a.highTicks, b.highTicks),
  };
}
