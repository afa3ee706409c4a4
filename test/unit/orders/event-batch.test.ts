import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import {
  LEG_ROLES,
  ORDER_CLASSES,
  ORDER_REASONS,
  ORDER_STATUSES,
  ORDER_TYPES,
  STOP_TRIGGERS,
  TIMES_IN_FORCE,
  VENUES,
} from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { EventBatch, EventSpan } from '../../../engine/orders/event-batch.ts';
import { unpackedEvents } from '../../../engine/orders/event-decoding.ts';
import { EVENT_TYPES } from '../../../engine/orders/event-layout.ts';
import { SampleStream, sampleOrder } from '../../integration/store/sample-events.ts';

const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const orNull = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some);
const text = fc.string({ maxLength: 12 });
const micros = fc
  .integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
  .map(moneyMicros);
const rule = { code: 'risk.locked', field: 'qty', value: '1', rule: 'none' } as const;

const ORDER: fc.Arbitrary<Order> = fc.record({
  orderId: count.map(orderId),
  clientOrderId: text.map(clientOrderId),
  clientName: text,
  venue: fc.constantFrom(...VENUES),
  symbol: text,
  side: fc.constantFrom('buy', 'sell'),
  type: fc.constantFrom(...ORDER_TYPES),
  timeInForce: fc.constantFrom(...TIMES_IN_FORCE),
  postOnly: fc.boolean(),
  extendedHours: fc.boolean(),
  notionalMicros: orNull(micros),
  orderClass: fc.constantFrom(...ORDER_CLASSES),
  parentOrderId: orNull(count.map(orderId)),
  legRole: orNull(fc.constantFrom(...LEG_ROLES)),
  tag: text,
  qtyLots: count.map(qtyLots),
  limitPriceTicks: orNull(count.map(priceTicks)),
  stopPriceTicks: orNull(count.map(priceTicks)),
  trailTicks: orNull(count),
  trailBasisPoints: orNull(count),
  hwmTicks: orNull(count.map(priceTicks)),
  displayQtyLots: orNull(count.map(qtyLots)),
  triggeredUs: orNull(count.map(timeUs)),
  triggeredBy: orNull(fc.constantFrom(...STOP_TRIGGERS)),
  cumQtyLots: count.map(qtyLots),
  leavesQtyLots: count.map(qtyLots),
  cumTickLots: count,
  status: fc.constantFrom(...ORDER_STATUSES),
  reason: orNull(fc.constantFrom(...ORDER_REASONS)),
  refusal: orNull(fc.constant(rule)),
  createdUs: count.map(timeUs),
  updatedUs: count.map(timeUs),
  expiresUs: orNull(count.map(timeUs)),
  prioritySeq: count,
});
const EVENT = fc
  .record({ type: fc.constantFrom(...EVENT_TYPES), order: ORDER, seq: count, atUs: count })
  .map(({ type, ...event }): OrderEvent => {
    if (type !== 'order.filled') return { type, ...event };
    const fill = new SampleStream(0, 0, 7).fill(sampleOrder(1), 1);
    const { order, seq, atUs } = event;
    const { clientOrderId: name, symbol, side, venue, cumQtyLots, leavesQtyLots } = order;
    const ofOrder = { clientOrderId: name, symbol, side, venue, cumQtyLots, leavesQtyLots };
    const ids = { orderId: order.orderId, eventSeq: seq, orderType: order.type, tag: order.tag };
    return {
      ...fill,
      ...event,
      fill: { ...fill.fill, ...ofOrder, ...ids, executedUs: timeUs(atUs) } as typeof fill.fill, // Brands.
      position: { ...fill.position, symbol, updatedUs: timeUs(atUs) },
    };
  });

test('what is packed is unpacked as it was, whatever an order has', () => {
  fc.assert(
    fc.property(fc.array(EVENT, { maxLength: 20 }), (events) => {
      const batch = new EventBatch();
      for (const event of events) batch.addEvent(event);
      expect(unpackedEvents(batch.handOver())).toEqual(events);
      expect(batch.length).toBe(0);
    }),
  );
});

test('a batch grows with what it holds and is used again', () => {
  const batch = new EventBatch();
  for (const count of [2_000, 3, 20_000, 1]) {
    const stream = new SampleStream();
    const events = Array.from({ length: count }, () => stream.accept());
    for (const event of events) batch.addEvent(event);
    expect(unpackedEvents(batch.handOver())).toEqual(events);
  }
});

test('a span gives what was added in one go, until the batch is handed over', () => {
  const batch = new EventBatch();
  const stream = new SampleStream();
  const first = stream.accept();
  const second = stream.fill(first.order, 10);
  batch.addEvent(first);
  const from = batch.length;
  batch.addEvent(second);
  const span = new EventSpan(batch, from, 1);
  expect(span.events()).toStrictEqual([second]);
  batch.handOver();
  expect(() => span.events()).toThrow('before they are handed over');
});
