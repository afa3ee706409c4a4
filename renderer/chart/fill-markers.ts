/** Which own fills a chart marks, and where. */
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Fill } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { formatPrice, formatQty } from '../format/number.ts';
import type { BarSeries } from './bar-series.ts';

/** Markers at most, the newest ones: each costs a drawing and a text in every painted frame. */
export const FILL_MARKERS_MAX = 200;

/** Fills of one side at one price within one bar. */
export interface FillMarker {
  /** Start of the bar it is drawn at. */
  readonly barStartUs: number;
  readonly side: Side;
  readonly priceTicks: number;
  readonly qtyLots: number;
  /** `100 @ 187.25` */
  readonly text: string;
}

/**
 * Markers of the fills in `instrument` whose bar is loaded, ascending by bar. `fills` are newest
 * first, as the store keeps them.
 */
export function fillMarkers(
  instrument: Instrument,
  fills: readonly Fill[],
  series: BarSeries,
): readonly FillMarker[] {
  const groups = new Map<string, FillMarker>();
  for (const fill of fills) {
    if (fill.symbol !== instrument.symbol) continue;
    const bar = series.bars[series.indexAt(fill.executedUs)];
    if (bar === undefined) continue;
    const key = `${String(bar.startUs)}${fill.side}${String(fill.lastPriceTicks)}`;
    const held = groups.get(key);
    if (held === undefined && groups.size >= FILL_MARKERS_MAX) break;
    const qtyLots = (held?.qtyLots ?? 0) + fill.lastQtyLots;
    groups.set(key, {
      barStartUs: bar.startUs,
      side: fill.side,
      priceTicks: fill.lastPriceTicks,
      qtyLots,
      text: `${formatQty(instrument, qtyLots)} @ ${formatPrice(instrument, fill.lastPriceTicks)}`,
    });
  }
  return [...groups.values()].sort((a, b) => a.barStartUs - b.barStartUs);
}
