import { create } from 'zustand';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { announce } from '../stores/notices.ts';
import { watchlistsText } from '../text/watchlists.ts';
import { NO_WATCHLISTS, readWatchlists } from './watchlist.ts';
import type { Watchlists } from './watchlist.ts';

/** The trader's lists, the same in all windows; each window shows its own of them. */
export const useWatchlists = create<Watchlists>(() => NO_WATCHLISTS);

/** Changes a list; nothing when there is none of that name. */
export function changeList(
  name: string,
  change: (symbols: readonly string[]) => readonly string[],
): void {
  useWatchlists.setState(({ lists }) => ({
    lists: lists.map((one) => (one.name === name ? { name, symbols: change(one.symbols) } : one)),
  }));
}

/** Gives a list another name, which must be free. */
export function renameList(before: string, name: string): void {
  useWatchlists.setState(({ lists, shown }) => ({
    lists: lists.map((one) => (one.name === before ? { ...one, name } : one)),
    shown: shown === before ? name : shown,
  }));
}

/** Deletes a list; the quotes then show all symbols, if it was theirs. */
export function removeList(name: string): void {
  useWatchlists.setState(({ lists, shown }) => ({
    lists: lists.filter((one) => one.name !== name),
    shown: shown === name ? null : shown,
  }));
}

/** Loads the lists, saves each change, follows those of other windows. Returns what ends it. */
export function keepWatchlists(client: EngineClient): () => void {
  let known: Watchlists = NO_WATCHLISTS;
  let isFirst = true;
  const document = new KeptDocument<Watchlists>({
    client,
    kind: 'watchlist',
    name: 'watchlists',
    read: readWatchlists,
    onValue: (value) => {
      if (value === null) return;
      const { shown } = useWatchlists.getState();
      const stays = value.lists.some(({ name }) => name === shown) ? shown : null;
      known = isFirst ? value : { ...value, shown: stays };
      isFirst = false;
      useWatchlists.setState(known);
    },
    onProblem: (problem) => {
      announce('warning', watchlistsText.notKept(problemText(problem)), 'terminal.watchlists');
    },
  });
  const stop = useWatchlists.subscribe((now) => {
    if (now.lists === known.lists && now.shown === known.shown) return;
    known = now;
    document.save(now);
  });
  return () => {
    stop();
    document.dispose();
  };
}
