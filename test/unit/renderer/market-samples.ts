/** Small values of the market's words for tests of what shows them. */
import type { Bar } from '../../../engine/domain/bar.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../../engine/domain/ids.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { DepthLevel, Quote, Trade } from '../../../engine/domain/market.ts';
import { PLAIN_ORDER } from '../../../engine/domain/order.ts';
import type { Fill, Order, Position } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';

/** Cent prices, $0.0001 ticks, New York. */
export const AAPL = usEquity('AAPL', 'Apple Inc.');

/** Ticks of a price in dollars. */
export const dollars = (price: number): number => Math.round(price * 10_000);

/** A bar whose prices are all `close`, or around it. */
export function bar(startUs: number, close = 100, trades = 1): Bar {
  const ticks = priceTicks(dollars(close));
  return {
    startUs: timeUs(startUs),
    openTicks: ticks,
    highTicks: ticks,
    lowTicks: ticks,
    closeTicks: ticks,
    volumeLots: qtyLots(100),
    trades,
  };
}

export function trade(
  tradeNumber: number,
  price: number,
  qty = 100,
  aggressor: Side = 'buy',
): Trade {
  return {
    tradeNumber,
    priceTicks: priceTicks(dollars(price)),
    qtyLots: qtyLots(qty),
    aggressor,
    executedUs: timeUs(1_772_636_531_004_000 + tradeNumber),
  };
}

export function level(price: number, qty = 100): DepthLevel {
  return { priceTicks: priceTicks(dollars(price)), qtyLots: qtyLots(qty), orders: 1 };
}

/** A working limit order of AAPL, unless patched. */
export function order(id: number, side: Side, price: number, patch: Partial<Order> = {}): Order {
  return {
    orderId: orderId(id),
    clientOrderId: clientOrderId(`c${String(id)}`),
    clientName: 'terminal',
    venue: 'local',
    symbol: 'AAPL',
    side,
    type: 'limit',
    timeInForce: 'day',
    postOnly: false,
    tag: '',
    qtyLots: qtyLots(100),
    limitPriceTicks: priceTicks(dollars(price)),
    ...PLAIN_ORDER,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(100),
    cumTickLots: 0,
    status: 'new',
    reason: null,
    refusal: null,
    createdUs: timeUs(0),
    updatedUs: timeUs(0),
    expiresUs: null,
    prioritySeq: id,
    ...patch,
  };
}

export function fill(
  id: number,
  side: Side,
  price: number,
  executedUs: number,
  qty = 100,
  symbol = 'AAPL',
): Fill {
  return {
    executionId: executionId(id),
    eventSeq: eventSeq(id),
    orderId: orderId(id),
    clientOrderId: clientOrderId(`c${String(id)}`),
    venue: 'local',
    symbol,
    side,
    orderType: 'limit',
    lastQtyLots: qtyLots(qty),
    lastPriceTicks: priceTicks(dollars(price)),
    cumQtyLots: qtyLots(qty),
    leavesQtyLots: qtyLots(0),
    grossMicros: moneyMicros(0),
    feeMicros: moneyMicros(0),
    realisedMicros: moneyMicros(0),
    liquidity: 'taker',
    tag: '',
    executedUs: timeUs(executedUs),
  };
}

/** Cost in dollars. */
export function position(qty: number, cost: number): Position {
  return {
    symbol: 'AAPL',
    qtyLots: qty,
    costMicros: moneyMicros(cost * 1_000_000),
    realisedMicros: moneyMicros(0),
    feesMicros: moneyMicros(0),
    dayRealisedMicros: moneyMicros(0),
    fifoRealisedMicros: moneyMicros(0),
    dayFeesMicros: moneyMicros(0),
    tradeDate: '2026-03-04',
    updatedUs: timeUs(0),
  };
}

/** A quote of AAPL around 187.25, unless patched. */
export function quote(patch: Partial<Quote> = {}): Quote {
  return {
    symbol: 'AAPL',
    state: 'open',
    bidTicks: dollars(187.24),
    bidLots: 300,
    askTicks: dollars(187.26),
    askLots: 500,
    lastTicks: dollars(187.25),
    lastLots: 100,
    dayOpenTicks: dollars(186),
    dayHighTicks: dollars(188),
    dayLowTicks: dollars(185.5),
    prevCloseTicks: dollars(186.25),
    dayVolumeLots: 1_234_567,
    updatedUs: timeUs(0),
    ...patch,
  };
}
