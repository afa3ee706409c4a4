/**
 * The life of an order as one table: what each event makes of each status, at this venue and at
 * remote ones. The words are Alpaca's; where it leaves a race open, FIX 4.4's order state changes
 * decide: what fills while a cancel or a replace is on its way stays pending, and nothing follows an
 * end. `null` is impossible: the engine stops rather than tell it.
 */
import { assert } from '../domain/assert.ts';
import { ORDER_STATUSES } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order.ts';

/** What happens to an order, in this engine's own events and in what a remote venue reports. */
export const STATUS_EVENTS = [
  'pending_new',
  'accepted',
  'held',
  'new',
  /** A group or a session lets it work. */
  'activated',
  /** A price has reached its stop. */
  'triggered',
  'partial_fill',
  'fill',
  /** Changed by the venue, in place. */
  'restated',
  /** Changed as asked for, in place: it keeps its number. */
  'replaced',
  /** Changed as asked for, by another order that takes its place. */
  'replaced_by',
  'pending_cancel',
  'pending_replace',
  'cancel_rejected',
  'replace_rejected',
  'suspended',
  'done_for_day',
  'canceled',
  'expired',
  'rejected',
] as const;
export type StatusEvent = (typeof STATUS_EVENTS)[number];

type Row = Readonly<Partial<Record<StatusEvent, OrderStatus>>>;

/** What ends an order, whatever it is doing. */
const ENDS = { canceled: 'canceled', expired: 'expired' } as const;
const FILLS = { partial_fill: 'partially_filled', fill: 'filled' } as const;
const NONE: Row = {};

/**
 * By status, then event; what is not named is impossible. Where an order goes back to work the table
 * says `new`, which `statusAfter` makes `partially_filled` if it has fills.
 */
const ROWS: Readonly<Record<OrderStatus, Row>> = {
  pending_new: {
    ...ENDS,
    ...FILLS,
    accepted: 'accepted',
    held: 'held',
    new: 'new',
    // Before it is sent it may still become smaller.
    restated: 'pending_new',
    pending_cancel: 'pending_cancel',
    suspended: 'suspended',
    done_for_day: 'done_for_day',
    rejected: 'rejected',
  },
  accepted: {
    ...ENDS,
    ...FILLS,
    held: 'held',
    new: 'new',
    activated: 'new',
    restated: 'accepted',
    replaced: 'accepted',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    cancel_rejected: 'accepted',
    suspended: 'suspended',
    done_for_day: 'done_for_day',
    rejected: 'rejected',
  },
  // A remote leg waits as `held` until its stop is reached, and its fill may be the first we hear.
  held: {
    ...ENDS,
    ...FILLS,
    new: 'new',
    activated: 'new',
    triggered: 'new',
    restated: 'held',
    replaced: 'held',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    pending_replace: 'pending_replace',
    cancel_rejected: 'held',
    replace_rejected: 'held',
    suspended: 'suspended',
    rejected: 'rejected',
  },
  new: {
    ...ENDS,
    ...FILLS,
    accepted: 'accepted',
    held: 'held',
    triggered: 'new',
    restated: 'new',
    replaced: 'new',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    pending_replace: 'pending_replace',
    cancel_rejected: 'new',
    replace_rejected: 'new',
    suspended: 'suspended',
    done_for_day: 'done_for_day',
  },
  partially_filled: {
    ...ENDS,
    ...FILLS,
    accepted: 'accepted',
    restated: 'partially_filled',
    replaced: 'partially_filled',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    pending_replace: 'pending_replace',
    cancel_rejected: 'partially_filled',
    replace_rejected: 'partially_filled',
    suspended: 'suspended',
    done_for_day: 'done_for_day',
  },
  suspended: {
    ...ENDS,
    ...FILLS,
    new: 'new',
    activated: 'new',
    restated: 'suspended',
    replaced: 'suspended',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    pending_replace: 'pending_replace',
    cancel_rejected: 'suspended',
    replace_rejected: 'suspended',
    done_for_day: 'done_for_day',
    rejected: 'rejected',
  },
  pending_cancel: {
    ...ENDS,
    partial_fill: 'pending_cancel',
    fill: 'filled',
    accepted: 'pending_cancel',
    held: 'pending_cancel',
    new: 'pending_cancel',
    triggered: 'pending_cancel',
    restated: 'pending_cancel',
    replaced_by: 'replaced',
    cancel_rejected: 'new',
    suspended: 'pending_cancel',
    done_for_day: 'done_for_day',
    rejected: 'rejected',
  },
  // Alpaca takes no cancel in it.
  pending_replace: {
    ...ENDS,
    partial_fill: 'pending_replace',
    fill: 'filled',
    triggered: 'pending_replace',
    restated: 'pending_replace',
    replaced: 'new',
    replaced_by: 'replaced',
    cancel_rejected: 'pending_replace',
    replace_rejected: 'new',
    suspended: 'pending_replace',
    done_for_day: 'done_for_day',
  },
  done_for_day: {
    ...ENDS,
    new: 'new',
    activated: 'new',
    restated: 'done_for_day',
    replaced: 'done_for_day',
    replaced_by: 'replaced',
    pending_cancel: 'pending_cancel',
    pending_replace: 'pending_replace',
    cancel_rejected: 'done_for_day',
    replace_rejected: 'done_for_day',
  },
  filled: NONE,
  canceled: NONE,
  expired: NONE,
  replaced: NONE,
  rejected: NONE,
};

/** What an event makes of a status; null when it cannot happen to it. */
export function nextStatus(status: OrderStatus, event: StatusEvent): OrderStatus | null {
  return ROWS[status][event] ?? null;
}

/** The same for an order with fills or without; asserts that it can happen. */
export function statusAfter(
  status: OrderStatus,
  event: StatusEvent,
  cumQtyLots: number,
): OrderStatus {
  const next = ROWS[status][event];
  if (next === undefined) return impossible(status, event);
  return next === 'new' && cumQtyLots > 0 ? 'partially_filled' : next;
}

/** Numbers of the events that the way of every order has; an index into STATUS_EVENTS. */
export const PARTIAL_FILL: number = STATUS_EVENTS.indexOf('partial_fill');
export const FILL: number = STATUS_EVENTS.indexOf('fill');
export const REPLACE: number = STATUS_EVENTS.indexOf('replaced');
export const CANCEL: number = STATUS_EVENTS.indexOf('canceled');
export const EXPIRE: number = STATUS_EVENTS.indexOf('expired');

/** The table in numbers, by status x events + event; -1 is impossible. Asking by words takes 18 ns. */
const NEXT: Int8Array = Int8Array.from(
  ORDER_STATUSES.flatMap((status) =>
    STATUS_EVENTS.map((event) => {
      const next = nextStatus(status, event);
      return next === null ? -1 : ORDER_STATUSES.indexOf(next);
    }),
  ),
);
const NEW: number = ORDER_STATUSES.indexOf('new');
const PARTIALLY_FILLED: number = ORDER_STATUSES.indexOf('partially_filled');

/** `statusAfter` in numbers: statuses as indexes into ORDER_STATUSES, events into STATUS_EVENTS. */
export function statusNumberAfter(status: number, event: number, cumQtyLots: number): number {
  const next = NEXT[status * STATUS_EVENTS.length + event] ?? -1;
  if (next < 0) return impossible(wordOf(ORDER_STATUSES, status), wordOf(STATUS_EVENTS, event));
  return next === NEW && cumQtyLots > 0 ? PARTIALLY_FILLED : next;
}

function wordOf<Word>(words: readonly Word[], index: number): Word {
  const word = words[index];
  assert(word !== undefined, 'a number of a word is an index of it');
  return word;
}

/** Apart from `statusAfter`, so that its text costs the usual case nothing. */
function impossible(status: OrderStatus, event: StatusEvent): never {
  assert(false, `an order that is ${status} has no ${event}`);
}
