import { clientOrderId, eventSeq, executionId, orderId } from '../../../../engine/domain/ids.ts';
import { usEquity } from '../../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../../engine/domain/instrument.ts';
import type { Quote } from '../../../../engine/domain/market.ts';
import { PLAIN_ORDER } from '../../../../engine/domain/order.ts';
import type { Fill, Order, Position } from '../../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import type { OrderDraft } from '../../../../renderer/trading/draft.ts';
import { NO_EXITS } from '../../../../renderer/trading/exit-draft.ts';
import { START_SIZE } from '../../../../renderer/trading/order-size.ts';

/** 2026-03-04 15:00:00 UTC, ten in the morning in New York. */
export const NOW_US = 1_772_636_400_000_000;

export const AAPL: Instrument = usEquity('AAPL', 'Apple Inc.');

/** A working buy of 100 AAPL at 187.25, with whatever a test says otherwise. */
export function sampleOrder(patch: Partial<Order> = {}): Order {
  return {
    orderId: orderId(1),
    clientOrderId: clientOrderId('t-1'),
    clientName: 'terminal',
    venue: 'local',
    symbol: 'AAPL',
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    postOnly: false,
    tag: '',
    qtyLots: qtyLots(100),
    limitPriceTicks: priceTicks(1_872_500),
    ...PLAIN_ORDER,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(100),
    cumTickLots: 0,
    status: 'new',
    reason: null,
    refusal: null,
    createdUs: timeUs(NOW_US),
    updatedUs: timeUs(NOW_US),
    expiresUs: null,
    prioritySeq: 1,
    ...patch,
  };
}

/** Long 100 AAPL that cost 187.25 each. */
export function samplePosition(patch: Partial<Position> = {}): Position {
  return {
    symbol: 'AAPL',
    qtyLots: 100,
    costMicros: moneyMicros(18_725_000_000),
    realisedMicros: moneyMicros(0),
    feesMicros: moneyMicros(0),
    dayRealisedMicros: moneyMicros(0),
    fifoRealisedMicros: moneyMicros(0),
    dayFeesMicros: moneyMicros(0),
    tradeDate: '2026-03-04',
    updatedUs: timeUs(NOW_US),
    ...patch,
  };
}

/** 187.24 x 187.26, last 187.25. */
export function sampleQuote(patch: Partial<Quote> = {}): Quote {
  return {
    symbol: 'AAPL',
    state: 'open',
    bidTicks: 1_872_400,
    bidLots: 500,
    askTicks: 1_872_600,
    askLots: 400,
    lastTicks: 1_872_500,
    lastLots: 100,
    dayOpenTicks: 1_870_000,
    dayHighTicks: 1_880_000,
    dayLowTicks: 1_860_000,
    prevCloseTicks: 1_869_000,
    dayVolumeLots: 1_000,
    updatedUs: timeUs(NOW_US),
    ...patch,
  };
}

/** The fill with that number: bought 100 AAPL at 187.25. */
export function sampleFill(id: number, patch: Partial<Fill> = {}): Fill {
  return {
    executionId: executionId(id),
    eventSeq: eventSeq(id),
    orderId: orderId(1),
    clientOrderId: clientOrderId('t-1'),
    venue: 'local',
    symbol: 'AAPL',
    side: 'buy',
    orderType: 'limit',
    lastQtyLots: qtyLots(100),
    lastPriceTicks: priceTicks(1_872_500),
    cumQtyLots: qtyLots(100),
    leavesQtyLots: qtyLots(0),
    grossMicros: moneyMicros(18_725_000_000),
    feeMicros: moneyMicros(0),
    realisedMicros: moneyMicros(0),
    liquidity: 'taker',
    tag: '',
    executedUs: timeUs(NOW_US + id),
    ...patch,
  };
}

/** A buy of 100 AAPL at 187.25 as it is typed, with whatever a test says otherwise. */
export function sampleDraft(patch: Partial<OrderDraft> = {}): OrderDraft {
  return {
    symbol: 'AAPL',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'day',
    extendedHours: false,
    ...START_SIZE,
    priceText: '187.25',
    stopText: '',
    trailText: '',
    trailUnit: 'percent',
    showText: '',
    ...NO_EXITS,
    postOnly: false,
    ...patch,
  };
}
