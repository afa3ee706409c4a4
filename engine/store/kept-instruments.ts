/** Instruments of the real market that a store has counted in, with their names, as its settings keep them. */
import { z } from 'zod';
import { isPair } from '../domain/feed-symbols.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Connection } from './database.ts';
import { StoreError } from './store-error.ts';

/** Key among the settings. */
export const INSTRUMENTS_KEY = 'instruments';

/** Names of shares that are kept; of coins all, as their units are in every row. */
const SHARES_KEPT = 1_000;

const count = z.int().min(1);
const kept: z.ZodType<Instrument> = z.object({
  symbol: z.string().min(1).max(32),
  name: z.string().max(256),
  assetClass: z.enum(['us_equity', 'crypto']),
  currency: z.literal('USD'),
  tickMantissa: count,
  tickDecimals: z.int().min(0).max(9),
  lotDecimals: z.int().min(0).max(9),
  tickValueMicros: count,
  priceIncrements: z
    .array(z.object({ fromTicks: z.int().min(0), incrementTicks: count }))
    .min(1)
    .max(8),
  zone: z.string().min(1).max(64),
  qtyStepLots: count.exactOptional(),
  minQtyLots: count.exactOptional(),
});

/**
 * From their JSON text; none where none were stored. Throws a StoreError for what no version has written:
 * amounts counted in guessed units would be wrong money.
 */
export function storedInstruments(text: string | undefined): readonly Instrument[] {
  if (text === undefined) return [];
  try {
    return z.array(kept).parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError('store.damaged', `units of instruments cannot be read: ${String(error)}`);
  }
}

/** Those of a store by symbol. */
export function keptInstruments(db: Connection): ReadonlyMap<string, Instrument> {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
    .get(INSTRUMENTS_KEY);
  return new Map(storedInstruments(row?.value).map((one) => [one.symbol, one]));
}

/** As it is stored: newest last, of shares a bounded number. */
export function instrumentsText(instruments: Iterable<Instrument>): string {
  const all = [...instruments];
  const surplus = all.filter(({ symbol }) => !isPair(symbol)).length - SHARES_KEPT;
  let dropped = 0;
  const bounded = all.filter(({ symbol }) => isPair(symbol) || (dropped += 1) > surplus);
  return JSON.stringify(bounded);
}
