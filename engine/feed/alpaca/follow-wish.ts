import type { Instrument } from '../../domain/instrument.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { PLAN_FULL } from './stream-client.ts';

/** A symbol that is asked for, and what to do with the answer. */
export interface FollowWish {
  readonly instrument: Instrument;
  readonly admit: () => void;
  /** How long before now its minutes begin, in microseconds. */
  readonly pastUs: number;
  readonly resolve: (why: Refusal | null) => void;
}

/** Why Alpaca does not stream a symbol, by the number of its error. */
export function notStreamed(symbol: string, code: number, followed: number): Refusal {
  const rule =
    code === PLAN_FULL
      ? `your data plan has room for ${String(followed)} symbols, and all are in use: drop one under Connections`
      : `Alpaca does not stream it on this feed (${String(code)})`;
  return refusal(
    code === PLAN_FULL ? 'venue.symbol_limit' : 'venue.not_streamed',
    'symbol',
    symbol,
    rule,
  );
}

/** Why one more symbol cannot be asked for now. */
export function notConnected(symbol: string): Refusal {
  const rule = 'the market is connected: more can be followed once it is';
  return refusal('venue.not_connected', 'symbol', symbol, rule);
}
