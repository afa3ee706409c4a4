/** The horizontal lines of a series: last price, own orders, position. Only what changed is drawn. */
import { LineStyle } from 'lightweight-charts';
import type { CreatePriceLineOptions, IPriceLine, ISeriesApi } from 'lightweight-charts';
import type { Bar } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { ChartColours } from './chart-theme.ts';
import { axisPrice } from './order-lines.ts';
import type { LineSpec } from './order-lines.ts';

/** Owned by one chart; ends with its series. */
export class PriceLines {
  readonly #series: ISeriesApi<'Candlestick'>;
  /** By key of the spec that is drawn. */
  readonly #own = new Map<string, { spec: LineSpec; line: IPriceLine }>();
  #last: IPriceLine | null = null;

  constructor(series: ISeriesApi<'Candlestick'>) {
    this.#series = series;
  }

  /**
   * The last price. The library's own is that of the last bar in view; a trader's is that of now,
   * wherever he has scrolled to.
   */
  showLast(instrument: Instrument, colours: ChartColours, bar: Bar | undefined): void {
    if (bar === undefined) {
      this.#removeLast();
      return;
    }
    const options = {
      price: axisPrice(instrument, bar.closeTicks),
      color: colours.faint,
      lineWidth: 1 as const,
      lineStyle: LineStyle.Dotted,
      axisLabelVisible: true,
      axisLabelColor: bar.closeTicks >= bar.openTicks ? colours.buyStrong : colours.sellStrong,
      axisLabelTextColor: colours.onStrong,
      title: '',
    };
    if (this.#last === null) this.#last = this.#series.createPriceLine(options);
    else this.#last.applyOptions(options);
  }

  /** Own orders and position: all that `specs` names and nothing else. */
  show(instrument: Instrument, colours: ChartColours, specs: readonly LineSpec[]): void {
    const wanted = new Set(specs.map((spec) => spec.key));
    for (const [key, { line }] of this.#own) {
      if (wanted.has(key)) continue;
      this.#series.removePriceLine(line);
      this.#own.delete(key);
    }
    for (const spec of specs) {
      const held = this.#own.get(spec.key);
      if (held === undefined) {
        const line = this.#series.createPriceLine(lineOptions(instrument, colours, spec));
        this.#own.set(spec.key, { spec, line });
      } else if (held.spec.title !== spec.title || held.spec.priceTicks !== spec.priceTicks) {
        held.line.applyOptions(lineOptions(instrument, colours, spec));
        held.spec = spec;
      }
    }
  }

  /** Takes all lines away, as another instrument or theme needs. */
  clear(): void {
    this.#removeLast();
    for (const { line } of this.#own.values()) this.#series.removePriceLine(line);
    this.#own.clear();
  }

  #removeLast(): void {
    if (this.#last !== null) this.#series.removePriceLine(this.#last);
    this.#last = null;
  }
}

function lineOptions(
  instrument: Instrument,
  colours: ChartColours,
  spec: LineSpec,
): CreatePriceLineOptions {
  const colorOf = { position: colours.accent, buy: colours.buy, sell: colours.sell };
  return {
    price: axisPrice(instrument, spec.priceTicks),
    color: colorOf[spec.kind],
    lineWidth: 1,
    lineStyle: styleOf(spec),
    axisLabelVisible: true,
    axisLabelTextColor: colours.surface,
    title: spec.title,
  };
}

function styleOf(spec: LineSpec): LineStyle {
  if (spec.kind === 'position') return LineStyle.LargeDashed;
  return spec.waits === true ? LineStyle.Dashed : LineStyle.Solid;
}
