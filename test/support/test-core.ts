import { alwaysOpenCalendar } from '../../engine/calendar/calendars.ts';
import type { OrderEvent } from '../../engine/contract/messages.ts';
import { TradingCore } from '../../engine/core.ts';
import type { CoreOptions } from '../../engine/orders/core-options.ts';
import type { Outcome } from '../../engine/orders/outcome.ts';
import { priceDecimalsAt, usEquity } from '../../engine/domain/instrument.ts';
import { priceText } from '../../engine/domain/decimal.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { PLAIN_TERMS } from '../../engine/domain/order.ts';
import type { Order } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { TimeUs } from '../../engine/domain/time.ts';
import type { SubmitRequest } from '../../engine/orders/new-order.ts';
import { StoreModel } from './store-model.ts';

export const AAPL: Instrument = usEquity('AAPL', 'Apple Inc.');
export const MSFT: Instrument = usEquity('MSFT', 'Microsoft Corporation');
/** 100 dollars in ticks of an equity. */
export const HUNDRED = 1_000_000;
/** One cent in ticks of an equity. */
export const CENT = 100;
/** A Wednesday, 10:00 in New York. */
export const MORNING: TimeUs = timeAt('2026-03-11T10:00:00-04:00');

export function timeAt(text: string): TimeUs {
  return timeUs(Date.parse(text) * 1_000);
}

/** A core over `store` (an empty one by default) that trades AAPL and MSFT near 100 dollars. */
export function openCore(
  store: StoreModel = new StoreModel(),
  options: Partial<CoreOptions> = {},
): TradingCore {
  return new TradingCore({
    venue: 'local',
    instruments: [AAPL, MSFT],
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map([
      ['AAPL', HUNDRED],
      ['MSFT', HUNDRED],
    ]),
    recovered: store.recovered(),
    lookup: store,
    nowUs: MORNING,
    ...options,
  });
}

let lastId = 0;

/** A complete order: a day limit to buy 10 AAPL at 100 dollars, but for what is given. */
export function orderOf(fields: Partial<SubmitRequest> = {}): SubmitRequest {
  lastId += 1;
  const { orderType = 'limit' } = fields;
  const hasLimit = orderType === 'limit' || orderType === 'stop_limit';
  return {
    clientOrderId: `t-${String(lastId)}`,
    symbol: 'AAPL',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'day',
    qtyLots: 10,
    limitPriceTicks: hasLimit ? HUNDRED : null,
    ...PLAIN_TERMS,
    postOnly: false,
    tag: '',
    ...fields,
  };
}

/** A trade of the house with itself at a price: one lot. */
export function traded(core: TradingCore, ticks: number, i: number = 0): void {
  core.house.limit(i, SELL, ticks, 1);
  core.house.take(i, BUY, ticks, 1);
}

/** Sends an order that must not be refused. */
export function placed(core: TradingCore, fields: Partial<SubmitRequest> = {}): Order {
  const outcome = core.submit(orderOf(fields), 'test');
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.order;
}

/** Why a command was refused; throws when it was not. */
export function refusalIn(outcome: Outcome): Refusal {
  if (outcome.ok) throw new Error(`not refused: ${JSON.stringify(outcome.order)}`);
  return outcome.refusal;
}

/** An event in one line: `filled 1: 5 @ 100.00, 5 of 10 left, partially_filled`. */
export function eventText(event: OrderEvent): string {
  const { order } = event;
  const head = `${event.type.slice('order.'.length)} ${String(order.orderId)}:`;
  const price = (ticks: number): string => priceText(AAPL, ticks, priceDecimalsAt(AAPL, ticks));
  const left = `${String(order.leavesQtyLots)} of ${String(order.qtyLots)} left, ${order.status}`;
  switch (event.type) {
    case 'order.filled': {
      const { lastQtyLots, lastPriceTicks, liquidity } = event.fill;
      return `${head} ${String(lastQtyLots)} @ ${price(lastPriceTicks)} ${liquidity}, ${left}`;
    }
    case 'order.accepted':
    case 'order.replaced': {
      const { limitPriceTicks } = order;
      const at = limitPriceTicks === null ? '' : ` @ ${price(limitPriceTicks)}`;
      const { stopPriceTicks } = order;
      const stop = stopPriceTicks === null ? '' : ` stop ${price(stopPriceTicks)}`;
      return `${head} ${order.side} ${String(order.qtyLots)}${at}${stop}, ${left}`;
    }
    case 'order.triggered': {
      const { limitPriceTicks } = order;
      const as = limitPriceTicks === null ? 'market' : `limit ${price(limitPriceTicks)}`;
      return `${head} ${order.side} ${as}, ${left}`;
    }
    case 'order.restated':
      if (order.hwmTicks === null) return `${head} ${left}`;
      return `${head} ${price(order.stopPriceTicks ?? 0)} behind ${price(order.hwmTicks)}`;
    case 'order.activated':
      return `${head} ${left}`;
    case 'order.rejected':
      return `${head} ${order.refusal?.code ?? ''}`;
    default:
      return `${head} ${order.reason ?? ''}, ${left}`;
  }
}

/** Own events since the last call, a line each. */
export function told(core: TradingCore): string[] {
  return core.takeEvents().map(eventText);
}
