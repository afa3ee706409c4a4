import { assert } from '../domain/assert.ts';
import { PLAIN_TERMS } from '../domain/order.ts';
import { newOrder } from '../orders/new-order.ts';
import { NO_HANDLE } from '../orders/waiting-orders.ts';
import type { RemotePorts } from './remote-ports.ts';

/** A fill that stands for what the account's own words say, not for an order that was sent. */
export interface BookedFill {
  /** Name of the order that is made for it. */
  readonly clientOrderId: string;
  /** Mark on the order and in every export. */
  readonly tag: string;
  readonly symbol: string;
  /** Signed: above 0 bought. Not 0. */
  readonly qtyLots: number;
  readonly priceTicks: number;
}

/** What these orders say about who has placed them. */
const CLIENT_NAME = 'account';

/** Records a fill as an order of its own that has filled whole; nothing is sent. */
export function bookFill(booked: BookedFill, ports: RemotePorts): void {
  const { clientOrderId, tag, symbol, qtyLots, priceTicks } = booked;
  const { exchange, numbers, orders, reports, venue } = ports;
  const market = exchange.market(symbol);
  assert(market !== undefined, 'what is booked is of what is followed');
  const { nowUs } = exchange;
  const request = {
    clientOrderId,
    symbol,
    side: qtyLots > 0 ? 'buy' : 'sell',
    orderType: 'market',
    timeInForce: 'day',
    qtyLots: Math.abs(qtyLots),
    limitPriceTicks: null,
    ...PLAIN_TERMS,
    postOnly: false,
    tag,
  } as const;
  const order = newOrder(request, {
    orderId: numbers.nextOrderId(),
    prioritySeq: numbers.nextPrioritySeq(),
    clientName: CLIENT_NAME,
    venue,
    calendar: market.calendar,
    nowUs,
  });
  const { slot } = orders.addWorking(order, NO_HANDLE);
  reports.report('order.accepted', order);
  const date = market.calendar.tradeDateOf(nowUs);
  reports.fill(slot, market.instrument, order.qtyLots, priceTicks, false, date, nowUs);
}
