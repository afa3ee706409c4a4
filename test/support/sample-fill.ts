import { clientOrderId, eventSeq, executionId, orderId } from '../../engine/domain/ids.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { usEquity } from '../../engine/domain/instrument.ts';
import type { Fill, Order } from '../../engine/domain/order.ts';
import { PLAIN_ORDER } from '../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../engine/domain/price.ts';
import type { Side } from '../../engine/domain/side.ts';
import { timeUs } from '../../engine/domain/time.ts';

export const AAPL: Instrument = usEquity('AAPL', 'Apple Inc.');

/** What a test says of a fill; the rest follows or does not matter. */
export interface FillTerms {
  /** Number of the execution, and of the order where none is given. */
  readonly id: number;
  readonly side: Side;
  readonly qty: number;
  readonly ticks: number;
  /** ISO 8601. */
  readonly at: string;
  readonly feeMicros?: number;
  readonly instrument?: Instrument;
  readonly order?: number;
  readonly tag?: string;
}

/** A fill of an order that it fills whole. */
export function fillWith(terms: FillTerms): Fill {
  const { id, side, qty, ticks, at, feeMicros = 0, instrument = AAPL, tag = '' } = terms;
  const order = terms.order ?? id;
  return {
    executionId: executionId(id),
    eventSeq: eventSeq(id),
    orderId: orderId(order),
    clientOrderId: clientOrderId(`t-${String(order)}`),
    venue: 'local',
    symbol: instrument.symbol,
    side,
    orderType: 'limit',
    lastQtyLots: qtyLots(qty),
    lastPriceTicks: priceTicks(ticks),
    cumQtyLots: qtyLots(qty),
    leavesQtyLots: qtyLots(0),
    grossMicros: moneyMicros(ticks * qty * instrument.tickValueMicros),
    feeMicros: moneyMicros(feeMicros),
    realisedMicros: moneyMicros(0),
    liquidity: 'taker',
    tag,
    executedUs: timeUs(Date.parse(at) * 1_000),
  };
}

/** A filled limit order of 100 AAPL at 187.25. */
export const FILLED_ORDER: Order = {
  orderId: orderId(17),
  clientOrderId: clientOrderId('t-1'),
  clientName: 'terminal',
  venue: 'local',
  symbol: 'AAPL',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  postOnly: false,
  tag: 'swing, 2nd',
  qtyLots: qtyLots(100),
  limitPriceTicks: priceTicks(1_872_500),
  ...PLAIN_ORDER,
  cumQtyLots: qtyLots(100),
  leavesQtyLots: qtyLots(0),
  cumTickLots: 187_240_000,
  status: 'filled',
  reason: null,
  refusal: null,
  createdUs: timeUs(Date.parse('2026-03-04T15:02:10.000Z') * 1_000),
  updatedUs: timeUs(Date.parse('2026-03-04T15:02:11.004Z') * 1_000),
  expiresUs: timeUs(Date.parse('2026-03-04T21:00:00.000Z') * 1_000),
  prioritySeq: 1,
};
