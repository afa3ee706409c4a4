/**
 * Where orders go. An engine trades on one venue from its start to its end; what the page can ask is how
 * that venue stands and, on a live account, to be let through.
 */
import { z } from 'zod';
import type { Venue } from '../domain/order.ts';

/** What has to be typed before a live account takes orders; once per start of the engine. */
export const LIVE_CONFIRMATION = 'TRADE LIVE';

/** Longest text that is looked at. */
const CONFIRMATION_CHARS_MAX = 64;

/** Differences that are told; a longer list is cut, and `differencesMore` says by how many. */
export const VENUE_DIFFERENCES_MAX = 50;

export const venueRequests = [
  /** How the venue stands now; the channel `venue` follows it. */
  z.strictObject({ type: z.literal('venue.status') }),
  /**
   * Lets orders through to a live account until the engine ends. `text` is `LIVE_CONFIRMATION` to the
   * letter; anything else is refused with `venue.wrong_confirmation`. Elsewhere nothing is to be
   * confirmed, and it answers as `venue.status`.
   */
  z.strictObject({
    type: z.literal('venue.confirm'),
    text: z.string().max(CONFIRMATION_CHARS_MAX),
  }),
  /** Compares orders, fills, positions and cash with the venue now; answered when it is done. */
  z.strictObject({ type: z.literal('venue.reconcile') }),
  /**
   * Books what the venue counts otherwise as marked adjustments: a fill for each position, and the rest of the
   * cash. `differencesNumber` is that of the status that was looked at; refused with
   * `venue.other_differences` when it tells others by now.
   */
  z.strictObject({ type: z.literal('venue.accept'), differencesNumber: z.int().min(0) }),
  /**
   * Begins a new store for the account that Alpaca answers for, where the one in use is of another
   * (`isOtherAccount`, else `venue.same_account`); that one is set aside, whole. The engine starts again.
   */
  z.strictObject({ type: z.literal('venue.begin') }),
] as const;

/** What each of them is answered with. */
export interface VenueReplies {
  'venue.status': { readonly status: VenueStatus };
  'venue.confirm': { readonly status: VenueStatus };
  'venue.reconcile': { readonly status: VenueStatus };
  'venue.accept': { readonly status: VenueStatus };
  'venue.begin': { readonly status: VenueStatus };
}

/**
 * The stream that tells what orders do. `waiting`: for the next attempt, in `retryInMs`; `stopped`: until
 * the user has changed something, `problem` says what.
 */
export interface TradingStreamStatus {
  readonly state: 'idle' | 'connecting' | 'authenticating' | 'live' | 'waiting' | 'stopped';
  /** The last thing that went wrong, one sentence; '' when nothing is. */
  readonly problem: string;
  /** Attempts since it was live. */
  readonly attempts: number;
  readonly retryInMs: number;
  /** Times that the connection was lost after it had been live. */
  readonly losses: number;
}

/** Something that the venue says otherwise than the fills that are stored here. */
export type VenueDifference =
  | {
      readonly kind: 'position';
      readonly symbol: string;
      /** Signed, as decimals: the venue may hold what an instrument's lots cannot say. */
      readonly here: string;
      readonly there: string;
    }
  /** Dollars: fees, dividends, deposits and trades of other programs show here. */
  | { readonly kind: 'cash'; readonly here: string; readonly there: string }
  /** An order there in a symbol that is not followed here. */
  | { readonly kind: 'order'; readonly symbol: string; readonly text: string };

/** How the venue stands. On `local` there is nothing between engine and book: all of it is at rest. */
export interface VenueStatus {
  readonly venue: Venue;
  /** Whether orders are let through; false only on a live account before `venue.confirm`. */
  readonly isConfirmed: boolean;
  /** Alpaca answers for another account than the one whose orders and positions are kept here. */
  readonly isOtherAccount: boolean;
  /**
   * Whether orders are taken: false until the first comparison of this start has been made, and while
   * the account is blocked or another one or the keys are wrong. `problem` says why not, in one sentence; '' if they are.
   */
  readonly takesOrders: boolean;
  readonly problem: string;
  readonly stream: TradingStreamStatus;
  /** Requests a minute that may be sent, are left now, and wait; null on `local`. */
  readonly budget: {
    readonly limit: number;
    readonly left: number;
    readonly waiting: number;
  } | null;
  /** The account as the venue tells of it; null before it has. Never its number or keys. */
  readonly account: {
    readonly status: string;
    readonly isBlocked: boolean;
    readonly cash: string;
    readonly equity: string;
    readonly buyingPower: string;
    readonly canShort: boolean;
  } | null;
  /** Orders and changes that were sent and have had no answer yet. */
  readonly unresolved: number;
  /** Wall time of the last comparison that went through, and why the newest did not; null: never, ''. */
  readonly reconciledUs: number | null;
  readonly reconcileProblem: string;
  readonly isReconciling: boolean;
  readonly differences: readonly VenueDifference[];
  readonly differencesMore: number;
  /** Names these differences: other ones have another number. */
  readonly differencesNumber: number;
  /** Since the start: updates of orders taken, told twice or too late, and not understood. */
  readonly updates: { readonly taken: number; readonly repeated: number; readonly unknown: number };
}

/** Where orders meet their book in the engine itself. */
export const LOCAL_STATUS: VenueStatus = {
  venue: 'local',
  isConfirmed: true,
  isOtherAccount: false,
  takesOrders: true,
  problem: '',
  stream: { state: 'idle', problem: '', attempts: 0, retryInMs: 0, losses: 0 },
  budget: null,
  account: null,
  unresolved: 0,
  reconciledUs: null,
  reconcileProblem: '',
  isReconciling: false,
  differences: [],
  differencesMore: 0,
  differencesNumber: 0,
  updates: { taken: 0, repeated: 0, unknown: 0 },
};
