/** A replaced order's fills may count for its successor or not: unknown until its first word. */
export const UNKNOWN_START = -1;

/** What a store without a remote venue knows of one. */
export const NOTHING_REMOTE = {
  openedUs: null,
  accountId: null,
  links: [],
  reversals: [],
} as const;

/** A position that is to be opened the other way once the order that closes it has filled. */
export interface Reversal {
  /** Number of the closing order. */
  readonly closingId: number;
  /** Name that the opening order will have. */
  readonly openingName: string;
  readonly symbol: string;
  readonly clientName: string;
}

/** Which order of ours a remote one is, and how far its fills have been taken. */
export interface RemoteLink {
  readonly remoteId: string;
  readonly orderId: number;
  /** Place in the chain of remote orders that one order of ours has been: 1, 2, 3, ... */
  readonly place: number;
  /** What the venue counts as filled before its first own fill; `UNKNOWN_START`: not told yet. */
  readonly startLots: number;
  /** Up to here its fills are taken; at least `startLots`. */
  readonly coveredLots: number;
}
