/**
 * What stored minute bars know of the market between two fills, for the excursions of round trips.
 * Fills of a symbol come in the order of time, so its bars are read along with them, a page at a time.
 */
import { US_PER_MINUTE } from '../domain/time.ts';
import type { PriceRange, PriceRanges } from '../portfolio/open-trip.ts';
import type { Connection } from './database.ts';
import { READ_STATEMENTS } from './statements.ts';

/** Bars of one symbol in memory: two hours, a few KB, however many symbols there are. */
const PAGE_BARS = 120;

interface BarRange extends PriceRange {
  readonly startUs: number;
}

interface Page {
  readonly bars: readonly BarRange[];
  /** The next one that has not been looked at. */
  at: number;
  /** Up to where the bars have been asked for. */
  doneUs: number;
}

/** Ranges of the minutes that lie wholly between the two moments; null where no bar is stored. */
export function storedPriceRanges(db: Connection): PriceRanges {
  const select = db.prepare<[string, number, number], BarRange>(READ_STATEMENTS['bars.ranges']);
  const pages = new Map<string, Page>();
  const load = (symbol: string, fromUs: number): Page => {
    const page = { bars: select.all(symbol, fromUs, PAGE_BARS), at: 0, doneUs: fromUs };
    pages.set(symbol, page);
    return page;
  };
  return (symbol, afterUs, beforeUs) => {
    const firstUs = Math.ceil(afterUs / US_PER_MINUTE) * US_PER_MINUTE;
    const lastUs = beforeUs - US_PER_MINUTE;
    if (firstUs > lastUs) return null;
    let page = pages.get(symbol);
    // A clock that was set back goes over the same minutes again.
    if (page === undefined || afterUs < page.doneUs) page = load(symbol, firstUs);
    let lowTicks = Number.POSITIVE_INFINITY;
    let highTicks = Number.NEGATIVE_INFINITY;
    for (;;) {
      const bar = page.bars[page.at];
      if (bar === undefined) {
        const newest = page.bars.at(-1);
        if (newest === undefined || page.bars.length < PAGE_BARS) break;
        // What lies before the asked minutes is not needed.
        page = load(symbol, Math.max(newest.startUs + 1, firstUs));
        continue;
      }
      if (bar.startUs > lastUs) break;
      page.at += 1;
      if (bar.startUs < firstUs) continue;
      lowTicks = Math.min(lowTicks, bar.lowTicks);
      highTicks = Math.max(highTicks, bar.highTicks);
    }
    page.doneUs = lastUs;
    return highTicks < lowTicks ? null : { lowTicks, highTicks };
  };
}
