import { useState } from 'react';
import { Button, RenameForm, Select, Spacer, SureButton } from '../components/index.ts';
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
import { changeList, removeList, renameList, useWatchlists } from './watchlists-store.ts';
import './watchlists-dialog.css';

/** Lines of a file that are told; more are only counted by their dots. */
const BAD_LINES_TOLD = 10;

/** Makes, orders, renames and deletes lists; CSV in and out. */
export function WatchlistsDialog() {
  const lists = useWatchlists((store) => store.lists);
  const shown = useWatchlists((store) => store.shown);
  const [chosen, setChosen] = useState(shown ?? lists[0]?.name ?? '');
  const [isRenaming, setRenaming] = useState(false);
  /** Who opens the dialog or has made a list types symbols; who goes through the lists does not yet. */
  const [addsNext, setAddsNext] = useState(true);
  const list = lists.find(({ name }) => name === chosen) ?? lists[0] ?? null;
  const select = lists.map(({ name }) => ({ value: name, text: name }));
  return (
    <Dialog
      title={words.title}
      onClose={() => {
        // Esc leaves the field of the name first.
        if (isRenaming) setRenaming(false);
        else closeOverlay();
      }}
    >
      <div className="dialog-content watchlists" data-testid="watchlists">
        <NewList
          onMade={(name) => {
            setChosen(name);
            setAddsNext(true);
          }}
          isFirst={lists.length === 0}
        />
        <TakeRemote />
        {list === null ? (
          <p className="dim">{words.none}</p>
        ) : (
          <>
            <div className="watchlists-row">
              <Select
                label={words.list}
                value={list.name}
                choices={select}
                onChange={(name) => {
                  setAddsNext(false);
                  setChosen(name);
                }}
              />
              <AddSymbol key={list.name} list={list} isNext={addsNext} />
            </div>
            <SymbolRows key={`rows of ${list.name}`} list={list} />
            {list.symbols.length > 1 && <p className="dim watchlists-hint">{words.orderHint}</p>}
          </>
        )}
      </div>
      {list !== null && isRenaming && (
        <RenameList
          list={list}
          onDone={(name) => {
            setChosen(name);
            setRenaming(false);
          }}
        />
      )}
      {list !== null && !isRenaming && <Foot list={list} onRename={() => setRenaming(true)} />}
    </Dialog>
  );
}

/** Why a name is none for one more list, or ''. */
function nameProblem(name: string, lists: readonly Watchlist[]): string {
  if (isListName(name, lists)) return '';
  return lists.some((one) => one.name === name) ? words.nameTaken(name) : words.nameWrong;
}

function NewList({
  onMade,
  isFirst,
}: {
  readonly onMade: (name: string) => void;
  readonly isFirst: boolean;
}) {
  const lists = useWatchlists((store) => store.lists);
  const [name, setName] = useState('');
  const isFull = lists.length >= LISTS_MAX;
  const problem = isFull ? words.full : name === '' ? '' : nameProblem(name, lists);
  const canMake = name !== '' && problem === '';
  return (
    <form
      className="watchlists-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (!canMake) return;
        useWatchlists.setState({ lists: [...lists, { name, symbols: [] }], shown: name });
        announce('info', words.made(name));
        onMade(name);
        setName('');
      }}
    >
      <input
        className="input watchlists-name"
        aria-label={words.newName}
        placeholder={words.newName}
        aria-invalid={problem !== ''}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus={isFirst}
      />
      <Button small type="submit" disabled={!canMake}>
        {words.make}
      </Button>
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
}

function RenameList({
  list,
  onDone,
}: {
  readonly list: Watchlist;
  readonly onDone: (name: string) => void;
}) {
  const others = useWatchlists((store) => store.lists).filter(({ name }) => name !== list.name);
  return (
    <RenameForm
      name={list.name}
      label={words.renameTo(list.name)}
      button={words.rename}
      className="watchlists-foot"
      inputClass="watchlists-name"
      problemOf={(name) => nameProblem(name, others)}
      onRename={(name) => {
        if (name !== list.name) {
          renameList(list.name, name);
          announce('info', words.renamed(list.name, name));
        }
        onDone(name);
      }}
    />
  );
}

function AddSymbol({ list, isNext }: { readonly list: Watchlist; readonly isNext: boolean }) {
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
    announce('info', words.added(symbol, list.name));
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
        autoFocus={isNext}
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

function Foot({ list, onRename }: { readonly list: Watchlist; readonly onRename: () => void }) {
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
      <SureButton
        text={words.remove}
        sure={words.removeSure(name)}
        onSure={() => {
          removeList(name);
          announce('info', words.removed(name));
        }}
      />
      <Button small onClick={onRename}>
        {words.rename}
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
