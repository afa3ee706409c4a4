/**
 * Events of orders as numbers: one behind the other in a Float64Array, each with a head, the order as
 * it stands after it (order-row.ts) and, if it is a fill, what the fill did. Strings and rare terms
 * stand beside the numbers, which name them by their index.
 */
import type { OrderEventType } from '../contract/messages.ts';
import { ORDER_WIDTH } from './order-row.ts';

/** Index of each event's type, which its head has. */
export const EVENT_TYPES = [
  'order.accepted',
  'order.rejected',
  'order.replaced',
  'order.triggered',
  'order.restated',
  'order.activated',
  'order.canceled',
  'order.expired',
  'order.filled',
] as const satisfies readonly OrderEventType[];

export const ACCEPTED: number = EVENT_TYPES.indexOf('order.accepted');
export const REPLACED: number = EVENT_TYPES.indexOf('order.replaced');
export const CANCELED: number = EVENT_TYPES.indexOf('order.canceled');
export const EXPIRED: number = EVENT_TYPES.indexOf('order.expired');
export const FILLED: number = EVENT_TYPES.indexOf('order.filled');

/** Columns of the head. */
export const EVENT_TYPE = 0;
export const EVENT_SEQ = 1;
export const EVENT_AT_US = 2;
/** Of the client order id among the strings. */
export const EVENT_ID_AT = 3;
/** Of the client's name, which symbol and tag follow. */
export const EVENT_WORDS_AT = 4;
/** Among the rare terms; NONE on a plain order. */
export const EVENT_RARE_AT = 5;
/** Where the order's row begins. */
export const EVENT_ORDER = 6;
/** Numbers of an event that is no fill. */
export const EVENT_WIDTH: number = EVENT_ORDER + ORDER_WIDTH;

/** Columns of a fill, counted from the end of what every event has. */
export const FILL_EXECUTION_ID = 0;
export const FILL_LAST_LOTS = 1;
export const FILL_LAST_TICKS = 2;
export const FILL_GROSS_MICROS = 3;
export const FILL_FEE_MICROS = 4;
export const FILL_REALISED_MICROS = 5;
/** 1 for a maker, 0 for a taker. */
export const FILL_IS_MAKER = 6;
export const FILL_CASH_MICROS = 7;
/** The position after the fill, in the order of PositionFold's numbers. */
export const FILL_HELD_LOTS = 8;
export const FILL_COST_MICROS = 9;
export const FILL_ALL_REALISED_MICROS = 10;
export const FILL_ALL_FEES_MICROS = 11;
export const FILL_DAY_REALISED_MICROS = 12;
export const FILL_FIFO_REALISED_MICROS = 13;
export const FILL_DAY_FEES_MICROS = 14;
/** As a number, 20260304. */
export const FILL_TRADE_DATE = 15;
export const FILL_WIDTH = 16;

/** Numbers of an event of this type. */
export function eventWidth(type: number): number {
  return type === FILLED ? EVENT_WIDTH + FILL_WIDTH : EVENT_WIDTH;
}

/** A date, YYYY-MM-DD, as the number YYYYMMDD. */
export function dateNumber(date: string): number {
  return Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8));
}

/** The date that such a number stands for. */
export function dateText(date: number): string {
  const digits = String(date).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
