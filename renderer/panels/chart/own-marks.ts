/**
 * The trader's own on the chart: lines of orders, position and alerts, marks and links of fills, and
 * the same in words. Looked at once a frame at most. Owned by the controller, which disposes it.
 */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { OrderType } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { fillMarkers } from '../../chart/fill-markers.ts';
import { FrameMask } from '../../chart/frame-mask.ts';
import { orderLines, positionLine } from '../../chart/order-lines.ts';
import type { LineSpec } from '../../chart/order-lines.ts';
import { fillLinks } from '../../chart/overlays/fill-links.ts';
import type { PriceChart } from '../../chart/price-chart.ts';
import type { BarSeries } from '../../chart/bar-series.ts';
import { formatPrice } from '../../format/number.ts';
import { useMarket } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTrading } from '../../stores/trading.ts';
import { chartLinesText } from '../../text/chart-lines.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { qtyEdit } from '../../trading/draft.ts';
import { valuePosition } from '../../trading/position-value.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import {
  changeToTicks,
  endLineEdit,
  isMoved,
  lineEditOf,
  moveLine,
  nudgeTicks,
  useLineEdit,
} from './line-edit.ts';
import type { LineEdit } from './line-edit.ts';
import { OwnList, lineTexts, markerTexts } from './own-list.ts';
import { alertLines, movePriceAlert, usePriceAlerts } from './price-alerts.ts';
import type { AlertSource } from './price-alerts.ts';
import { TradeLines, exitAt, movingLine, nearBy } from './trade-lines.ts';
import type { LinePlace, LineWorld } from './trade-lines.ts';

const CHANGED_LINES = 1;
const CHANGED_MARKERS = 2;

/** What the marks are drawn on. */
export interface MarkChart extends Pick<PriceChart, 'setLines' | 'setMarkers'> {
  readonly place: LinePlace;
}

export class OwnMarks {
  /** What the pointer can take hold of. */
  readonly lines: TradeLines;
  readonly #chart: MarkChart;
  readonly #series: BarSeries;
  readonly #client: AlertSource;
  readonly #actions: TradingActions;
  readonly #list: OwnList;
  readonly #frame: FrameMask;
  readonly #undo: (() => void)[];
  #instrument: Instrument | null = null;

  constructor(
    host: Pick<HTMLElement, 'after'>,
    chart: MarkChart,
    series: BarSeries,
    client: AlertSource,
    actions: TradingActions,
  ) {
    this.#chart = chart;
    this.#series = series;
    this.#client = client;
    this.#actions = actions;
    this.#list = new OwnList(host);
    this.#frame = new FrameMask((mask) => {
      this.#paint(mask);
    });
    this.lines = new TradeLines(chart.place, this.#world, (edit) => {
      // An order waits for its second step; an exit has one in the ticket, an alert sends nothing.
      if (edit.target.kind !== 'orders') this.confirm();
    });
    this.#undo = [
      this.#followTrading(),
      this.#followQuotes(),
      usePriceAlerts.subscribe(this.#linesChanged),
      useLineEdit.subscribe(this.#linesChanged),
      // One thing at a time waits for its second step, so that Enter can mean only that.
      useLineEdit.subscribe((now, before) => {
        if (before.edit === null && now.edit !== null && actions.isPrepared()) actions.drop();
      }),
      useTicket.subscribe((now, before) => {
        if (now.stage === before.stage && now.scope === before.scope) return;
        if (now.stage === 'preview' || now.scope !== null) endLineEdit();
      }),
    ];
  }

  show(instrument: Instrument): void {
    if (this.#instrument?.symbol !== instrument.symbol) this.#endEdit();
    this.#instrument = instrument;
    this.#frame.invalidate(CHANGED_LINES | CHANGED_MARKERS);
  }

  /** The bars that fills lie at have changed. */
  barsChanged(): void {
    this.#frame.invalidate(CHANGED_MARKERS);
  }

  /** Takes the next line for the keys, and says which. */
  takeNext(): void {
    const line = this.lines.next();
    const instrument = this.#instrument;
    if (line === null || instrument === null) {
      announce('info', chartLinesText.none);
      return;
    }
    const price = formatPrice(instrument, Math.round(line.priceTicks));
    announce('info', chartLinesText.taken(line.title, price));
  }

  /** Puts an order at a price into the ticket, the first of its two steps. */
  prepare(side: Side, orderType: OrderType, priceTicks: number): void {
    const symbol = this.#instrument?.symbol;
    if (symbol !== undefined) this.#actions.prepare({ symbol, side, orderType, price: priceTicks });
  }

  /** Moves the taken line by steps of the price; false when none is taken. */
  nudge(steps: number): boolean {
    const edit = this.#edit();
    if (edit === null || this.#instrument === null) return false;
    moveLine(nudgeTicks(this.#instrument, edit.ticks, steps));
    return true;
  }

  /** The second step: sends, prepares or saves what was moved. False when there is nothing. */
  confirm(): boolean {
    const edit = this.#edit();
    const instrument = this.#instrument;
    if (edit === null || instrument === null) return false;
    endLineEdit();
    if (!isMoved(edit)) return true;
    switch (edit.target.kind) {
      case 'orders':
        for (const orderId of edit.target.orderIds) {
          const order = useTrading.getState().orders.get(orderId);
          if (order !== undefined) {
            void this.#actions.replaceOrder(orderId, changeToTicks(order, edit.ticks));
          }
        }
        break;
      case 'position':
        this.#prepareExit(instrument, edit);
        break;
      case 'alert':
        movePriceAlert(this.#client, instrument, edit.target.alertId, edit.ticks);
    }
    return true;
  }

  dispose(): void {
    this.#endEdit();
    for (const undo of this.#undo) undo();
    this.#frame.dispose();
    this.#list.dispose();
  }

  /** The edit of a line that this chart shows: one window has one edit, and may have several charts. */
  #edit(): LineEdit | null {
    return this.#instrument === null ? null : lineEditOf(this.#instrument.symbol);
  }

  #endEdit(): void {
    if (this.#edit() !== null) endLineEdit();
  }

  #prepareExit(instrument: Instrument, edit: LineEdit): void {
    const { symbol } = instrument;
    const position = useTrading.getState().positions.get(symbol);
    if (position === undefined || position.qtyLots === 0) return;
    const { side, orderType } = exitAt(instrument, position, edit.ticks, this.#world().nearTicks);
    this.#actions.setSizeUnit('units');
    this.#actions.setSize(qtyEdit(instrument, Math.abs(position.qtyLots)));
    this.#actions.prepare({ symbol, side, orderType, price: edit.ticks });
  }

  readonly #world = (): LineWorld => {
    const { orders, positions } = useTrading.getState();
    const symbol = this.#instrument?.symbol ?? '';
    return {
      instrument: this.#instrument,
      orderOf: (orderId) => orders.get(orderId),
      position: positions.get(symbol),
      nearTicks: nearBy(useMarket.getState().quotes.get(symbol)),
    };
  };

  readonly #linesChanged = (): void => {
    this.#frame.invalidate(CHANGED_LINES);
  };

  #followTrading(): () => void {
    return useTrading.subscribe((now, before) => {
      if (now.fills !== before.fills) this.#frame.invalidate(CHANGED_MARKERS);
      if (now.workingOrders !== before.workingOrders || now.positions !== before.positions) {
        this.#frame.invalidate(CHANGED_LINES);
      }
    });
  }

  #followQuotes(): () => void {
    return useMarket.subscribe((now, before) => {
      const symbol = this.#instrument?.symbol ?? '';
      if (now.quotes.get(symbol)?.lastTicks === before.quotes.get(symbol)?.lastTicks) return;
      // Only the position's line tells what the last price makes.
      const position = useTrading.getState().positions.get(symbol);
      if (position !== undefined && position.qtyLots !== 0) {
        this.#frame.invalidateTick(CHANGED_LINES);
      }
    });
  }

  #paint(mask: number): void {
    const instrument = this.#instrument;
    if (instrument === null) return;
    if (mask & CHANGED_MARKERS) {
      const { fills, positions } = useTrading.getState();
      const markers = fillMarkers(instrument, fills, this.#series);
      const held = positions.get(instrument.symbol)?.qtyLots ?? 0;
      this.#chart.setMarkers(markers, fillLinks(instrument.symbol, fills, held));
      this.#list.setMarkers(markerTexts(markers));
    }
    if ((mask & CHANGED_LINES) === 0) return;
    const lines = this.#currentLines(instrument);
    this.lines.lines = lines;
    this.#chart.setLines(lines);
    this.#list.setLines(lineTexts(instrument, lines));
  }

  #currentLines(instrument: Instrument): readonly LineSpec[] {
    const { workingOrders, positions } = useTrading.getState();
    const quote = useMarket.getState().quotes.get(instrument.symbol);
    const position = positions.get(instrument.symbol);
    const open =
      position === undefined
        ? null
        : valuePosition(position, instrument, quote, 0).unrealisedMicros;
    const own = positionLine(instrument, position, open);
    const lines = [
      ...orderLines(instrument, workingOrders, quote?.lastTicks ?? 0, position),
      ...alertLines(instrument, usePriceAlerts.getState().alerts),
      ...(own === null ? [] : [own]),
    ];
    const edit = this.#edit();
    if (edit === null) return lines;
    const line = lines.find(({ key }) => key === edit.key);
    const moving = line === undefined ? null : movingLine(this.#world(), edit, line);
    if (moving !== null) return [moving, ...lines];
    announce('info', chartLinesText.gone);
    endLineEdit();
    return lines;
  }
}
