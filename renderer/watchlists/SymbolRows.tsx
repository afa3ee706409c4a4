import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../components/index.ts';
import { instrumentOf } from '../stores/market.ts';
import { watchlistsText as words } from '../text/watchlists.ts';
import { moved } from './watchlist.ts';
import type { Watchlist } from './watchlist.ts';
import { changeList } from './watchlists-store.ts';

/** Symbols of a list in their order: dragged, or moved by key. */
export function SymbolRows({ list }: { readonly list: Watchlist }) {
  const { name, symbols } = list;
  const rows = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    changeList(name, (before) => moved(before, from, to));
  };
  /** Once the rows are where they belong: a moved one keeps the keyboard. */
  const focusRow = (at: number): void => {
    requestAnimationFrame(() => {
      rows.current?.querySelectorAll<HTMLElement>('[data-symbol]')[at]?.focus();
    });
  };
  const remove = (symbol: string, at: number): void => {
    changeList(name, (before) => before.filter((one) => one !== symbol));
    focusRow(Math.min(at, symbols.length - 2));
  };
  const handleKey = (event: KeyboardEvent, symbol: string, at: number): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isRemoval = event.key === 'Delete' || event.key === 'Backspace';
    if ((step === undefined && !isRemoval) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (step === undefined) {
      if (!event.repeat) remove(symbol, at);
      return;
    }
    const to = Math.max(0, Math.min(symbols.length - 1, at + step));
    if (event.altKey) move(at, to);
    focusRow(to);
  };
  if (symbols.length === 0) return <p className="dim">{words.empty}</p>;
  return (
    <ul ref={rows} className="watchlists-symbols" aria-label={words.order}>
      {symbols.map((symbol, at) => (
        <li
          key={symbol}
          className="watchlists-item"
          data-symbol={symbol}
          data-dragged={dragged === at}
          tabIndex={at === 0 ? 0 : -1}
          draggable
          onDragStart={() => setDragged(at)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => {
            event.preventDefault();
            if (dragged === null || dragged === at) return;
            move(dragged, at);
            setDragged(at);
          }}
          onKeyDown={(event) => handleKey(event, symbol, at)}
        >
          <span className="dim" aria-hidden="true">
            ⠿
          </span>
          <strong>{symbol}</strong>
          <span className="dim watchlists-name">{instrumentOf(symbol)?.name ?? ''}</span>
          <IconButton
            label={words.up(symbol)}
            keyHint="Alt+↑"
            tabIndex={-1}
            disabled={at === 0}
            onClick={() => move(at, at - 1)}
          >
            ↑
          </IconButton>
          <IconButton
            label={words.down(symbol)}
            keyHint="Alt+↓"
            tabIndex={-1}
            disabled={at === symbols.length - 1}
            onClick={() => move(at, at + 1)}
          >
            ↓
          </IconButton>
          <IconButton
            label={words.removeSymbol(symbol)}
            keyHint="Del"
            tabIndex={-1}
            onClick={() => remove(symbol, at)}
          >
            ✕
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
