import { useMemo } from 'react';
import type { AssetRow } from '../../engine/contract/assets.ts';
import { useEngine } from '../client/engine-context.ts';
import type { SearchGroup, SearchItem } from '../shell/SearchDialog.tsx';
import { useMarket } from '../stores/market.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { symbolSearchText as words } from '../text/symbol-search.ts';
import { AssetDetail, notFollowed } from './asset-items.tsx';
import { followSymbol } from './follow-symbol.ts';
import { useAssets } from './use-assets.ts';
import type { FoundAssets } from './use-assets.ts';

/** Marks the items that stand for symbols. */
export const SYMBOL_ID = 'symbol ';

/** Symbols that are followed, and those of Alpaca that would be once they are chosen. */
export function useSymbolGroups(search: string): {
  readonly groups: readonly SearchGroup[];
  readonly found: FoundAssets;
} {
  const client = useEngine();
  const instruments = useMarket((market) => market.instruments);
  const found = useAssets(search);
  const groups = useMemo(() => {
    const assets = new Map(found.rows.map((row) => [row.symbol, row]));
    const own = instruments.map(({ symbol, name }) => ({
      ...itemOf(symbol, name, assets.get(symbol) ?? null),
      choose: () => useTerminal.getState().setSymbol(symbol),
    }));
    const more = notFollowed(found.rows, instruments).map((row) => ({
      ...itemOf(row.symbol, row.name, row),
      isLasting: true,
      choose: () => {
        void followSymbol(client, row.symbol).then((isThere) => {
          if (!isThere) return;
          closeOverlay();
          useTerminal.getState().setSymbol(row.symbol);
        });
      },
    }));
    return [
      { heading: TEXT.palette.symbols, items: own },
      { heading: words.more, items: found.source === 'alpaca' ? more : [] },
    ];
  }, [client, instruments, found]);
  return { groups, found };
}

function itemOf(symbol: string, name: string, asset: AssetRow | null): Omit<SearchItem, 'choose'> {
  const state = useMarket.getState().quotes.get(symbol)?.state ?? null;
  return {
    id: `${SYMBOL_ID}${symbol}`,
    text: symbol,
    detail: <AssetDetail name={name} asset={asset} state={state} />,
    keywords: [name],
  };
}
