import { useMemo } from 'react';
import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import { useCommands } from '../keyboard/commands.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { runCommand } from '../keyboard/run-command.ts';
import { useMarket } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { SearchDialog } from './SearchDialog.tsx';
import type { SearchItem } from './SearchDialog.tsx';

function useSymbolItems(): readonly SearchItem[] {
  const instruments = useMarket((market) => market.instruments);
  return useMemo(
    () =>
      instruments.map((instrument) => ({
        id: `symbol ${instrument.symbol}`,
        text: instrument.symbol,
        detail: instrument.name,
        keywords: [instrument.name],
        choose: () => useTerminal.getState().setSymbol(instrument.symbol),
      })),
    [instruments],
  );
}

/** Everything that can be done now, with its key, and every symbol. */
export function Palette({ seed }: { readonly seed: string }) {
  const commands = useCommands((store) => store.commands);
  const symbols = useSymbolItems();
  const items = useMemo(
    () =>
      [...commands.values()]
        .filter((command) => command.when?.() !== false && command.id !== 'palette.open')
        .map((command): SearchItem => ({
          id: command.id,
          text: command.title,
          keys: keysOf(command.id),
          choose: () => runCommand(command),
        })),
    [commands],
  );
  return (
    <SearchDialog
      title={TEXT.palette.title}
      placeholder={TEXT.palette.placeholder}
      empty={TEXT.palette.empty}
      seed={seed}
      groups={[
        { heading: TEXT.palette.commands, items },
        { heading: TEXT.palette.symbols, items: symbols },
      ]}
    />
  );
}

/** Symbols that begin with what was typed come first, then those whose name has it. */
function symbolRank(id: string, search: string, keywords: string[] = []): number {
  const symbol = id.slice('symbol '.length);
  const wanted = search.trim().toUpperCase();
  if (symbol === wanted) return 1;
  if (symbol.startsWith(wanted)) return 0.8;
  if (symbol.includes(wanted)) return 0.5;
  return keywords.some((word) => word.toUpperCase().includes(wanted)) ? 0.3 : 0;
}

/** Opened by a letter on the chart or the quote board. */
export function SymbolSearch({ seed }: { readonly seed: string }) {
  return (
    <SearchDialog
      title={TEXT.symbolSearch.title}
      placeholder={TEXT.symbolSearch.placeholder}
      empty={TEXT.symbolSearch.empty}
      seed={seed.toUpperCase()}
      groups={[{ heading: TEXT.palette.symbols, items: useSymbolItems() }]}
      filter={symbolRank}
      upperCase
    />
  );
}

const TIMEFRAME_ITEMS: readonly SearchItem[] = TIMEFRAMES.map((timeframe) => ({
  id: timeframe,
  text: timeframe,
  choose: () => useTerminal.getState().setTimeframe(timeframe),
}));

/** Opened by a digit or a comma on the chart or the quote board. */
export function TimeframeSearch({ seed }: { readonly seed: string }) {
  return (
    <SearchDialog
      title={TEXT.timeframeSearch.title}
      placeholder={TEXT.timeframeSearch.placeholder}
      empty={TEXT.timeframeSearch.empty}
      seed={seed.replace(',', '')}
      groups={[{ heading: TEXT.timeframeSearch.title, items: TIMEFRAME_ITEMS }]}
      filter={(id, search) => (id.startsWith(search.trim().toLowerCase()) ? 1 - id.length / 10 : 0)}
    />
  );
}
