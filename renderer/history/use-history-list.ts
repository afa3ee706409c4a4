import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type {
  HistoryCursor,
  HistoryFilter,
  HistorySubject,
  OrderState,
} from '../../engine/contract/history.ts';
import { browserEnvironment } from '../client/environment.ts';
import { useEngine } from '../client/engine-context.ts';
import type { LongRows } from '../components/index.ts';
import { useConnection } from '../stores/connection.ts';
import { HistoryList } from './history-list.ts';
import type { ListState, Page, PageRequest } from './history-list.ts';

/** A list as a panel shows it. */
export interface ShownList<Row> extends ListState {
  readonly list: HistoryList<Row>;
  /** What a table takes; another object with each change. */
  readonly rows: LongRows<Row>;
}

/** What a list is of. */
export interface ListSubject {
  readonly subject: HistorySubject;
  readonly filter: HistoryFilter;
  /** Of orders; null: any, and of all other subjects. */
  readonly state: OrderState | null;
}

/**
 * The list of a filter, newest first. `load` and `cursorOf` are taken anew when what it is of changes;
 * `revision` changes when there may be newer rows; null: they are joined by who asks for the list.
 */
export function useHistoryList<Row>(
  { subject, filter, state }: ListSubject,
  revision: number | null,
  load: (request: PageRequest) => Promise<Page<Row>>,
  cursorOf: (row: Row) => HistoryCursor,
): ShownList<Row> {
  const client = useEngine();
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const key = JSON.stringify([subject, filter, state]);
  const list = useMemo(
    () =>
      new HistoryList<Row>({
        load,
        places: (request) =>
          client.send<'history.places'>({
            type: 'history.places',
            ...{ subject, filter, state },
            ...request,
          }),
        cursorOf,
        after: browserEnvironment.after,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for what is loaded
    [client, key, runId],
  );
  useEffect(() => {
    list.start();
    return list.stop;
  }, [list]);
  useEffect(() => {
    if (revision !== null) list.loadNewer();
  }, [list, revision]);
  const shown = useSyncExternalStore(list.subscribe, list.getState);
  const { at, held, look } = list;
  // Rows come and go without the list growing; each state is another look at them.
  const rows = useMemo(() => {
    const { length, added } = shown;
    return { length, added, at, held, look };
  }, [shown, at, held, look]);
  return { ...shown, list, rows };
}
