import type { ReactNode } from 'react';
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import { ListStatus } from '../../history/ListStatus.tsx';
import { TotalsFoot } from '../../history/TotalsFoot.tsx';
import type { ShownList } from '../../history/use-history-list.ts';

/** A list over its foot: the filter's totals, where there are some, and how much is loaded. */
export function ListFrame(props: {
  readonly list: ShownList<unknown>;
  /** null: a list without totals. */
  readonly filter: HistoryFilter | null;
  readonly children: ReactNode;
}) {
  const { list, filter } = props;
  return (
    <div className="history-frame">
      {props.children}
      <div className="panel-foot history-foot">
        {filter !== null && <TotalsFoot filter={filter} />}
        <ListStatus
          count={list.rows.length}
          behind={list.behind}
          isLoading={list.isLoading}
          problem={list.problem}
          onRetry={list.retry}
        />
      </div>
    </div>
  );
}
