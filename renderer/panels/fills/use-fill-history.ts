import { useCallback, useRef, useState } from 'react';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { useTrading } from '../../stores/trading.ts';
import type { FillHistory } from './fill-history.ts';
import { addLive, addOlder, startHistory } from './fill-history.ts';

/** Fills of one page of history. */
const PAGE_FILLS = 500;

/** Fills of a symbol (null: all), live and as far back as has been scrolled. */
export interface LoadedFills {
  readonly history: FillHistory;
  readonly loading: boolean;
  /** Why the last page could not be loaded; null when it could. */
  readonly problem: string | null;
  /** Asks for the next older page, unless one is on its way or there is none. */
  readonly loadOlder: () => void;
}

/** Follows the live fills and loads older ones on demand. */
export function useFillHistory(symbol: string | null): LoadedFills {
  const client = useEngine();
  const fills = useTrading((trading) => trading.fills);
  const [history, setHistory] = useState(() => startHistory(symbol, fills));
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const asking = useRef<FillHistory | null>(null);

  // New fills and another symbol change the history while it is being rendered; nothing is missed
  // between a render and an effect that way.
  const current = history.symbol === symbol ? addLive(history, fills) : startHistory(symbol, fills);
  if (current !== history) setHistory(current);

  const loadOlder = useCallback(() => {
    if (asking.current !== null || !history.more) return;
    asking.current = history;
    setLoading(true);
    setProblem(null);
    client
      .send<'fills.page'>({
        type: 'fills.page',
        symbol: history.symbol,
        beforeExecutionId: history.oldestId,
        limit: PAGE_FILLS,
      })
      .then(({ fills: page, more }) => {
        setHistory((known) =>
          known.symbol === history.symbol && known.oldestId === history.oldestId
            ? addOlder(known, page, more)
            : known,
        );
      })
      .catch((error: unknown) => setProblem(problemText(error)))
      .finally(() => {
        asking.current = null;
        setLoading(false);
      });
  }, [client, history]);

  return { history: current, loading, problem, loadOlder };
}
