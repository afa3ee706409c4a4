import { useState } from 'react';
import { Button, Select, Spacer } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { useEngine } from '../client/engine-context.ts';
import { followSymbol, useFollowing } from '../symbol-search/follow-symbol.ts';
import { instrumentOf } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { watchlistsText as words } from '../text/watchlists.ts';
import { loadTextFile, saveTextFile } from '../workspace/json-files.ts';
import { TakeRemote } from './TakeRemote.tsx';
import { SymbolRows } from './SymbolRows.tsx';
import { LISTS_MAX, SYMBOLS_MAX, isListName, readWatchlistCsv, watchlistCsv } from './watchlist.ts';
import type { Watchlist } from './watchlist.ts';
import { changeList, useWatchlists } from './watchlists-store.ts';
import './watchlists-dialog.css';

/** Lines of a file that are told; more are only counted by their dots. */
const BAD_LINES_TOLD = 10;

/** Makes, orders, renames and deletes lists; CSV in and out. */
export function WatchlistsDialog() {
  const lists = useWatchlists((store) => store.lists);
  const shown = useWatchlists((store) => store.shown);
  const [chosen, setChosen] = useState(shown ?? lists[0]?.name ?? '');
  const list = lists.find(({ name }) => name === chosen) ?? lists[0] ?? null;
  return (
    <Dialog title={words.title} onClose={closeOverlay}>
      <div className="dialog-content watchlists" data-testid="watchlists">
        <NewList onMade={setChosen} />
        <TakeRemote />
        {list === null ? (
          <p className="dim">{words.none}</p>
        ) : (
          <>
            <div className="watchlists-row">
              <Select
                label={words.list}
                value={list.name}
                choices={lists.map(({ name }) => ({ value: name, text: name }))}
                onChange={setChosen}
              />
              <AddSymbol list={list} />
            </div>
            <SymbolRows key={list.name} list={list} />
          </>
        )}
      </div>
      {list !== null && <Foot list={list} />}
    </Dialog>
  );
}

function NewList({ onMade }: { readonly onMade: (name: string) => void }) {
  const lists = useWatchlists((store) => store.lists);
  const [name, setName] = useState('');
  const canMake = isListName(name, lists) && lists.length < LISTS_MAX;
  return (
    <form
      className="watchlists-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (!canMake) return;
        useWatchlists.setState({ lists: [...lists, { name, symbols: [] }], shown: name });
        onMade(name);
        setName('');
      }}
    >
      <input
        className="input watchlists-name"
        aria-label={words.newName}
        placeholder={words.newName}
        aria-invalid={name !== '' && !canMake}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
      />
      <Button small type="submit" disabled={!canMake}>
        {words.make}
      </Button>
    </form>
  );
}

function AddSymbol({ list }: { readonly list: Watchlist }) {
  const [text, setText] = useState('');
  const symbol = text.trim().toUpperCase();
  const [problem, setProblem] = useState('');
  const client = useEngine();
  const add = async (): Promise<void> => {
    // One that is not followed yet is asked for; the reason why it cannot be had stands beside it.
    if (!(await followSymbol(client, symbol))) {
      setProblem(useFollowing.getState().problem);
      return;
    }
    changeList(list.name, (before) => [...new Set([...before, symbol])].slice(0, SYMBOLS_MAX));
    setText('');
  };
  return (
    <form
      className="watchlists-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (symbol !== '') void add();
      }}
    >
      <input
        className="input watchlists-symbol"
        aria-label={words.symbol}
        placeholder={words.symbol}
        aria-invalid={problem !== ''}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem('');
        }}
      />
      <Button small type="submit">
        {words.add}
      </Button>
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
}

function Foot({ list }: { readonly list: Watchlist }) {
  const { name } = list;
  const importCsv = async (): Promise<void> => {
    const text = await loadTextFile('.csv,text/csv,text/plain');
    if (text === null) return;
    const { symbols, badLines } = readWatchlistCsv(text, (one) => instrumentOf(one) !== null);
    changeList(name, (before) => [...new Set([...before, ...symbols])].slice(0, SYMBOLS_MAX));
    announce('info', words.imported(symbols.length, name));
    if (badLines.length === 0) return;
    const told = badLines.slice(0, BAD_LINES_TOLD).join(', ');
    announce('warning', words.badLines(badLines.length > BAD_LINES_TOLD ? `${told}…` : told));
  };
  return (
    <div className="watchlists-foot">
      <Button
        small
        tone="danger"
        onClick={() => {
          useWatchlists.setState(({ lists, shown }) => ({
            lists: lists.filter((one) => one.name !== name),
            shown: shown === name ? null : shown,
          }));
        }}
      >
        {words.remove}
      </Button>
      <Spacer />
      <Button small onClick={() => void importCsv()}>
        {words.importCsv}
      </Button>
      <Button small onClick={() => saveTextFile(`${name}.csv`, watchlistCsv(list), 'text/csv')}>
        {words.exportCsv}
      </Button>
    </div>
  );
}
