import { randomUUID } from 'node:crypto';
import { timeUs } from '../../../../engine/domain/time.ts';
import { zoneOffsetUs } from '../../../../engine/domain/session.ts';
import type { FakeAnswer } from '../rest.ts';
import { decimalOf } from './decimals.ts';
import type { Nanos } from './decimals.ts';
import { leavesOf } from './order.ts';
import type { FakeOrder } from './order.ts';

/** A fill as the account's activities have it. */
export interface FillActivity {
  readonly id: string;
  readonly activity_type: 'FILL';
  readonly transaction_time: string;
  readonly type: 'fill' | 'partial_fill';
  readonly price: string;
  readonly qty: string;
  readonly side: string;
  readonly symbol: string;
  readonly leaves_qty: string;
  readonly cum_qty: string;
  readonly order_id: string;
  readonly order_status: string;
}

/** The row of an execution; its id begins with the time in New York. */
export function activityOf(order: FakeOrder, qty: Nanos, price: Nanos, ms: number): FillActivity {
  const offsetMs = zoneOffsetUs('America/New_York', timeUs(ms * 1_000)) / 1_000;
  const clock = new Date(ms + offsetMs).toISOString().replace(/\D/g, '');
  const left = leavesOf(order);
  return {
    id: `${clock}::${randomUUID()}`,
    activity_type: 'FILL',
    transaction_time: new Date(ms).toISOString(),
    type: left === 0n ? 'fill' : 'partial_fill',
    price: decimalOf(price),
    qty: decimalOf(qty),
    side: order.form.side,
    symbol: order.form.symbol,
    leaves_qty: decimalOf(left),
    cum_qty: decimalOf(order.filled),
    order_id: order.id,
    order_status: order.status,
  };
}

const PAGE = 100;

/** A page of activities; `pageMax` is less where pages shall be partial. */
export function activitiesPage(
  rows: readonly FillActivity[],
  query: URLSearchParams,
  pageMax: number = PAGE,
): FakeAnswer {
  const after = timeOf(query.get('after')) ?? -Infinity;
  const until = timeOf(query.get('until')) ?? Infinity;
  const inTime = rows.filter(({ transaction_time }) => {
    const ms = Date.parse(transaction_time);
    return ms > after && ms < until;
  });
  if (query.get('direction') !== 'asc') inTime.reverse();
  const token = query.get('page_token');
  const from = token === null ? 0 : inTime.findIndex(({ id }) => id === token) + 1;
  const size = Math.min(pageMax, Number(query.get('page_size') ?? PAGE));
  return { status: 200, body: inTime.slice(from, from + size) };
}

/** Milliseconds of a date or a time; null without one. */
export function timeOf(text: string | null): number | null {
  return text === null || text === '' ? null : Date.parse(text);
}
