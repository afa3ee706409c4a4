/** Last prices of symbols that are on a list and not streamed, asked for now and then. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { PRICES_ASKED_MAX } from '../../../engine/contract/assets.ts';
import type { LatestPrice } from '../../../engine/contract/assets.ts';
import { isPair } from '../../../engine/domain/feed-symbols.ts';
import { smallCoinPair, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { useEngine } from '../../client/engine-context.ts';

/** Four requests a minute of the two hundred that there are. */
const ASK_EVERY_MS = 15_000;
/** Rows remembered: as many as a few lists can name. */
const ROWS_MAX = 1_000;

/** The newest answers by symbol. */
export const useLatestPrices = create<{ readonly prices: ReadonlyMap<string, LatestPrice> }>(
  () => ({ prices: new Map() }),
);

const rows = new Map<string, Instrument>();
const notStreamed = new WeakSet<Instrument>();

/** A row for a symbol that is not followed: always the same one, so that a table keeps it. */
export function rowOfUnfollowed(symbol: string): Instrument {
  const known = rows.get(symbol);
  if (known !== undefined) return known;
  const row = isPair(symbol) ? smallCoinPair(symbol, symbol) : usEquity(symbol, symbol, 2);
  if (rows.size >= ROWS_MAX) rows.clear();
  rows.set(symbol, row);
  notStreamed.add(row);
  return row;
}

/** Whether a row stands for a symbol that is not followed. */
export function isUnfollowed(row: Instrument): boolean {
  return notStreamed.has(row);
}

/** Asks for the prices of these symbols while they are shown; of more than one request, in turn. */
export function useAskLatest(symbols: readonly string[]): void {
  const client = useEngine();
  const key = symbols.join();
  useEffect(() => {
    if (key === '') return undefined;
    const all = key.split(',');
    let from = 0;
    let isCurrent = true;
    const ask = (): void => {
      if (document.hidden) return;
      const some = all.slice(from, from + PRICES_ASKED_MAX);
      from = from + PRICES_ASKED_MAX >= all.length ? 0 : from + PRICES_ASKED_MAX;
      client.send({ type: 'prices.latest', symbols: [...some] }).then(
        ({ prices }) => {
          if (!isCurrent) return;
          useLatestPrices.setState((before) => {
            const merged = new Map(before.prices);
            for (const price of prices) merged.set(price.symbol, price);
            return { prices: merged };
          });
        },
        // The last prices stay, with their age.
        () => undefined,
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [client, key]);
}
