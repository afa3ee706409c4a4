/**
 * Joins feed, chart and legend to the stores, so that React draws the frame around the chart and
 * nothing inside it.
 */
import type { Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { BarFeed } from '../../chart/bar-feed.ts';
import type { BarChange, BarSource, LoadState } from '../../chart/bar-feed.ts';
import type { BarSeries } from '../../chart/bar-series.ts';
import { changeIndicator } from '../../chart/chart-look.ts';
import { ChartPointer } from '../../chart/chart-pointer.ts';
import type { GripSource } from '../../chart/chart-pointer.ts';
import type { IndicatorReading } from '../../chart/indicator-view.ts';
import type { Place } from '../../chart/overlays/chart-place.ts';
import { PriceChart } from '../../chart/price-chart.ts';
import type { LegendBar } from '../../chart/price-chart-events.ts';
import { stopTriggerNow } from '../../stores/account.ts';
import { useGaps } from '../../stores/gaps.ts';
import { useMarket, useSource } from '../../stores/market.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { stopMarketTicks } from '../../trading/stop-draft.ts';
import { ChartLegend, legendTexts } from './chart-legend.ts';
import type { MenuWorld } from './chart-menu-groups.ts';
import { DrawingDesk } from './drawing-desk.ts';
import type { DrawingClient } from './drawing-desk.ts';
import { useDrawings } from './drawing-store.ts';
import { IndicatorLegend } from './indicator-legend.ts';
import { changeLook, useChartLook } from './look-store.ts';
import { snapTicks } from './line-edit.ts';
import { OwnMarks } from './own-marks.ts';
import { followPriceAlerts } from './price-alerts.ts';
import type { AlertSource } from './price-alerts.ts';
import { saveSnapshot } from './snapshot.ts';

/** What the panel around the chart has to draw. */
export interface ChartStatus {
  readonly state: LoadState;
  readonly problem: string;
  readonly empty: boolean;
}

/** What the chart needs of the engine's client. */
export type ChartClient = BarSource & AlertSource & DrawingClient;

/** See the head of the file. Owned by the panel, which disposes it. */
export class ChartController {
  /** Lines and marks of the trader's own. */
  readonly own: OwnMarks;
  readonly drawings: DrawingDesk;
  readonly #feed: BarFeed;
  readonly #chart: PriceChart;
  readonly #legend: ChartLegend;
  readonly #indicators: IndicatorLegend;
  readonly #pointer: ChartPointer;
  readonly #onStatus: (status: ChartStatus) => void;
  readonly #undo: (() => void)[];
  #instrument: Instrument | null = null;
  #timeframe: Timeframe = '1m';
  #barCount = -1;

  constructor(
    host: HTMLElement,
    legend: HTMLElement,
    client: ChartClient,
    actions: TradingActions,
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
    this.#feed = new BarFeed(
      client,
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
      onNearEnd: () => void this.#feed.loadNewer(),
      newest: () => this.#feed.newest,
    });
    this.own = new OwnMarks(host, this.#chart, this.#feed.series, client, actions);
    this.drawings = new DrawingDesk(this.#chart, client);
    // A tool is for wherever it is set down; else own orders are nearer than drawings.
    const tool: GripSource = {
      gripAt: (at, press) =>
        useDrawings.getState().tool === null ? null : this.drawings.grips.gripAt(at, press),
    };
    this.#pointer = new ChartPointer(host, [tool, this.own.lines, this.drawings.grips]);
    this.#undo = [
      followPriceAlerts(client),
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
    this.#timeframe = timeframe;
    this.#barCount = -1;
    const near = useMarket.getState().quotes.get(instrument.symbol)?.lastTicks ?? 0;
    this.#chart.show(instrument, timeframe, near);
    this.#feed.open(instrument.symbol, timeframe);
    this.own.show(instrument);
    this.drawings.show(instrument);
  }

  applyTheme(): void {
    this.#chart.applyTheme();
  }

  /** Brings the newest bar into view, also from years back. */
  showNewest(): void {
    if (this.#feed.isAway) this.#chart.startOver();
    void this.#feed.backToNewest();
    this.#chart.showNewest();
  }

  retry(): void {
    this.#feed.retry();
  }

  /** Moves the view by so many bars; to the right if positive. */
  scroll(bars: number): void {
    this.#chart.scroll(bars);
  }

  /** Moves the view by so many of its own widths. */
  scrollPages(pages: number): void {
    const visible = this.#chart.place.visible();
    if (visible !== null) this.#chart.scroll(pages * Math.max(1, visible.to - visible.from - 2));
  }

  /** Makes bars so many times as wide. */
  zoom(factor: number): void {
    this.#chart.zoom(factor);
  }

  /** What a menu opened at a place would be about; `at` null: by key, at the last price. */
  menuWorld(at: Place | null): MenuWorld | null {
    const instrument = this.#instrument;
    if (instrument === null) return null;
    const quote = useMarket.getState().quotes.get(instrument.symbol) ?? null;
    const lastTicks = quote?.lastTicks ?? 0;
    const trigger = stopTriggerNow();
    const { place } = this.#chart;
    const isOnBars = at !== null && at.y <= place.size.height && at.x <= place.size.width;
    const ticks = isOnBars ? place.ticksAt(at.y) : at === null ? lastTicks : null;
    return {
      instrument,
      ticks: ticks === null || ticks <= 0 ? null : snapTicks(instrument, ticks),
      stopMarketTicks: {
        buy: stopMarketTicks(quote, 'buy', trigger),
        sell: stopMarketTicks(quote, 'sell', trigger),
      },
      alertId: isOnBars ? this.own.lines.alertAt(at.y) : null,
      hasDrawing: isOnBars && this.drawings.grips.selectAt(at),
      source: useSource.getState().status,
    };
  }

  /** Lets go of what the pointer holds; true when it held something. */
  letGo(): boolean {
    return this.#pointer.cancel();
  }

  /** Hands the chart over as a picture. */
  savePicture(): void {
    if (this.#instrument === null) return;
    void saveSnapshot(this.#chart.picture(), this.#instrument, this.#timeframe);
  }

  dispose(): void {
    for (const undo of this.#undo) undo();
    this.#pointer.dispose();
    this.own.dispose();
    this.drawings.dispose();
    this.#feed.dispose();
    this.#chart.dispose();
    this.#indicators.dispose();
  }

  #applyLook(): void {
    const { look } = useChartLook.getState();
    this.#indicators.show(look.indicators);
    this.#chart.setLook(look);
    this.own.barsChanged();
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
    this.own.barsChanged();
    this.#tellStatus();
  }

  #tellStatus(): void {
    const { state, problem, series } = this.#feed;
    this.#onStatus({ state, problem, empty: series.length === 0 });
  }
}
