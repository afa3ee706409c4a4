import { useEffect, useMemo, useState } from 'react';
import type { MouseEvent } from 'react';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import {
  DataTable,
  IconButton,
  PanelBody,
  Select,
  Spacer,
  TableTools,
} from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { useEngine } from '../../client/engine-context.ts';
import { openConnections } from '../../connections/open-connections.ts';
import { announce } from '../../stores/notices.ts';
import { followSymbol, useFollowing } from '../../symbol-search/follow-symbol.ts';
import { watchlistsText } from '../../text/watchlists.ts';
import type { Watchlist } from '../../watchlists/watchlist.ts';
import { useWatchlists } from '../../watchlists/watchlists-store.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { useMarket, useSource } from '../../stores/market.ts';
import { usePanelSymbol } from '../../workspace/links.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { quoteBoardText } from '../../text/quote-board.ts';
import { StaleBadge, useStale } from '../feed-state/StaleBadge.tsx';
import { LatestCell } from './LatestCell.tsx';
import { isUnfollowed, rowOfUnfollowed, useAskLatest } from './latest-prices.ts';
import { QuoteCell } from './QuoteCell.tsx';
import { FIGURES, figureValue, findInstruments } from './quote-figures.ts';
import type { Figure } from './quote-figures.ts';
import './quote-board.css';

const WIDTHS: Readonly<Record<Figure, number>> = {
  last: 52,
  change: 54,
  changePercent: 52,
  bid: 58,
  ask: 58,
  bidSize: 58,
  askSize: 58,
  volume: 58,
  high: 58,
  low: 58,
};

/** Rows are sorted anew this often: often enough to be true, seldom enough to be read. */
const SORT_MS = 1_000;

/** Letters of a symbol that have room in their column: BTC/USD. */
const SYMBOL_CHARS = 7;

const COLUMNS: readonly Column<Instrument>[] = [
  {
    id: 'symbol',
    header: quoteBoardText.columns.symbol,
    // Room for BTC/USD, which nothing to its right may touch; longer ones are written smaller, not cut.
    width: 54,
    grow: 4,
    cell: ({ symbol, name }) => (
      <span title={name} className={symbol.length > SYMBOL_CHARS ? 'quote-long' : undefined}>
        {symbol}
      </span>
    ),
    sortValue: (instrument) => instrument.symbol,
  },
  ...FIGURES.map((figure, at): Column<Instrument> => ({
    id: figure,
    header: quoteBoardText.columns[figure],
    title: titleOf(figure),
    align: 'right',
    width: WIDTHS[figure],
    grow: 1,
    // A narrow board keeps the columns it begins with, the last price always.
    ...(at > 0 && { yields: FIGURES.length - at }),
    cell: (instrument) =>
      isUnfollowed(instrument) ? (
        <LatestCell symbol={instrument.symbol} figure={figure} />
      ) : (
        <QuoteCell instrument={instrument} figure={figure} />
      ),
    sortValue: (instrument) =>
      figureValue(useMarket.getState().quotes.get(instrument.symbol), figure),
  })),
];

function titleOf(figure: Figure): string {
  const titles: Readonly<Partial<Record<Figure, string>>> = quoteBoardText.titles;
  return titles[figure] ?? quoteBoardText.columns[figure];
}

/** All instruments with their quotes; Enter or a double click makes one the active symbol. */
export function QuoteBoardPanel() {
  const active = usePanelSymbol();
  const setSymbol = useTerminal((terminal) => terminal.setSymbol);
  const stale = useStale();
  const [search, setSearch] = useState('');
  const rows = useRows(search);
  const client = useEngine();
  useAskLatest(useMemo(() => rows.filter(isUnfollowed).map(symbolOf).sort(), [rows]));
  const open = (symbol: string): void => {
    void followSymbol(client, symbol).then((isThere) => {
      if (isThere) setSymbol(symbol);
      else announce('warning', useFollowing.getState().problem, 'terminal.not_followed');
    });
  };
  const choose = (instrument: Instrument): void => {
    open(instrument.symbol);
    setSearch('');
  };

  return (
    <PanelBody
      toolbar={
        <>
          <input
            type="search"
            className="input quote-search"
            aria-label={quoteBoardText.searchLabel}
            placeholder={quoteBoardText.search}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              const first = rows[0];
              if (event.key === 'Enter' && first !== undefined) choose(first);
              else if (event.key === 'Escape') setSearch('');
            }}
          />
          <ListChoice />
          <IconButton label={watchlistsText.edit} onClick={() => openOverlay('watchlists')}>
            ☰
          </IconButton>
          <Unfollow symbol={active} />
          <TableTools table="quote-board" label={quoteBoardText.label} paged />
          <Spacer />
          <StaleBadge />
        </>
      }
    >
      <div
        className={stale ? 'quote-board quote-board-stale' : 'quote-board'}
        onClick={(event) => {
          const row = clickedElement(event)?.closest<HTMLElement>('[data-symbol]');
          const symbol = row?.dataset['symbol'];
          if (symbol !== undefined) open(symbol);
        }}
      >
        <DataTable
          label={quoteBoardText.label}
          tableId="quote-board"
          columns={COLUMNS}
          rows={rows}
          rowKey={symbolOf}
          emptyText={search === '' ? quoteBoardText.empty : quoteBoardText.noMatch(search)}
          onEnter={choose}
          isHome={(instrument) => instrument.symbol === active}
          rowAttributes={(instrument) => ({ 'data-symbol': instrument.symbol })}
          rowClass={(instrument) => (instrument.symbol === active ? 'quote-active' : '')}
        />
      </div>
    </PanelBody>
  );
}

/** Where the market is a feed, asks to follow the active symbol no longer. */
function Unfollow({ symbol }: { readonly symbol: string }) {
  const isFeed = useSource(({ status }) => status?.kind === 'alpaca');
  const isFollowed = useMarket(({ instruments }) =>
    instruments.some((instrument) => instrument.symbol === symbol),
  );
  // Its place is that of the badge then, so that the rows stay where they are.
  const stale = useStale();
  if (!isFeed || !isFollowed || stale) return null;
  return (
    <IconButton
      label={quoteBoardText.unfollow(symbol)}
      onClick={() => openConnections('market', symbol)}
    >
      −
    </IconButton>
  );
}

/** The list that is shown, once there is one. */
function ListChoice() {
  const lists = useWatchlists((store) => store.lists);
  const shown = useWatchlists((store) => store.shown);
  if (lists.length === 0) return null;
  const own = lists.map(({ name }, at) => ({ value: String(at), text: name }));
  const at = lists.findIndex(({ name }) => name === shown);
  return (
    <Select
      label={watchlistsText.choose}
      className="quote-list"
      value={String(at)}
      choices={[{ value: '-1', text: watchlistsText.allShort, title: watchlistsText.all }, ...own]}
      onChange={(value) => useWatchlists.setState({ shown: lists[Number(value)]?.name ?? null })}
    />
  );
}

/** Events of a page start at elements. */
function clickedElement(event: MouseEvent): Element | null {
  return event.target instanceof Element ? event.target : null;
}

function symbolOf(instrument: Instrument): string {
  return instrument.symbol;
}

/** Instruments that the search finds; a new array once a second, so that the table sorts anew. */
function useRows(search: string): readonly Instrument[] {
  const instruments = useMarket((market) => market.instruments);
  const list = useWatchlists(({ lists, shown }) => lists.find(({ name }) => name === shown));
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      setBeat((count) => count + 1);
    }, SORT_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return useMemo(() => {
    // A search looks everywhere, so that a symbol that is on no list is found too.
    const found = search === '' ? listed(instruments, list) : findInstruments(instruments, search);
    // The beat only makes it another array.
    return beat >= 0 ? [...found] : found;
  }, [instruments, search, list, beat]);
}

/** Rows of a list in its order, those that are not followed too; all instruments without a list. */
function listed(
  instruments: readonly Instrument[],
  list: Watchlist | undefined,
): readonly Instrument[] {
  if (list === undefined) return instruments;
  const known = new Map(instruments.map((one) => [one.symbol, one]));
  return list.symbols.map((symbol) => known.get(symbol) ?? rowOfUnfollowed(symbol));
}
