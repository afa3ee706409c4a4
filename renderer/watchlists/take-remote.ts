import type { RemoteWatchlist } from '../../engine/contract/assets.ts';
import { LISTS_MAX, NAME_CHARS_MAX, SYMBOLS_MAX, isListName, isSymbol } from './watchlist.ts';
import type { Watchlist } from './watchlist.ts';

/** What became of one list of the account. */
export interface TakenList {
  readonly name: string;
  /** Symbols that were not in the list of that name before. */
  readonly added: number;
  readonly isNew: boolean;
}

export interface TakenLists {
  readonly lists: readonly Watchlist[];
  readonly taken: readonly TakenList[];
  /** Names of lists, and symbols, for which there was no room or which cannot be had here. */
  readonly left: readonly string[];
}

/**
 * The trader's lists with those of an account: one of the same name gets what it lacks at its end, all others
 * are new. Nothing of before is lost or moved.
 */
export function withRemoteLists(
  before: readonly Watchlist[],
  remote: readonly RemoteWatchlist[],
): TakenLists {
  let lists = before;
  const taken: TakenList[] = [];
  const left: string[] = [];
  for (const { name: told, symbols } of remote) {
    const name = told.trim().slice(0, NAME_CHARS_MAX).trim();
    const known = lists.find((one) => one.name === name);
    if (known === undefined && (lists.length >= LISTS_MAX || !isListName(name, lists))) {
      left.push(told);
      continue;
    }
    const own = known?.symbols ?? [];
    const all = [...new Set([...own, ...symbols.filter(isSymbol)])];
    left.push(...symbols.filter((symbol) => !isSymbol(symbol)), ...all.slice(SYMBOLS_MAX));
    const list = { name, symbols: all.slice(0, SYMBOLS_MAX) };
    taken.push({ name, added: list.symbols.length - own.length, isNew: known === undefined });
    lists =
      known === undefined ? [...lists, list] : lists.map((one) => (one === known ? list : one));
  }
  return { lists, taken, left };
}
