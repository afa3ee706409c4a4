import { decimalOf, over } from './decimals.ts';
import type { Nanos } from './decimals.ts';

export const OPEN_STATUSES: readonly string[] = [
  'new',
  'accepted',
  'pending_new',
  'accepted_for_bidding',
  'partially_filled',
  'held',
  'pending_cancel',
  'pending_replace',
  'stopped',
  'suspended',
];

/** What an order asks for, as its request said. */
export interface OrderForm {
  readonly symbol: string;
  readonly assetId: string;
  readonly assetClass: 'us_equity' | 'crypto';
  readonly side: 'buy' | 'sell';
  readonly type: 'market' | 'limit' | 'stop' | 'stop_limit' | 'trailing_stop';
  readonly timeInForce: 'day' | 'gtc' | 'opg' | 'cls' | 'ioc' | 'fok';
  readonly orderClass: 'simple' | 'bracket' | 'oco' | 'oto';
  readonly clientOrderId: string;
  readonly extendedHours: boolean;
  readonly qty: Nanos | null;
  readonly notional: Nanos | null;
  readonly limit: Nanos | null;
  readonly stop: Nanos | null;
  readonly trailPrice: Nanos | null;
  readonly trailPercent: Nanos | null;
  /** What it says that it opens or closes. */
  readonly intent: string | null;
}

/** An order and what has become of it. */
export interface FakeOrder {
  readonly id: string;
  form: OrderForm;
  status: string;
  readonly createdMs: number;
  updatedMs: number;
  endedMs: number | null;
  filled: Nanos;
  /** Sum of price times quantity of its fills. */
  filledValue: Nanos;
  /** Best price since a trailing stop was taken. */
  hwm: Nanos | null;
  /** A stop that a trade has elected; true for all that are none. */
  isElected: boolean;
  /** False for an exit whose entry has not filled. */
  isActive: boolean;
  replaces: string | null;
  replacedBy: string | null;
  parent: FakeOrder | null;
  legs: FakeOrder[];
}

export function isOpen({ status }: FakeOrder): boolean {
  return OPEN_STATUSES.includes(status);
}

/** What is still to be filled. */
export function leavesOf({ form, filled }: FakeOrder): Nanos {
  return (form.qty ?? 0n) - filled;
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

/** An order as every answer and update has it; all keys are always there. */
export function wireOrder(order: FakeOrder, isNested: boolean): Readonly<Record<string, unknown>> {
  const { form, status, endedMs } = order;
  const decimal = (nanos: Nanos | null): string | null =>
    nanos === null ? null : decimalOf(nanos);
  const ended = (wanted: string): string | null =>
    status === wanted && endedMs !== null ? time(endedMs) : null;
  return {
    id: order.id,
    client_order_id: form.clientOrderId,
    created_at: time(order.createdMs),
    updated_at: time(order.updatedMs),
    submitted_at: time(order.createdMs),
    filled_at: ended('filled'),
    expired_at: ended('expired'),
    expires_at: null,
    canceled_at: ended('canceled'),
    failed_at: ended('rejected'),
    replaced_at: ended('replaced'),
    replaced_by: order.replacedBy,
    replaces: order.replaces,
    asset_id: form.assetId,
    symbol: form.symbol,
    asset_class: form.assetClass,
    notional: decimal(form.notional),
    qty: form.notional === null ? decimal(form.qty) : null,
    filled_qty: decimalOf(order.filled),
    filled_avg_price: order.filled === 0n ? null : decimalOf(over(order.filledValue, order.filled)),
    order_class: form.orderClass === 'simple' ? '' : form.orderClass,
    order_type: form.type,
    type: form.type,
    side: form.side,
    position_intent: form.side === 'buy' ? 'buy_to_open' : 'sell_to_close',
    time_in_force: form.timeInForce,
    limit_price: decimal(form.limit),
    stop_price: decimal(form.stop),
    status,
    extended_hours: form.extendedHours,
    legs: isNested && order.legs.length > 0 ? order.legs.map((leg) => wireOrder(leg, false)) : null,
    trail_percent: decimal(form.trailPercent),
    trail_price: decimal(form.trailPrice),
    hwm: decimal(order.hwm),
    subtag: null,
    source: null,
  };
}
