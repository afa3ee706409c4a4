/**
 * Answers of Alpaca's REST as they are on the wire, held to what its documentation says. Unknown fields
 * are dropped; what clients report as sometimes missing is optional. Decimals stay text until an
 * instrument's units are known.
 */
import { z } from 'zod';
import { ORDER_CLASSES, ORDER_TYPES, TIMES_IN_FORCE } from '../domain/order.ts';
import { wireTimeUs } from './wire-time.ts';

const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/, 'a plain decimal number');
/** A figure that only helps: one that is no plain number is as good as none. */
const decimalIfPlain = decimal
  .nullish()
  .transform((text) => text ?? null)
  .catch(null);
const decimalOrNull = decimal.nullish().transform((text) => text ?? null);
/** Microseconds since 1970. */
const time = z.string().transform((text, context) => {
  const us = wireTimeUs(text);
  if (!Number.isNaN(us)) return us;
  context.addIssue({ code: 'custom', message: 'a time of RFC 3339' });
  return z.NEVER;
});
const timeOrNull = time.nullish().transform((us) => us ?? null);
const id = z.string().min(1).max(64);

export const wireAccount = z.object({
  id,
  account_number: z.string().optional(),
  status: z.string(),
  currency: z.string().optional(),
  cash: decimal,
  equity: decimal,
  last_equity: decimal.optional(),
  buying_power: decimal,
  long_market_value: decimal.optional(),
  short_market_value: decimal.optional(),
  multiplier: z.string().optional(),
  trading_blocked: z.boolean(),
  account_blocked: z.boolean(),
  trade_suspended_by_user: z.boolean().optional(),
  shorting_enabled: z.boolean().optional(),
});
export type WireAccount = z.infer<typeof wireAccount>;

export const wirePosition = z.object({
  asset_id: id.optional(),
  symbol: z.string(),
  asset_class: z.string().optional(),
  qty: decimal,
  side: z.enum(['long', 'short']),
  avg_entry_price: decimal,
  cost_basis: decimal,
  current_price: decimalOrNull,
  qty_available: decimalOrNull,
  lastday_price: decimalIfPlain,
  unrealized_pl: decimalIfPlain,
  unrealized_intraday_pl: decimalIfPlain,
});
export type WirePosition = z.infer<typeof wirePosition>;

/** Words of `status` that a later version may add to are any text; the gateway knows the known ones. */
const orderFields = {
  id,
  client_order_id: z.string(),
  created_at: time,
  updated_at: timeOrNull,
  submitted_at: timeOrNull,
  filled_at: timeOrNull,
  expired_at: timeOrNull,
  expires_at: timeOrNull,
  canceled_at: timeOrNull,
  failed_at: timeOrNull,
  replaced_at: timeOrNull,
  replaced_by: id.nullish(),
  replaces: id.nullish(),
  symbol: z.string(),
  asset_class: z.string().optional(),
  notional: decimalOrNull,
  qty: decimalOrNull,
  filled_qty: decimal,
  filled_avg_price: decimalOrNull,
  order_class: z.string().nullish(),
  type: z.string(),
  side: z.enum(['buy', 'sell']),
  time_in_force: z.string(),
  limit_price: decimalOrNull,
  stop_price: decimalOrNull,
  trail_percent: decimalOrNull,
  trail_price: decimalOrNull,
  hwm: decimalOrNull,
  status: z.string(),
  extended_hours: z.boolean(),
};
const wireLeg = z.object(orderFields);
export const wireOrder = z.object({ ...orderFields, legs: z.array(wireLeg).nullish() });
export type WireOrder = z.infer<typeof wireOrder>;

/** What says of which kind an order is. */
const orderKind = z.object({
  id,
  order_class: z.string().nullish(),
  type: z.string(),
  time_in_force: z.string(),
});

/** An order in a list; `order` is null for one of a kind that no order here can be. */
export interface ListedOrder {
  readonly id: string;
  readonly order: WireOrder | null;
}

/**
 * An order of a kind that is not ours is not held to the form of ours: the parent of several option legs
 * has neither symbol nor side. One such row must not make the whole list unreadable.
 */
const listedOrder = z.unknown().transform((row, context): ListedOrder => {
  const kind = orderKind.safeParse(row);
  if (kind.success && !isOurKind(kind.data)) return { id: kind.data.id, order: null };
  const own = wireOrder.safeParse(row);
  if (own.success) return { id: own.data.id, order: own.data };
  for (const { message, path } of own.error.issues) {
    context.addIssue({ code: 'custom', message, path });
  }
  return z.NEVER;
});
export const wireOrders = z.array(listedOrder);

function isOurKind(kind: z.infer<typeof orderKind>): boolean {
  const named = kind.order_class ?? '';
  return (
    ORDER_CLASSES.some((word) => word === (named === '' ? 'simple' : named)) &&
    ORDER_TYPES.some((word) => word === kind.type) &&
    TIMES_IN_FORCE.some((word) => word === kind.time_in_force)
  );
}

/** One element of the answer to "cancel all". */
export const wireCancelStatus = z.object({ id, status: z.int() });

export const wireAsset = z.object({
  id,
  class: z.string(),
  exchange: z.string().optional(),
  symbol: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  tradable: z.boolean(),
  marginable: z.boolean().optional(),
  shortable: z.boolean().optional(),
  easy_to_borrow: z.boolean().optional(),
  fractionable: z.boolean().optional(),
  min_order_size: decimal.optional(),
  min_trade_increment: decimal.optional(),
  price_increment: decimal.optional(),
});
export type WireAsset = z.infer<typeof wireAsset>;

/** Assets come with one list, not with all of them. */
export const wireWatchlist = z.object({
  id,
  name: z.string().max(64),
  assets: z.array(z.object({ symbol: z.string() })).nullish(),
});
export const wireWatchlists = z.array(wireWatchlist);

export const wireClock = z.object({
  timestamp: time,
  is_open: z.boolean(),
  next_open: time,
  next_close: time,
});

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const clockTime = z.string().regex(/^\d\d:?\d\d$/);
export const wireCalendarDay = z.object({
  date,
  open: clockTime,
  close: clockTime,
  session_open: clockTime.optional(),
  session_close: clockTime.optional(),
});

/** A fill among the account's activities. */
export const wireFillActivity = z.object({
  id: z.string().min(1).max(80),
  activity_type: z.literal('FILL'),
  transaction_time: time,
  type: z.enum(['fill', 'partial_fill']),
  price: decimal,
  qty: decimal,
  side: z.enum(['buy', 'sell', 'sell_short']),
  symbol: z.string(),
  leaves_qty: decimal,
  cum_qty: decimal,
  order_id: id,
});
export type WireFillActivity = z.infer<typeof wireFillActivity>;

const number = z.number();
export const wireHistoryBar = z.object({
  t: time,
  o: number,
  h: number,
  l: number,
  c: number,
  v: number,
  n: number.optional(),
  vw: number.optional(),
});
export type WireHistoryBar = z.infer<typeof wireHistoryBar>;

/** `u`: what has become of it, when it is no longer as it was reported. */
export const wireHistoryTrade = z.object({
  t: z.string(),
  p: number,
  s: number,
  i: z.union([number, z.string()]).optional(),
  c: z.array(z.string()).nullish(),
  x: z.string().optional(),
  z: z.string().optional(),
  u: z.string().optional(),
});
export type WireHistoryTrade = z.infer<typeof wireHistoryTrade>;

export const wireHistoryQuote = z.object({
  t: z.string(),
  bp: number,
  bs: number,
  ap: number,
  as: number,
});

/** One page of several symbols' items; Alpaca sends null for an empty one. */
export function wirePage<Item extends z.ZodType>(key: string, item: Item) {
  return z
    .object({
      [key]: z.record(z.string(), z.array(item).nullable()).nullable(),
      next_page_token: z.string().nullish(),
    })
    .transform((page) => ({
      // Of the two fields, the one with this name holds the items.
      items: (page[key] ?? {}) as Readonly<Record<string, z.infer<Item>[] | null | undefined>>,
      nextPageToken: (page['next_page_token'] ?? null) as string | null,
    }));
}

export const wireSnapshot = z.object({
  latestTrade: wireHistoryTrade.nullish(),
  latestQuote: wireHistoryQuote.nullish(),
  minuteBar: wireHistoryBar.nullish(),
  dailyBar: wireHistoryBar.nullish(),
  prevDailyBar: wireHistoryBar.nullish(),
});
export type WireSnapshot = z.infer<typeof wireSnapshot>;
/** A symbol without data has null. */
export const wireSnapshots = z.record(z.string(), wireSnapshot.nullable());
