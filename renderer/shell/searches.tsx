import { useMemo, useState } from 'react';
import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import { useCommands } from '../keyboard/commands.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { runCommand } from '../keyboard/run-command.ts';
import { setTargetTimeframe } from '../workspace/workspace-api.ts';
import { SearchFoot } from '../symbol-search/SearchFoot.tsx';
import { symbolRank } from '../symbol-search/asset-items.tsx';
import { SYMBOL_ID, useSymbolGroups } from '../symbol-search/use-symbol-groups.tsx';
import { TEXT } from '../text/en.ts';
import { SearchDialog } from './SearchDialog.tsx';
import type { SearchItem } from './SearchDialog.tsx';
import { wordsRank } from './words-rank.ts';

/** Everything that can be done now, with its key, and every symbol. */
export function Palette({ seed }: { readonly seed: string }) {
  const commands = useCommands((store) => store.commands);
  const [search, setSearch] = useState(seed);
  const { groups, found } = useSymbolGroups(search);
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
      groups={[{ heading: TEXT.palette.commands, items }, ...groups]}
      filter={(id, typed, [title = '', ...others] = []) =>
        wordsRank(typed, title, [id, ...others].join(' '))
      }
      onSearch={setSearch}
      foot={<SearchFoot found={found} />}
    />
  );
}

/** Opened by a letter on the chart or the quote board. */
export function SymbolSearch({ seed }: { readonly seed: string }) {
  const [search, setSearch] = useState(seed.toUpperCase());
  const { groups, found } = useSymbolGroups(search);
  return (
    <SearchDialog
      title={TEXT.symbolSearch.title}
      placeholder={TEXT.symbolSearch.placeholder}
      empty={TEXT.symbolSearch.empty}
      seed={seed.toUpperCase()}
      groups={groups}
      filter={(id, typed, keywords = []) =>
        symbolRank(id.slice(SYMBOL_ID.length), keywords.join(' '), typed)
      }
      onSearch={setSearch}
      foot={<SearchFoot found={found} />}
      upperCase
    />
  );
}

const TIMEFRAME_ITEMS: readonly SearchItem[] = TIMEFRAMES.map((timeframe) => ({
  id: timeframe,
  text: timeframe,
  choose: () => setTargetTimeframe(timeframe),
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
