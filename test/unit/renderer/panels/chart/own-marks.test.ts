import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instrument } from '../../../../../engine/domain/instrument.ts';
import type { Order } from '../../../../../engine/domain/order.ts';
import { BarSeries } from '../../../../../renderer/chart/bar-series.ts';
import { endLineEdit, useLineEdit } from '../../../../../renderer/panels/chart/line-edit.ts';
import { OwnMarks } from '../../../../../renderer/panels/chart/own-marks.ts';
import { useTrading } from '../../../../../renderer/stores/trading.ts';
import type { TradingActions } from '../../../../../renderer/trading/actions.ts';
import { useTicket } from '../../../../../renderer/trading/ticket-store.ts';
import { ManualFrames } from '../../manual-frames.ts';
import { AAPL, dollars, order } from '../../market-samples.ts';
import { openDesk } from '../../trading/fake-desk.ts';
import type { FakeDesk } from '../../trading/fake-desk.ts';

/** An element as far as the list of own lines writes into it. */
class FakeElement {
  readonly children: FakeElement[] = [];
  textContent = '';

  get lastElementChild(): FakeElement | undefined {
    return this.children.at(-1);
  }

  setAttribute(): void {
    // The list's name is not looked at.
  }

  appendChild(child: FakeElement): FakeElement {
    this.children.push(child);
    return child;
  }

  remove(): void {
    this.children.length = 0;
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
