/** How long to wait before connecting again, in milliseconds. */
export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Wait while another session holds the connection. */
  readonly slowMs: number;
}

/** As Alpaca's own clients: 1 s, doubling to 64 s; a held connection is tried twice a minute. */
export const BACK_OFF: BackOff = { firstMs: 1_000, longestMs: 64_000, slowMs: 30_000 };

/** Share of a wait that is left to chance, so that programs that lost the feed together part. */
const JITTER = 0.2;

/** Wait before attempt 1, 2, 3, ...; `random` is from 0 up to 1. */
export function waitMs(backOff: BackOff, attempt: number, isSlow: boolean, random: number): number {
  const doubled = backOff.firstMs * 2 ** Math.min(attempt - 1, 20);
  const full = isSlow ? backOff.slowMs : Math.min(backOff.longestMs, doubled);
  return full * (1 - JITTER + 2 * JITTER * random);
}
