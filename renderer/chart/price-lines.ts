/** The horizontal lines of a series: last price, own orders, position. Only what changed is drawn. */
import { LineStyle } from 'lightweight-charts';
import type {
  CreatePriceLineOptions,
  IPriceLine,
  ISeriesApi,
  SeriesType,
} from 'lightweight-charts';
import type { Bar } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { ChartColours } from './chart-theme.ts';
import { axisPrice, labelledLines } from './order-lines.ts';
import type { LineSpec } from './order-lines.ts';

/** Height of a label with a little air, in px: closer ones push each other away from their lines. */
const LABEL_PX = 18;

interface OwnLine {
  spec: LineSpec;
  isLabelled: boolean;
  readonly line: IPriceLine;
}

/** Owned by one chart; ends with its series. */
export class PriceLines {
  readonly #series: ISeriesApi<SeriesType>;
  /** By key of the spec that is drawn. */
  readonly #own = new Map<string, OwnLine>();
  #specs: readonly LineSpec[] = [];
  #last: IPriceLine | null = null;

  constructor(series: ISeriesApi<SeriesType>) {
    this.#series = series;
  }

  /**
   * The last price. The library's own is that of the last bar in view; a trader's is that of now,
   * wherever he has scrolled to.
   */
  showLast(instrument: Instrument, colours: ChartColours, bar: Bar | null): void {
    if (bar === null) {
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

  /** Own orders and position: all that `specs` names and nothing else, nearest to the market first. */
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
        // Labels come with `showLabels`, once it is known what is in view.
        const line = this.#series.createPriceLine(lineOptions(instrument, colours, spec, false));
        this.#own.set(spec.key, { spec, isLabelled: false, line });
      } else if (held.spec.title !== spec.title || held.spec.priceTicks !== spec.priceTicks) {
        held.line.applyOptions(lineOptions(instrument, colours, spec, held.isLabelled));
        held.spec = spec;
      }
    }
    this.#specs = specs;
  }

  /** Labels the lines in view of a pane of `height` px as far as there is room for each. */
  showLabels(instrument: Instrument, colours: ChartColours, height: number): void {
    const placeOf = (spec: LineSpec): number | null =>
      this.#series.priceToCoordinate(axisPrice(instrument, spec.priceTicks));
    const labelled = labelledLines(this.#specs, placeOf, height, LABEL_PX);
    for (const own of this.#own.values()) {
      const isLabelled = labelled.has(own.spec.key);
      if (own.isLabelled === isLabelled) continue;
      own.line.applyOptions(lineOptions(instrument, colours, own.spec, isLabelled));
      own.isLabelled = isLabelled;
    }
  }

  /** Takes all lines away, as another instrument or theme needs. */
  clear(): void {
    this.#removeLast();
    for (const { line } of this.#own.values()) this.#series.removePriceLine(line);
    this.#own.clear();
    this.#specs = [];
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
  isLabelled: boolean,
): CreatePriceLineOptions {
  const colorOf = {
    position: colours.accent,
    alert: colours.warn,
    buy: colours.buy,
    sell: colours.sell,
  };
  return {
    price: axisPrice(instrument, spec.priceTicks),
    color: colorOf[spec.kind],
    lineWidth: spec.moving === true ? 2 : 1,
    lineStyle: styleOf(spec),
    axisLabelVisible: isLabelled,
    axisLabelTextColor: colours.surface,
    title: isLabelled ? spec.title : '',
  };
}

function styleOf(spec: LineSpec): LineStyle {
  if (spec.kind === 'position') return LineStyle.LargeDashed;
  if (spec.kind === 'alert') return LineStyle.SparseDotted;
  return spec.waits === true ? LineStyle.Dashed : LineStyle.Solid;
}
