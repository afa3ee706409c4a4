/** Prints looked at in one turn: what a tape keeps at least; a faster burst has gone by unseen. */
export const TAPE_TRADES_SEEN_MAX = 1_000;
