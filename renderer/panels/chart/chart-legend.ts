/** The line of figures in the chart's corner, written outside React as the crosshair moves. */
import type { Bar } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { FillMarker } from '../../chart/fill-markers.ts';
import { directionOf, formatPercent, formatPrice, formatQty } from '../../format/number.ts';
import { chartText } from '../../text/chart.ts';

/** Texts of one bar in the legend. */
export interface LegendTexts {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Against the close before: `+0.05 +0.03%`; '' for the first bar. */
  readonly change: string;
  readonly volume: string;
  /** Own fills in the bar: `▲ 200 @ 187.25`; '' when there are none. */
  readonly own: string;
  readonly direction: 'up' | 'down' | 'flat';
}

/** Texts of `bar` with the own fills in it; its change is against the close of the bar before. */
export function legendTexts(
  instrument: Instrument,
  bar: Bar,
  previous: Bar | undefined,
  own: readonly FillMarker[] = [],
): LegendTexts {
  const price = (ticks: number): string => formatPrice(instrument, ticks);
  const moved = previous === undefined ? 0 : bar.closeTicks - previous.closeTicks;
  const sign = moved > 0 ? '+' : moved < 0 ? '-' : '';
  const change =
    previous === undefined
      ? ''
      : `${sign}${changeText(instrument, bar, moved)} ${formatPercent(moved / previous.closeTicks)}`;
  return {
    open: price(bar.openTicks),
    high: price(bar.highTicks),
    low: price(bar.lowTicks),
    close: price(bar.closeTicks),
    change,
    volume: formatQty(instrument, bar.volumeLots),
    own: own.map(({ side, text }) => `${side === 'buy' ? '▲' : '▼'} ${text}`).join('  '),
    direction: directionOf(previous === undefined ? bar.closeTicks - bar.openTicks : moved),
  };
}

/** A difference of prices, with the decimals of the price it belongs to: 0.05, not 0.0500. */
function changeText(instrument: Instrument, bar: Bar, moved: number): string {
  const decimals = formatPrice(instrument, bar.closeTicks).split('.')[1]?.length ?? 0;
  const units = (Math.abs(moved) * instrument.tickMantissa) / 10 ** instrument.tickDecimals;
  return units.toFixed(decimals);
}

const FIELDS = ['open', 'high', 'low', 'close', 'change', 'volume', 'own'] as const;

/** Writes a legend into an element that it owns. */
export class ChartLegend {
  readonly #host: HTMLElement;
  readonly #texts: Readonly<Record<(typeof FIELDS)[number], Text>>;

  constructor(host: HTMLElement) {
    this.#host = host;
    host.replaceChildren();
    const value = (label: string): Text => {
      const text = document.createTextNode('');
      const name = document.createElement('i');
      name.textContent = label;
      const pair = document.createElement('span');
      pair.append(name, text);
      host.append(pair);
      return text;
    };
    const { legend } = chartText;
    this.#texts = {
      open: value(legend.open),
      high: value(legend.high),
      low: value(legend.low),
      close: value(legend.close),
      change: value(''),
      volume: value(legend.volume),
      own: value(''),
    };
  }

  /** null: there is no bar to tell of. */
  show(texts: LegendTexts | null): void {
    this.#host.hidden = texts === null;
    if (texts === null) return;
    this.#host.dataset['direction'] = texts.direction;
    for (const field of FIELDS) {
      if (this.#texts[field].data !== texts[field]) this.#texts[field].data = texts[field];
    }
  }
}
