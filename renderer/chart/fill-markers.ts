/** Which own fills a chart marks, and where. */
import { incrementTicksAt } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Fill } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { formatPrice, formatQty } from '../format/number.ts';
import type { BarSeries } from './bar-series.ts';

/** Markers at most, the newest ones: each costs a drawing in every painted frame. */
export const FILL_MARKERS_MAX = 200;

/** Fills of one side within one bar. */
export interface FillMarker {
  /** Start of the bar it is drawn at. */
  readonly barStartUs: number;
  readonly side: Side;
  /** Average price, fractions of a tick included. */
  readonly priceTicks: number;
  readonly qtyLots: number;
  /** `100 @ 187.25`, or `300 @ ~187.26` for an average over several prices. */
  readonly text: string;
}

interface Group {
  readonly barStartUs: number;
  readonly side: Side;
  qtyLots: number;
  tickLots: number;
  readonly prices: Set<number>;
}

/**
 * Markers of the fills in `instrument` whose bar is loaded, ascending by bar; one a side and bar, as
 * more would write over each other. `fills` are newest first, as the store keeps them.
 */
export function fillMarkers(
  instrument: Instrument,
  fills: readonly Fill[],
  series: BarSeries,
): readonly FillMarker[] {
  const groups = new Map<string, Group>();
  for (const fill of fills) {
    if (fill.symbol !== instrument.symbol) continue;
    const index = series.indexAt(fill.executedUs);
    const bar = series.bars[index];
    // After the last bar of a window that does not reach to now lies more than that bar.
    if (bar === undefined || (!series.isOpen && index === series.length - 1)) continue;
    const key = `${String(bar.startUs)}${fill.side}`;
    let group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= FILL_MARKERS_MAX) break;
      const { side } = fill;
      group = { barStartUs: bar.startUs, side, qtyLots: 0, tickLots: 0, prices: new Set() };
      groups.set(key, group);
    }
    group.qtyLots += fill.lastQtyLots;
    group.tickLots += fill.lastPriceTicks * fill.lastQtyLots;
    group.prices.add(fill.lastPriceTicks);
  }
  return [...groups.values()]
    .map((group) => markerOf(instrument, group))
    .sort((a, b) => a.barStartUs - b.barStartUs);
}

function markerOf(instrument: Instrument, group: Group): FillMarker {
  const { barStartUs, side, qtyLots } = group;
  const priceTicks = group.tickLots / qtyLots;
  const increment = incrementTicksAt(instrument, priceTicks);
  const shown = Math.round(priceTicks / increment) * increment;
  const about = group.prices.size > 1 ? '~' : '';
  const text = `${formatQty(instrument, qtyLots)} @ ${about}${formatPrice(instrument, shown)}`;
  return { barStartUs, side, priceTicks, qtyLots, text };
}
