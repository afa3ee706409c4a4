/**
 * Joins feed, chart and legend to the stores, so that React draws the frame around the chart and
 * nothing inside it. Own orders, fills and the position are looked at once a frame at most.
 */
import type { Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { BarFeed } from '../../chart/bar-feed.ts';
import type { BarChange, BarSource, LoadState } from '../../chart/bar-feed.ts';
import type { BarSeries } from '../../chart/bar-series.ts';
import { fillMarkers } from '../../chart/fill-markers.ts';
import { FrameMask } from '../../chart/frame-mask.ts';
import type { IndicatorReading } from '../../chart/indicator-view.ts';
import { orderLines, positionLine } from '../../chart/order-lines.ts';
import { fillLinks } from '../../chart/overlays/fill-links.ts';
import { PriceChart } from '../../chart/price-chart.ts';
import type { LegendBar } from '../../chart/price-chart.ts';
import { useMarket } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { valuePosition } from '../../trading/position-value.ts';
import { changeIndicator } from '../../chart/chart-look.ts';
import { useGaps } from '../../stores/gaps.ts';
import { ChartLegend, legendTexts } from './chart-legend.ts';
import { IndicatorLegend } from './indicator-legend.ts';
import { changeLook, useChartLook } from './look-store.ts';
import { OwnList, lineTexts, markerTexts } from './own-list.ts';

const CHANGED_LINES = 1;
const CHANGED_MARKERS = 2;

/** What the panel around the chart has to draw. */
export interface ChartStatus {
  readonly state: LoadState;
  readonly problem: string;
  readonly empty: boolean;
}

/** See the head of the file. Owned by the panel, which disposes it. */
export class ChartController {
  readonly #feed: BarFeed;
  readonly #chart: PriceChart;
  readonly #legend: ChartLegend;
  readonly #indicators: IndicatorLegend;
  readonly #ownList: OwnList;
  readonly #own: FrameMask;
  readonly #onStatus: (status: ChartStatus) => void;
  readonly #undo: (() => void)[];
  #instrument: Instrument | null = null;
  #barCount = -1;

  constructor(
    host: HTMLElement,
    legend: HTMLElement,
    source: BarSource,
    onStatus: (status: ChartStatus) => void,
    onEditIndicator: () => void,
  ) {
    this.#onStatus = onStatus;
    this.#legend = new ChartLegend(legend);
    this.#indicators = new IndicatorLegend(host, {
      onEdit: onEditIndicator,
      onRemove: (id) => {
        changeLook((look) => changeIndicator(look, id, null));
      },
    });
    this.#ownList = new OwnList(host);
    this.#own = new FrameMask((mask) => {
      this.#paintOwn(mask);
    });
    this.#feed = new BarFeed(
      source,
      (change) => {
        this.#onBars(change);
      },
      () => {
        this.#tellStatus();
      },
    );
    this.#chart = new PriceChart(host, this.#feed.series, {
      onLegend: (legendBar) => {
        this.#writeLegend(legendBar);
      },
      onNearStart: () => void this.#feed.loadOlder(),
    });
    this.#undo = [
      this.#followTrading(),
      this.#followQuotes(),
      useChartLook.subscribe(() => {
        this.#applyLook();
      }),
      useGaps.subscribe(({ gaps }) => {
        this.#chart.setGaps(gaps);
      }),
    ];
    this.#applyLook();
    this.#chart.setGaps(useGaps.getState().gaps);
  }

  /** Bars that are loaded; they change under the reader's hands. */
  get series(): BarSeries {
    return this.#feed.series;
  }

  /** What the indicators say at a bar. */
  readings(index: number): readonly IndicatorReading[] {
    return this.#chart.readings(index);
  }

  show(instrument: Instrument, timeframe: Timeframe): void {
    this.#instrument = instrument;
    this.#barCount = -1;
    const near = useMarket.getState().quotes.get(instrument.symbol)?.lastTicks ?? 0;
    this.#chart.show(instrument, timeframe, near);
    this.#feed.open(instrument.symbol, timeframe);
    this.#own.invalidate(CHANGED_LINES | CHANGED_MARKERS);
  }

  applyTheme(): void {
    this.#chart.applyTheme();
  }

  showNewest(): void {
    this.#chart.showNewest();
  }

  retry(): void {
    this.#feed.retry();
  }

  picture(): HTMLCanvasElement {
    return this.#chart.picture();
  }

  dispose(): void {
    for (const undo of this.#undo) undo();
    this.#own.dispose();
    this.#feed.dispose();
    this.#chart.dispose();
    this.#indicators.dispose();
    this.#ownList.dispose();
  }

  #applyLook(): void {
    const { look } = useChartLook.getState();
    this.#indicators.show(look.indicators);
    this.#chart.setLook(look);
    this.#own.invalidate(CHANGED_MARKERS);
  }

  #writeLegend({ bar, previous, own, readings, paneTops }: LegendBar): void {
    const instrument = this.#instrument;
    if (bar === undefined || instrument === null) this.#legend.show(null);
    else this.#legend.show(legendTexts(instrument, bar, previous, own));
    this.#indicators.write(readings, paneTops, own.length > 0 ? 1 : 0);
  }

  #onBars(change: BarChange): void {
    this.#chart.applyChange(change);
    const count = this.#feed.series.length;
    if (change.kind === 'tail' && count === this.#barCount) return;
    // A fill may have been marked at the bar before its own, which has only now begun.
    this.#barCount = count;
    this.#own.invalidate(CHANGED_MARKERS);
    this.#tellStatus();
  }

  #followTrading(): () => void {
    return useTrading.subscribe((now, before) => {
      if (now.fills !== before.fills) this.#own.invalidate(CHANGED_MARKERS);
      if (now.workingOrders !== before.workingOrders || now.positions !== before.positions) {
        this.#own.invalidate(CHANGED_LINES);
      }
    });
  }

  #followQuotes(): () => void {
    return useMarket.subscribe((now, before) => {
      const symbol = this.#instrument?.symbol ?? '';
      if (now.quotes.get(symbol)?.lastTicks === before.quotes.get(symbol)?.lastTicks) return;
      // Only the position's line tells what the last price makes.
      const position = useTrading.getState().positions.get(symbol);
      if (position !== undefined && position.qtyLots !== 0) this.#own.invalidate(CHANGED_LINES);
    });
  }

  #paintOwn(mask: number): void {
    const instrument = this.#instrument;
    if (instrument === null) return;
    const { fills, workingOrders, positions } = useTrading.getState();
    if (mask & CHANGED_MARKERS) {
      const markers = fillMarkers(instrument, fills, this.#feed.series);
      const held = positions.get(instrument.symbol)?.qtyLots ?? 0;
      this.#chart.setMarkers(markers, fillLinks(instrument.symbol, fills, held));
      this.#ownList.setMarkers(markerTexts(markers));
    }
    if ((mask & CHANGED_LINES) === 0) return;
    const quote = useMarket.getState().quotes.get(instrument.symbol) ?? null;
    const position = positions.get(instrument.symbol);
    const open =
      position === undefined
        ? null
        : valuePosition(position, instrument, quote ?? undefined, 0).unrealisedMicros;
    const line = positionLine(instrument, position, open);
    const orders = orderLines(instrument, workingOrders, quote?.lastTicks ?? 0);
    const lines = line === null ? orders : [...orders, line];
    this.#chart.setLines(lines);
    this.#ownList.setLines(lineTexts(instrument, lines));
  }

  #tellStatus(): void {
    const { state, problem, series } = this.#feed;
    this.#onStatus({ state, problem, empty: series.length === 0 });
  }
}
