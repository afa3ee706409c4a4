/** Orders and their events as the core would make them, for tests and benchmarks of the store. */
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_ORDER } from '../../../engine/domain/order.ts';
import type { Fill, Order, Position } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';

/** 2026-03-04 15:02:11.004 UTC. */
export const START_US = 1_772_636_531_004_000;
export const SYMBOLS = ['AAPL', 'MSFT', 'TSLA', 'SPY'] as const;

/** A working limit order; `id` also gives its symbol, side, price and priority. */
export function sampleOrder(id: number, changes: Partial<Order> = {}): Order {
  return {
    orderId: orderId(id),
    clientOrderId: clientOrderId(`client-${String(id).padStart(8, '0')}`),
    clientName: 'terminal',
    venue: 'local',
    symbol: SYMBOLS[id % SYMBOLS.length] ?? 'AAPL',
    side: id % 2 === 0 ? 'buy' : 'sell',
    type: 'limit',
    timeInForce: 'day',
    postOnly: false,
    tag: '',
    qtyLots: qtyLots(100),
    limitPriceTicks: priceTicks(1_870_000 + (id % 50) * 100),
    ...PLAIN_ORDER,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(100),
    cumTickLots: 0,
    status: 'new',
    reason: null,
    refusal: null,
    createdUs: timeUs(START_US + id),
    updatedUs: timeUs(START_US + id),
    expiresUs: timeUs(START_US + 3_600_000_000),
    prioritySeq: id,
    ...changes,
  };
}

export function sampleFill(order: Order, id: number, seq: number, lots: number): Fill {
  const price = order.limitPriceTicks ?? priceTicks(1_870_000);
  return {
    executionId: executionId(id),
    eventSeq: eventSeq(seq),
    orderId: order.orderId,
    clientOrderId: order.clientOrderId,
    venue: order.venue,
    symbol: order.symbol,
    side: order.side,
    orderType: order.type,
    lastQtyLots: qtyLots(lots),
    lastPriceTicks: price,
    cumQtyLots: qtyLots(order.cumQtyLots + lots),
    leavesQtyLots: qtyLots(order.leavesQtyLots - lots),
    grossMicros: moneyMicros(price * lots * 100),
    feeMicros: moneyMicros(lots * 1_000),
    realisedMicros: moneyMicros(order.side === 'sell' ? lots * 12_345 : 0),
    liquidity: 'maker',
    tag: order.tag,
    executedUs: timeUs(START_US + seq),
  };
}

/** Makes events numbered from `afterSeq` + 1 on, for orders numbered from `afterOrder` + 1 on. */
export class SampleStream {
  #seq: number;
  #order: number;
  #execution: number;
  readonly #positions = new Map<string, Position>();
  #cashMicros = 100_000_000_000;

  constructor(afterSeq = 0, afterOrder = 0, afterExecution = 0) {
    this.#seq = afterSeq;
    this.#order = afterOrder;
    this.#execution = afterExecution;
  }

  accept(changes: Partial<Order> = {}): OrderEvent & { type: 'order.accepted' } {
    this.#seq += 1;
    this.#order += 1;
    const order = sampleOrder(this.#order, changes);
    return { seq: this.#seq, atUs: START_US + this.#seq, type: 'order.accepted', order };
  }

  cancel(order: Order): OrderEvent & { type: 'order.canceled' } {
    this.#seq += 1;
    const canceled: Order = {
      ...order,
      status: 'canceled',
      reason: 'user',
      leavesQtyLots: qtyLots(0),
      updatedUs: timeUs(START_US + this.#seq),
    };
    return { seq: this.#seq, atUs: START_US + this.#seq, type: 'order.canceled', order: canceled };
  }

  fill(order: Order, lots: number): OrderEvent & { type: 'order.filled' } {
    this.#seq += 1;
    this.#execution += 1;
    const fill = sampleFill(order, this.#execution, this.#seq, lots);
    const sign = order.side === 'buy' ? 1 : -1;
    const held = this.#positions.get(order.symbol);
    const position: Position = {
      symbol: order.symbol,
      qtyLots: (held?.qtyLots ?? 0) + sign * lots,
      costMicros: moneyMicros((held?.costMicros ?? 0) + fill.grossMicros),
      realisedMicros: moneyMicros((held?.realisedMicros ?? 0) + fill.realisedMicros),
      feesMicros: moneyMicros((held?.feesMicros ?? 0) + fill.feeMicros),
      dayRealisedMicros: moneyMicros((held?.dayRealisedMicros ?? 0) + fill.realisedMicros),
      fifoRealisedMicros: moneyMicros((held?.fifoRealisedMicros ?? 0) + 2 * fill.realisedMicros),
      dayFeesMicros: moneyMicros((held?.dayFeesMicros ?? 0) + fill.feeMicros),
      tradeDate: '2026-03-04',
      updatedUs: fill.executedUs,
    };
    this.#positions.set(order.symbol, position);
    this.#cashMicros -= sign * fill.grossMicros + fill.feeMicros;
    const filled: Order = {
      ...order,
      cumQtyLots: fill.cumQtyLots,
      leavesQtyLots: fill.leavesQtyLots,
      cumTickLots: order.cumTickLots + fill.lastPriceTicks * lots,
      status: fill.leavesQtyLots === 0 ? 'filled' : 'partially_filled',
      updatedUs: fill.executedUs,
    };
    const cashMicros = this.#cashMicros;
    const atUs = fill.executedUs;
    return {
      seq: this.#seq,
      atUs,
      type: 'order.filled',
      order: filled,
      fill,
      position,
      cashMicros,
    };
  }
}
