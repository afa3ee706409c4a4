import type { ReactNode, RefObject } from 'react';
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import type { LongTableHandle } from '../../components/index.ts';
import { GoTo } from '../../history/GoTo.tsx';
import { ListStatus } from '../../history/ListStatus.tsx';
import { TotalsFoot } from '../../history/TotalsFoot.tsx';
import type { ShownList } from '../../history/use-history-list.ts';

/** A list over its foot: the filter's totals, where there are some, where to go, and how long it is. */
export function ListFrame<Row>(props: {
  readonly list: ShownList<Row>;
  readonly table: RefObject<LongTableHandle | null>;
  /** Of the trading dates. */
  readonly zone: string;
  /** null: a list without totals. */
  readonly filter: HistoryFilter | null;
  readonly children: ReactNode;
}) {
  const { list, filter } = props;
  return (
    <div className="history-frame">
      <div className="history-box">{props.children}</div>
      <div className="panel-foot history-foot">
        {filter !== null && <TotalsFoot filter={filter} />}
        <GoTo shown={list} table={props.table} zone={props.zone} />
        <ListStatus state={list} onRetry={list.list.retry} />
      </div>
    </div>
  );
}
