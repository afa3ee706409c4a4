import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { HistoryCursor } from '../../engine/contract/history.ts';
import { browserEnvironment } from '../client/environment.ts';
import { useConnection } from '../stores/connection.ts';
import { HistoryList } from './history-list.ts';
import type { ListState, Page, PageRequest } from './history-list.ts';

/** A list as a panel shows it. */
export interface ShownList<Row> extends ListState<Row> {
  readonly loadOlder: () => void;
  readonly retry: () => void;
}

/**
 * The list of a filter, from its first page on. `load` is taken anew when `key` changes, which names
 * all that it depends on; `revision` changes when there may be newer rows.
 */
export function useHistoryList<Row>(
  key: string,
  revision: number,
  load: (request: PageRequest) => Promise<Page<Row>>,
  cursorOf: (row: Row) => HistoryCursor,
): ShownList<Row> {
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const list = useMemo(
    () => new HistoryList<Row>({ load, cursorOf, after: browserEnvironment.after }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for what is loaded
    [key, runId],
  );
  useEffect(() => {
    list.start();
    return list.stop;
  }, [list]);
  useEffect(() => list.loadNewer(), [list, revision]);
  const state = useSyncExternalStore(list.subscribe, list.getState);
  return { ...state, loadOlder: list.loadOlder, retry: list.retry };
}
