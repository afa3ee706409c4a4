import type { AssetRow } from '../../contract/assets.ts';

/** How well an asset fits, the lower the better; null: not at all. `wanted` is in capitals. */
function rankOf({ symbol, name }: AssetRow, wanted: string): number | null {
  if (symbol === wanted) return 0;
  if (symbol.startsWith(wanted)) return 1;
  const words = name.toUpperCase();
  if (words.startsWith(wanted)) return 2;
  if (words.includes(` ${wanted}`)) return 3;
  // A pair by its second part, or without its slash.
  return symbol.includes('/') && symbol.replace('/', '').startsWith(wanted) ? 1 : null;
}

/** The assets that fit best, short symbols before long ones of the same fit. */
export function searchAssets(
  assets: readonly AssetRow[],
  query: string,
  limit: number,
): readonly AssetRow[] {
  const wanted = query.trim().toUpperCase();
  const found: { readonly asset: AssetRow; readonly rank: number }[] = [];
  for (const asset of assets) {
    const rank = rankOf(asset, wanted);
    if (rank !== null) found.push({ asset, rank });
  }
  const order = (text: string, other: string): number => (text < other ? -1 : 1);
  found.sort(
    ({ asset: a, rank: x }, { asset: b, rank: y }) =>
      x - y || a.symbol.length - b.symbol.length || order(a.symbol, b.symbol),
  );
  return found.slice(0, limit).map(({ asset }) => asset);
}
