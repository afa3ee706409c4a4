/** Units of what a store of the real market names. */
import { isPair } from '../domain/feed-symbols.ts';
import { smallCoinPair, usEquity } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { CATALOGUE } from '../simulator/catalogue.ts';
import type { Connection } from '../store/database.ts';
import { keptInstruments } from '../store/kept-instruments.ts';

/** Trades of a share come in whole ones, orders may be for hundredths. */
const SHARE_DECIMALS = 2;

/** From symbol to symbol along an index, so that millions of orders cost a few steps. */
const ORDERED_SYMBOLS = `
  WITH RECURSIVE s (symbol) AS (
    SELECT min(symbol) FROM orders
    UNION ALL
    SELECT (SELECT min(o.symbol) FROM orders o WHERE o.symbol > s.symbol) FROM s
    WHERE s.symbol IS NOT NULL
  )
  SELECT symbol FROM s WHERE symbol IS NOT NULL
  UNION SELECT symbol FROM positions`;

/** The share or coin of that symbol as the real market trades it, called `name` where none is known here. */
export function realInstrument(symbol: string, name = symbol): Instrument {
  const known = CATALOGUE.find(({ instrument }) => instrument.symbol === symbol);
  if (isPair(symbol)) return known?.instrument ?? smallCoinPair(symbol, name);
  return usEquity(symbol, known?.instrument.name ?? name, SHARE_DECIMALS);
}

/** The same in the units that a store counts in, called as it was when it was followed last. */
export function keptInstrument(symbol: string, kept: ReadonlyMap<string, Instrument>): Instrument {
  const known = kept.get(symbol);
  return known !== undefined && isPair(symbol) ? known : realInstrument(symbol, known?.name);
}

/**
 * What a store of the real market has ever had orders or positions in, besides `listed`: a symbol that is
 * followed no longer has its rows still.
 */
export function withStoredInstruments(
  db: Connection,
  listed: readonly Instrument[],
): readonly Instrument[] {
  const known = new Set(listed.map(({ symbol }) => symbol));
  const kept = keptInstruments(db);
  const stored = db.prepare<[], { symbol: string }>(ORDERED_SYMBOLS).all();
  const others = stored.filter(({ symbol }) => !known.has(symbol));
  return [...listed, ...others.map(({ symbol }) => keptInstrument(symbol, kept))];
}
