/**
 * What can be traded and when, asked of Alpaca where there are keys and answered from what the terminal
 * knows itself where there are none, or no answer comes; part of the contract (messages.ts).
 */
import { z } from 'zod';
import type { Instrument } from '../domain/instrument.ts';
import { symbolField } from './fields.ts';

/** Rows of an answer to a search. */
export const ASSETS_FOUND_MAX = 50;
/** Symbols that latest prices are asked for at once. */
export const PRICES_ASKED_MAX = 50;
/** Watchlists that are taken over from an account. */
export const REMOTE_LISTS_MAX = 50;

export const assetRequests = [
  /** Symbols by their beginning, names by the beginning of a word, best first. */
  z.strictObject({
    type: z.literal('assets.search'),
    query: z.string().trim().min(1).max(64),
    limit: z.int().min(1).max(ASSETS_FOUND_MAX),
  }),
  /** Whether shares trade now, and when that changes. */
  z.strictObject({ type: z.literal('market.clock') }),
  /**
   * Has one more symbol's data come, and lets it trade here. Refused with `venue.symbol_limit` where the
   * data plan or the terminal has no room for it; then nothing has changed.
   */
  z.strictObject({ type: z.literal('assets.follow'), symbol: symbolField }),
  /** The account's own watchlists, to be taken over; refused with `venue.no_keys` without keys. */
  z.strictObject({ type: z.literal('watchlists.remote') }),
  /** Last prices, at most some seconds old, also of symbols that are not followed. */
  z.strictObject({
    type: z.literal('prices.latest'),
    symbols: z.array(symbolField).min(1).max(PRICES_ASKED_MAX),
  }),
] as const;

/** What each of them is answered with. */
export interface AssetReplies {
  'assets.search': {
    readonly source: AnswerSource;
    /** Why it is not Alpaca that has answered; '' when it has, or without keys. */
    readonly problem: string;
    readonly assets: readonly AssetRow[];
  };
  'assets.follow': {
    readonly instrument: Instrument;
    /** True when it was followed already. */
    readonly duplicate: boolean;
  };
  'market.clock': MarketClock;
  'watchlists.remote': { readonly lists: readonly RemoteWatchlist[] };
  'prices.latest': { readonly prices: readonly LatestPrice[] };
}

/** `local`: what the terminal knows itself. */
export type AnswerSource = 'alpaca' | 'local';

export interface AssetRow {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: 'us_equity' | 'crypto' | 'future';
  /** '' where it is not known. */
  readonly exchange: string;
  readonly isTradable: boolean;
  readonly isMarginable: boolean;
  /** It may be sold short, and can be borrowed. */
  readonly isShortable: boolean;
  readonly isFractionable: boolean;
  /** Smallest steps of price and quantity as decimals; '' where the usual rules hold. */
  readonly priceStep: string;
  readonly qtyStep: string;
  /** Its data comes already. */
  readonly isFollowed: boolean;
}

/** Sessions of a day of shares; `always`: the market of here never closes. */
export type ClockPhase = 'overnight' | 'pre' | 'regular' | 'post' | 'closed' | 'always';

export interface MarketClock {
  readonly source: AnswerSource;
  /** The regular session of shares is open. */
  readonly isOpen: boolean;
  readonly phase: ClockPhase;
  /** When the phase ends, microseconds since 1970; null: never. */
  readonly phaseEndsUs: number | null;
  /** IANA zone of the exchange. */
  readonly zone: string;
  /** Microseconds since 1970. */
  readonly nextOpenUs: number;
  readonly nextCloseUs: number;
  /** What Alpaca's clock is ahead of this computer's, in milliseconds; null: not known. */
  readonly aheadMs: number | null;
}

export interface RemoteWatchlist {
  readonly name: string;
  readonly symbols: readonly string[];
}

export interface LatestPrice {
  readonly symbol: string;
  /** Plain decimal; null: there is none. */
  readonly price: string | null;
  /** When it traded there, microseconds since 1970; null: not known, or it is followed. */
  readonly atUs: number | null;
  readonly source: AnswerSource;
}
