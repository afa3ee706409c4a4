import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instrument } from '../../../../../engine/domain/instrument.ts';
import type { Order } from '../../../../../engine/domain/order.ts';
import { BarSeries } from '../../../../../renderer/chart/bar-series.ts';
import { endLineEdit, useLineEdit } from '../../../../../renderer/panels/chart/line-edit.ts';
import { OwnMarks } from '../../../../../renderer/panels/chart/own-marks.ts';
import { useMarket } from '../../../../../renderer/stores/market.ts';
import { useNotices } from '../../../../../renderer/stores/notices.ts';
import { useTrading } from '../../../../../renderer/stores/trading.ts';
import { chartLinesText } from '../../../../../renderer/text/chart-lines.ts';
import type { TradingActions } from '../../../../../renderer/trading/actions.ts';
import { useTicket } from '../../../../../renderer/trading/ticket-store.ts';
import { ManualFrames } from '../../manual-frames.ts';
import { AAPL, dollars, order, position, quote } from '../../market-samples.ts';
import { openDesk } from '../../trading/fake-desk.ts';
import type { FakeDesk } from '../../trading/fake-desk.ts';

/** An element as far as the list of own lines writes into it. */
class FakeElement {
  readonly children: FakeElement[] = [];
  textContent = '';
  #parent: FakeElement | null = null;

  get lastElementChild(): FakeElement | undefined {
    return this.children.at(-1);
  }

  setAttribute(): void {
    // The list's name is not looked at.
  }

  appendChild(child: FakeElement): FakeElement {
    this.children.push(child);
    child.#parent = this;
    return child;
  }

  remove(): void {
    const among = this.#parent?.children ?? [];
    among.splice(among.indexOf(this), 1);
  }
}

/** Prices of a fake chart lie so many ticks a pixel, 200.00 at its top. */
const TICKS_A_PX = 1_000;
const TOP_TICKS = dollars(200);
const heightOf = (ticks: number): number => (TOP_TICKS - ticks) / TICKS_A_PX;

let frames: ManualFrames;
let desk: FakeDesk;
let actions: TradingActions;
let open: OwnMarks[];

beforeEach(() => {
  frames = new ManualFrames();
  vi.stubGlobal('document', { createElement: () => new FakeElement() });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.request(callback));
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => {
    frames.cancel(handle);
  });
  ({ desk, actions } = openDesk());
  open = [];
});
afterEach(() => {
  for (const own of open) own.dispose();
  actions.dispose();
  endLineEdit();
  useTrading.setState(useTrading.getInitialState(), true);
  useMarket.setState(useMarket.getInitialState(), true);
  vi.unstubAllGlobals();
});

/** The marks of a chart that shows an instrument. */
function chartOf(instrument: Instrument): OwnMarks {
  const chart = {
    setLines: () => undefined,
    setMarkers: () => undefined,
    place: {
      size: { width: 800, height: 400 },
      y: heightOf,
      ticksAt: (y: number) => TOP_TICKS - y * TICKS_A_PX,
    },
  };
  const client = {
    send: () => Promise.reject(new Error('no alert is touched')),
    onAlert: () => () => undefined,
    onState: () => () => undefined,
  };
  const host = { after: () => undefined };
  const own = new OwnMarks(host, chart, new BarSeries(), client, actions);
  open.push(own);
  own.show(instrument);
  frames.next();
  return own;
}

function work(...orders: readonly Order[]): void {
  desk.working = [...orders];
  useTrading.setState({
    workingOrders: orders,
    orders: new Map(orders.map((one) => [one.orderId as number, one])),
  });
}

/** Takes the line at a price, pulls it to another one and lets go of it. */
function drag(own: OwnMarks, from: number, to: number): void {
  const grip = own.lines.gripAt({ x: 10, y: heightOf(dollars(from)) }, true);
  grip?.move({ x: 10, y: heightOf(dollars(to)) });
  frames.next();
  grip?.drop({ x: 10, y: heightOf(dollars(to)) }, true);
}

describe('one thing at a time waits for its second step', () => {
  beforeEach(() => {
    work(order(1, 'buy', 187));
  });

  test.each([
    ['pulling a line', (own: OwnMarks) => drag(own, 187, 186)],
    ['taking a line by key', (own: OwnMarks) => own.takeNext()],
  ])('%s drops the order that was prepared', (_, take) => {
    const own = chartOf(AAPL);
    actions.prepare({ symbol: 'AAPL', side: 'buy', orderType: 'limit', price: 'touch' });
    take(own);
    expect(actions.isPrepared()).toBe(false);
    expect(desk.said.map(({ text }) => text)).toEqual(['Dropped: Buy 100 AAPL @ 187.26']);
    expect(useLineEdit.getState().edit).toMatchObject({ symbol: 'AAPL' });
    own.confirm();
    expect(desk.sent('order.submit')).toEqual([]);
  });

  test('preparing an order or a scope lets go of the line', () => {
    const own = chartOf(AAPL);
    drag(own, 187, 186);
    actions.prepare({ symbol: 'AAPL', side: 'buy', orderType: 'limit', price: 'touch' });
    expect(useLineEdit.getState().edit).toBeNull();
    actions.drop();
    drag(own, 187, 186);
    actions.prepareCancel('AAPL', null);
    expect(useLineEdit.getState().edit).toBeNull();
    expect(useTicket.getState().scope).not.toBeNull();
    expect(desk.sent('order.replace')).toEqual([]);
  });
});

describe('a line that is moved on one of several charts', () => {
  const MSFT = { ...AAPL, symbol: 'MSFT' };
  const moved = () => useLineEdit.getState().edit?.ticks;

  beforeEach(() => {
    work(order(1, 'buy', 187), order(2, 'buy', 190, { symbol: 'MSFT' }));
  });

  test('is left alone by those of other symbols, which neither move nor send it', () => {
    const [mine, other] = [chartOf(AAPL), chartOf(MSFT)];
    drag(mine, 187, 186);
    frames.next();
    other.show(MSFT);
    expect([other.nudge(1), other.confirm()]).toEqual([false, false]);
    expect(moved()).toBe(dollars(186));
    expect(mine.nudge(1)).toBe(true);
    expect(moved()).toBe(dollars(186.01));
    other.dispose();
    chartOf(MSFT);
    expect(moved()).toBe(dollars(186.01));
    mine.confirm();
    expect(desk.sent('order.replace').map(({ body }) => body)).toMatchObject([
      { orderId: 1, limitPriceTicks: dollars(186.01) },
    ]);
  });

  test('is drawn, moved and sent by those of its symbol', () => {
    const [mine, same] = [chartOf(AAPL), chartOf(AAPL)];
    drag(mine, 187, 186);
    frames.next();
    expect(same.lines.lines[0]).toMatchObject({ moving: true, priceTicks: dollars(186) });
    expect(same.nudge(-1)).toBe(true);
    expect(same.confirm()).toBe(true);
    expect(desk.sent('order.replace')).toHaveLength(1);
    expect(moved()).toBeUndefined();
  });

  test('does not follow a pointer that holds a line of another symbol', () => {
    const [mine, other] = [chartOf(AAPL), chartOf(MSFT)];
    const held = other.lines.gripAt({ x: 10, y: heightOf(dollars(190)) }, true);
    mine.takeNext();
    held?.move({ x: 10, y: heightOf(dollars(180)) });
    expect(moved()).toBe(dollars(187));
  });

  test('is not where the keys begin on a chart of another symbol', () => {
    const theirs = { symbol: 'MSFT' };
    work(order(1, 'buy', 187), order(2, 'buy', 187, theirs), order(3, 'buy', 188, theirs));
    const [mine, other] = [chartOf(AAPL), chartOf(MSFT)];
    mine.takeNext();
    other.takeNext();
    expect(useLineEdit.getState().edit).toMatchObject({
      ...{ symbol: 'MSFT', fromTicks: dollars(187) },
    });
  });

  test.each([
    ['another symbol', (own: OwnMarks) => own.show(MSFT)],
    ['nothing any more', (own: OwnMarks) => own.dispose()],
  ])('ends when its chart shows %s', (_, leave) => {
    const own = chartOf(AAPL);
    drag(own, 187, 186);
    leave(own);
    expect(moved()).toBeUndefined();
    expect(desk.sent('order.replace')).toEqual([]);
  });

  test('is said to be gone once its order has ended', () => {
    const own = chartOf(AAPL);
    drag(own, 187, 186);
    useTrading.setState({ workingOrders: [], orders: new Map() });
    frames.next();
    expect(own.lines.lines).toEqual([]);
    expect(useNotices.getState().notices[0]?.text).toBe(chartLinesText.gone);
    expect(moved()).toBeUndefined();
  });
});

test('the line of a position that is pulled to between its price and the market prepares a stop', () => {
  const held = { ...position(100, 18_500), symbol: 'AAPL' };
  desk.held = [held];
  useTrading.setState({ positions: new Map([['AAPL', held]]) });
  useMarket.setState({ quotes: new Map([['AAPL', quote()]]) });
  const own = chartOf(AAPL);
  drag(own, 185, 186);
  expect(useTicket.getState()).toMatchObject({
    stage: 'preview',
    draft: { side: 'sell', orderType: 'stop', stopText: '186.00', qtyText: '100' },
  });
});
