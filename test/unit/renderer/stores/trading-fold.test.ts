import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../../engine/contract/messages.ts';
import { eventSeq, executionId, orderId } from '../../../../engine/domain/ids.ts';
import type { Fill, Position } from '../../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import {
  ENDED_ORDERS_MAX,
  FILLS_MAX,
  NO_TRADING,
  foldEvents,
  foldSnapshot,
} from '../../../../renderer/stores/trading-fold.ts';
import { EMPTY_SNAPSHOT, accepted, sampleOrder } from '../client/fake-engine.ts';

const position: Position = {
  symbol: 'AAPL',
  qtyLots: 100,
  costMicros: moneyMicros(18_700_000_000),
  realisedMicros: moneyMicros(0),
  feesMicros: moneyMicros(0),
  dayRealisedMicros: moneyMicros(0),
  fifoRealisedMicros: moneyMicros(0),
  dayFeesMicros: moneyMicros(0),
  tradeDate: '2026-03-04',
  updatedUs: timeUs(1),
};

function fill(id: number): Fill {
  const { orderId: order, clientOrderId, venue, symbol, side } = sampleOrder({});
  return {
    executionId: executionId(id),
    eventSeq: eventSeq(id),
    orderId: order,
    clientOrderId,
    venue,
    symbol,
    side,
    orderType: 'limit',
    lastQtyLots: qtyLots(100),
    lastPriceTicks: priceTicks(1_870_000),
    cumQtyLots: qtyLots(100),
    leavesQtyLots: qtyLots(0),
    grossMicros: moneyMicros(18_700_000_000),
    feeMicros: moneyMicros(0),
    realisedMicros: moneyMicros(0),
    liquidity: 'taker',
    tag: '',
    executedUs: timeUs(1),
  };
}

function filled(seq: number): OrderEvent {
  const order = sampleOrder({ status: 'filled', leavesQtyLots: qtyLots(0) });
  return { type: 'order.filled', seq, atUs: seq, order, fill: fill(seq), position, cashMicros: 5 };
}

const canceled = (seq: number, id: number): OrderEvent => ({
  type: 'order.canceled',
  seq,
  atUs: seq,
  order: sampleOrder({ orderId: orderId(id), status: 'canceled', leavesQtyLots: qtyLots(0) }),
});

describe('execution reports', () => {
  it('put an accepted order among the working ones and a filled one out of them', () => {
    const working = foldEvents(NO_TRADING, [accepted(1)]);
    expect(working.workingOrders.map((order) => order.orderId)).toEqual([1]);
    const done = foldEvents(working, [filled(2)]);
    expect(done.workingOrders).toEqual([]);
    expect(done.orders.get(1)?.status).toBe('filled');
    expect(done.lastSeq).toBe(2);
  });

  it('take position and cash from the fill and put the newest fill first', () => {
    const state = foldEvents(NO_TRADING, [filled(1), filled(2)]);
    expect(state.fills.map((each) => each.executionId)).toEqual([2, 1]);
    expect(state.positions.get('AAPL')).toEqual(position);
    expect(state.cashMicros).toBe(5);
  });

  it('leave fills and positions the very same where none is filled', () => {
    const before = foldEvents(NO_TRADING, [filled(1)]);
    const after = foldEvents(before, [accepted(2)]);
    expect(after.fills).toBe(before.fills);
    expect(after.positions).toBe(before.positions);
  });

  it('keep every working order and a bounded number of ended ones and of fills', () => {
    const ended = Array.from({ length: ENDED_ORDERS_MAX + 5 }, (_, at) => canceled(at + 2, at + 2));
    const state = foldEvents(NO_TRADING, [accepted(1), ...ended]);
    expect(state.orders.size).toBe(ENDED_ORDERS_MAX + 1);
    expect(state.orders.has(1)).toBe(true);
    expect(state.orders.has(2)).toBe(false);
    const many = Array.from({ length: FILLS_MAX + 5 }, (_, at) => filled(at + 1));
    expect(foldEvents(NO_TRADING, many).fills).toHaveLength(FILLS_MAX);
  });
});

describe('a snapshot', () => {
  const before = foldEvents(NO_TRADING, [
    accepted(1, { orderId: orderId(1) }),
    canceled(2, 2),
    accepted(3, { orderId: orderId(3) }),
  ]);
  const snapshot = {
    ...EMPTY_SNAPSHOT,
    seq: 9,
    workingOrders: [sampleOrder({ orderId: orderId(3) })],
  };

  it('of the same store drops working orders that it does not have and keeps ended ones', () => {
    const after = foldSnapshot(before, snapshot, true);
    expect([...after.orders.keys()]).toEqual([2, 3]);
    expect(after.lastSeq).toBe(9);
  });

  it('of another store drops everything of the one before', () => {
    const after = foldSnapshot(before, snapshot, false);
    expect([...after.orders.keys()]).toEqual([3]);
  });
});
