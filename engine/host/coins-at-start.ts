import { SYSTEM_TIMERS } from '../alpaca/access.ts';
import type { ReferenceApi } from '../alpaca/reference-api.ts';
import type { WireAsset } from '../alpaca/wire-schemas.ts';
import { coinFromSteps, withSteps } from '../domain/coin-units.ts';
import type { CoinSteps } from '../domain/coin-units.ts';
import { isPair } from '../domain/feed-symbols.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { RecoveredState } from '../ports.ts';
import { realInstrument } from './store-instruments.ts';

/** How long the start waits to hear the steps of coins: those known are right for orders until then too. */
const ASSETS_MS = 1_500;

/** What Alpaca says of a coin's steps. */
export function stepsOf(asset: WireAsset): CoinSteps {
  return {
    price: asset.price_increment ?? '',
    qty: asset.min_trade_increment ?? '',
    minQty: asset.min_order_size ?? '',
  };
}

/**
 * Coins as the store counts them, or as Alpaca's steps suggest where it has never had them, with the steps of
 * today. Where Alpaca does not answer in time they are as they were, or as built in.
 */
export async function coinsAtStart(
  symbols: readonly string[],
  recovered: RecoveredState,
  api: ReferenceApi | null,
): Promise<readonly Instrument[]> {
  const kept = new Map(recovered.instruments.map((one) => [one.symbol, one]));
  const used = new Set(coinsCountedIn(recovered).map(({ symbol }) => symbol));
  const isNew = (symbol: string): boolean => !kept.has(symbol) && !used.has(symbol);
  const { assets, dollars } = await askCoins(symbols, symbols.filter(isNew), api);
  return symbols.map((symbol) => {
    const asset = assets.get(symbol);
    const name = asset?.name ?? symbol;
    const known = kept.get(symbol) ?? realInstrument(symbol, name);
    if (asset === undefined) return known;
    const steps = stepsOf(asset);
    const fresh = isNew(symbol)
      ? coinFromSteps(symbol, name, steps, dollars.get(symbol) ?? 0)
      : null;
    return fresh ?? withSteps(known, steps);
  });
}

/** Coins of which a store has rows and no units: these are counted in the units that are built in. */
export function coinsCountedIn({
  bars,
  positions,
  workingOrders,
  instruments,
}: RecoveredState): readonly Instrument[] {
  const kept = new Set(instruments.map(({ symbol }) => symbol));
  const named = new Set([...bars, ...positions, ...workingOrders].map(({ symbol }) => symbol));
  return [...named]
    .filter((symbol) => isPair(symbol) && !kept.has(symbol))
    .map((symbol) => realInstrument(symbol));
}

async function askCoins(
  symbols: readonly string[],
  unknown: readonly string[],
  api: ReferenceApi | null,
): Promise<{
  readonly assets: ReadonlyMap<string, WireAsset>;
  readonly dollars: ReadonlyMap<string, number>;
}> {
  const nothing = { assets: new Map<string, WireAsset>(), dollars: new Map<string, number>() };
  if (api === null || symbols.length === 0) return nothing;
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = SYSTEM_TIMERS.after(ASSETS_MS, () => {
      resolve(null);
    });
  });
  const asked = Promise.all([
    api.assets('crypto'),
    unknown.length === 0 ? null : api.crypto.snapshots(unknown, 'crypto', 'state'),
  ]);
  const answers = await Promise.race([asked, late]);
  cancel();
  if (answers === null) return nothing;
  const [assets, snapshots] = answers;
  const rows = assets.ok ? assets.value : [];
  const dollars = new Map<string, number>();
  for (const symbol of unknown) {
    const price = snapshots?.ok === true ? snapshots.value.get(symbol)?.latestTrade?.p : undefined;
    if (price !== undefined) dollars.set(symbol, price);
  }
  return { assets: new Map(rows.map((row) => [row.symbol, row])), dollars };
}
