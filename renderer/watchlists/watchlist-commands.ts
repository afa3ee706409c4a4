import { registerCommand } from '../keyboard/commands.ts';
import { watchlistsText as words } from '../text/watchlists.ts';
import { focusPanel } from '../workspace/workspace-api.ts';
import { useWatchlists } from './watchlists-store.ts';

/** Adds a command for each list that there is, which shows it in the quotes. Returns what removes them. */
export function registerWatchlistCommands(): () => void {
  let own: (() => void)[] = [];
  const show = (name: string | null): void => {
    useWatchlists.setState({ shown: name });
    focusPanel('quote-board');
  };
  const add = (names: readonly string[]): void => {
    for (const remove of own) remove();
    const all = names.length === 0 ? [] : [{ id: 'watchlist.all', name: null }];
    const each = names.map((name) => ({ id: `watchlist.show.${name}`, name }));
    own = [...all, ...each].map(({ id, name }) =>
      registerCommand({ id, title: words.show(name ?? words.all), run: () => show(name) }),
    );
  };
  const namesOf = (): readonly string[] => useWatchlists.getState().lists.map(({ name }) => name);
  add(namesOf());
  const stop = useWatchlists.subscribe(({ lists }, before) => {
    if (lists !== before.lists) add(namesOf());
  });
  return () => {
    stop();
    for (const remove of own) remove();
  };
}
