/**
 * Questions about the past over any period: fills, orders, round trips, closed lots, results by day and
 * totals; part of the contract (messages.ts). One store holds one venue, so an engine answers for its
 * own and has nothing of others.
 *
 * What is projected behind the order path (all but the unfiltered fills and orders) may be some fills
 * behind for a moment; an answer waits for it a short time and says in `behind` what it still lacks.
 */
import { z } from 'zod';
import type { Fill, Order } from '../domain/order.ts';
import type { ClosedLot, RoundTrip } from '../domain/round-trip.ts';
import { symbolField } from './fields.ts';

/** Rows of one page. */
export const HISTORY_PAGE_MAX = 1_000;
/** Rows that one answer about places walks past: some two milliseconds of the reader. */
export const HISTORY_WALK_MAX = 10_000;
/** Days of one page of results: more than a year of trading. */
export const HISTORY_DAYS_MAX = 400;

/** Where an order has got to: `working` is every status in which it can still trade. */
export const ORDER_STATES = [
  'working',
  'filled',
  'canceled',
  'expired',
  'replaced',
  'rejected',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** null is any. */
const filterFields = {
  symbol: symbolField.nullable(),
  side: z.enum(['buy', 'sell']).nullable(),
  /** Exactly this tag; '' is what has none. */
  tag: z.string().max(64).nullable(),
  venue: z.enum(['local', 'alpaca-paper', 'alpaca-live']).nullable(),
};

/** From `fromUs` on, up to before `toUs`. */
const periodFields = {
  fromUs: z.int().min(0).nullable(),
  toUs: z.int().min(0).nullable(),
};

export const historyFilterSchema = z.strictObject({ ...filterFields, ...periodFields });
export type HistoryFilter = Readonly<z.infer<typeof historyFilterSchema>>;

/** A row's place: its time and its number. */
const placeSchema = z.strictObject({ atUs: z.int().min(0), id: z.int().min(0) });
/** A page is what follows `cursor` in `direction`; null starts at the newest or the oldest end. */
const pageFields = {
  cursor: placeSchema.nullable(),
  direction: z.enum(['older', 'newer']),
  limit: z.int().min(1).max(HISTORY_PAGE_MAX),
};
export type HistoryCursor = { readonly atUs: number; readonly id: number };

/** What a history list can hold. */
export const HISTORY_SUBJECTS = ['fills', 'orders', 'trips', 'lots'] as const;
export type HistorySubject = (typeof HISTORY_SUBJECTS)[number];

const tradeDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, YYYY-MM-DD');

export const historyRequests = [
  /** Fills by the time of execution; `id` of a cursor is the executionId. */
  z.strictObject({
    type: z.literal('history.fills'),
    filter: historyFilterSchema,
    ...pageFields,
  }),
  /** Orders by the time at which they were accepted or refused; `id` is the orderId. */
  z.strictObject({
    type: z.literal('history.orders'),
    filter: historyFilterSchema,
    state: z.enum(ORDER_STATES).nullable(),
    ...pageFields,
  }),
  /**
   * Round trips by the time at which they ended; `id` is the lastExecutionId. `side` is that of the
   * entry (buy: long), `tag` that of the fill that opened it.
   */
  z.strictObject({
    type: z.literal('history.trips'),
    filter: historyFilterSchema,
    ...pageFields,
  }),
  /**
   * Closed lots by the time at which they were closed; `id` is the lot's number. `side` is that of
   * the entry, `tag` that of the closing fill, which realised it.
   */
  z.strictObject({
    type: z.literal('history.lots'),
    filter: historyFilterSchema,
    ...pageFields,
  }),
  /** Results by trading date, the newest first. */
  z.strictObject({
    type: z.literal('history.days'),
    filter: z.strictObject(filterFields),
    /** Both included; null: no bound. */
    fromDate: tradeDate.nullable(),
    toDate: tradeDate.nullable(),
    limit: z.int().min(1).max(HISTORY_DAYS_MAX),
  }),
  /**
   * Places of every `stride`th row from the oldest on, after `after` (null: from the first): with them
   * a list of any length knows where its rows are without reading them.
   */
  z
    .strictObject({
      type: z.literal('history.places'),
      subject: z.enum(HISTORY_SUBJECTS),
      filter: historyFilterSchema,
      /** Of orders; null: any, and of all other subjects. */
      state: z.enum(ORDER_STATES).nullable(),
      after: placeSchema.nullable(),
      stride: z.int().min(1).max(HISTORY_PAGE_MAX),
      limit: z.int().min(1).max(HISTORY_PAGE_MAX),
    })
    .refine(({ stride, limit }) => stride * limit <= HISTORY_WALK_MAX, {
      path: ['limit'],
      message: `stride times limit is at most ${HISTORY_WALK_MAX}`,
    }),
  /** Sums over all fills of a filter, exact to the micro. */
  z.strictObject({ type: z.literal('history.totals'), filter: historyFilterSchema }),
] as const;

/**
 * Sums over fills. Those of values are integers of micros in decimal text, because a busy year trades
 * more than 2^53 of them; what is made and paid stays below that, as positions do.
 */
export interface FillSums {
  readonly fills: number;
  /** Lots bought and sold; null unless one symbol was asked for, since a lot is not the same of all. */
  readonly boughtLots: number | null;
  readonly soldLots: number | null;
  readonly boughtMicros: string;
  readonly soldMicros: string;
  readonly feesMicros: number;
  /** Against average prices, before fees. */
  readonly realisedMicros: number;
  /** Against the oldest lots first, before fees. */
  readonly fifoRealisedMicros: number;
}

/** Results of one trading date. Net is realised less fees. */
export interface DayResult extends FillSums {
  /** YYYY-MM-DD, as the exchange of each instrument counts it. */
  readonly tradeDate: string;
}

/** A round trip as the contract carries it: value sums in decimal text. */
export type TripRow = Omit<RoundTrip, 'entryMicros' | 'exitMicros'> & {
  readonly entryMicros: string;
  readonly exitMicros: string;
};

/** A closed lot and its number: 1, 2, 3, ... in the order in which lots were closed. */
export type LotRow = ClosedLot & { readonly lotId: number };

interface HistoryPage {
  /** There is more in the direction that was asked for. */
  readonly more: boolean;
  /** Fills (for orders: events) that are not in the answer yet; 0: it is exact. */
  readonly behind: number;
}

/** Rows come newest first in both directions. */
export interface HistoryReplies {
  'history.fills': HistoryPage & { readonly fills: readonly Fill[] };
  'history.orders': HistoryPage & { readonly orders: readonly Order[] };
  'history.trips': HistoryPage & { readonly trips: readonly TripRow[] };
  'history.lots': HistoryPage & { readonly lots: readonly LotRow[] };
  'history.days': HistoryPage & { readonly days: readonly DayResult[] };
  'history.places': {
    /** Oldest first. */
    readonly places: readonly HistoryCursor[];
    /** Rows after the last of them, fewer than a stride; 0 while there is `more`. */
    readonly rest: number;
    readonly more: boolean;
    /** Whether rows can be counted so: not orders of a tag and a status, which have no index together. */
    readonly countable: boolean;
    readonly behind: number;
  };
  'history.totals': { readonly totals: FillSums; readonly behind: number };
}
