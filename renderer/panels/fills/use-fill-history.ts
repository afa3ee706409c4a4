import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { PAGE_ROWS } from '../../history/history-list.ts';
import { useTrading } from '../../stores/trading.ts';
import type { FillHistory } from './fill-history.ts';
import { addLive, addOlder, startHistory } from './fill-history.ts';

/** Rows that fill any table; with fewer, older ones are loaded without being scrolled to. */
const ROWS_WANTED = 100;

/** Fills of a filter, live and as far back as has been scrolled. */
export interface LoadedFills {
  readonly history: FillHistory;
  readonly loading: boolean;
  /** Why the last page could not be loaded; '' when it could. */
  readonly problem: string;
  /** Asks for the next older page, unless one is on its way or there is none. */
  readonly loadOlder: () => void;
}

/** Follows the live fills and loads older ones on demand. */
export function useFillHistory(filter: HistoryFilter): LoadedFills {
  const client = useEngine();
  const fills = useTrading((trading) => trading.fills);
  const [history, setHistory] = useState(() => startHistory(filter, fills));
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState('');
  const asking = useRef<FillHistory | null>(null);

  // New fills and another filter change the history while it is being rendered; nothing is missed
  // between a render and an effect that way.
  const current = history.filter === filter ? addLive(history, fills) : startHistory(filter, fills);
  if (current !== history) setHistory(current);

  const loadOlder = useCallback(() => {
    if (asking.current?.filter === history.filter || !history.more) return;
    asking.current = history;
    setLoading(true);
    setProblem('');
    const { filter: asked, oldest } = history;
    client
      .send<'history.fills'>({
        type: 'history.fills',
        filter: asked,
        cursor: oldest,
        direction: 'older',
        limit: PAGE_ROWS,
      })
      .then(({ fills: page, more }) => {
        setHistory((known) =>
          known.filter === asked && known.oldest?.id === oldest?.id
            ? addOlder(known, page, more)
            : known,
        );
      })
      .catch((error: unknown) => setProblem(problemText(error)))
      .finally(() => {
        if (asking.current === history) asking.current = null;
        setLoading(false);
      });
  }, [client, history]);

  const isShort = history.rows.length < ROWS_WANTED && history.more && problem === '';
  useEffect(() => {
    if (isShort && !loading) loadOlder();
  }, [isShort, loading, loadOlder]);

  return { history: current, loading, problem, loadOlder };
}
