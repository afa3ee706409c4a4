/** What drawings say: prices, and what lies between two places. */
import { incrementTicksAt, priceDecimalsAt } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Anchor } from '../../chart/drawings/drawing.ts';
import type { ShapeWords } from '../../chart/drawings/shape.ts';
import { axisPrice } from '../../chart/order-lines.ts';
import type { ChartPlace } from '../../chart/overlays/chart-place.ts';
import { formatPercent, formatPrice } from '../../format/number.ts';
import { drawingsText } from '../../text/drawings.ts';

/** Words for the drawings of one chart. */
export function shapeWords(
  place: Pick<ChartPlace, 'indexOf'>,
  instrumentOf: () => Instrument | null,
): ShapeWords {
  const price = (ticks: number): string => {
    const instrument = instrumentOf();
    if (instrument === null) return '';
    const increment = incrementTicksAt(instrument, Math.max(1, ticks));
    return formatPrice(instrument, Math.max(0, Math.round(ticks / increment) * increment));
  };
  return {
    price,
    measure: (from, to) => {
      const instrument = instrumentOf();
      if (instrument === null) return '';
      const moved = to.ticks - from.ticks;
      // A difference has the decimals of the price that it belongs to.
      const decimals = priceDecimalsAt(instrument, Math.max(1, from.ticks));
      const size = axisPrice(instrument, Math.abs(moved)).toFixed(decimals);
      const sign = moved < 0 ? '-' : '+';
      const bars = Math.round(place.indexOf(to.us) - place.indexOf(from.us));
      const share = from.ticks === 0 ? '' : formatPercent(moved / from.ticks);
      return drawingsText.measure(`${sign}${size}`, share, bars, spanText(from, to));
    },
  };
}

/** `2d 3h`, `45m`, `12s`: the two largest units of the time between. */
function spanText(from: Anchor, to: Anchor): string {
  let seconds = Math.round(Math.abs(to.us - from.us) / 1_000_000);
  const parts: string[] = [];
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(seconds / length);
    seconds -= count * length;
    if (count > 0) parts.push(`${String(count)}${unit}`);
  }
  return parts.slice(0, 2).join(' ');
}
