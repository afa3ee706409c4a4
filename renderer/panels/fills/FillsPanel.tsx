import { useContext, useEffect, useMemo, useRef } from 'react';
import {
  Button,
  EmptyText,
  LongTable,
  PanelBody,
  Spacer,
  TableTools,
} from '../../components/index.ts';
import type { LongTableHandle } from '../../components/index.ts';
import type { HistoryCursor, HistoryFilter } from '../../../engine/contract/history.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { useEngine } from '../../client/engine-context.ts';
import { FilterBar } from '../../history/FilterBar.tsx';
import { GoTo } from '../../history/GoTo.tsx';
import { ListStatus } from '../../history/ListStatus.tsx';
import { TotalsFoot } from '../../history/TotalsFoot.tsx';
import { useFilter } from '../../history/use-filter.ts';
import { useHistoryList } from '../../history/use-history-list.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { useTrading } from '../../stores/trading.ts';
import { fillsText } from '../../text/fills.ts';
import { historyText } from '../../text/history.ts';
import { fillFromFill } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { PanelContext } from '../../workspace/links.ts';
import { fillColumns } from './columns.tsx';
import { LiveFills } from './live-fills.ts';
import './fills.css';

const cursorOf = (fill: Fill): HistoryCursor => ({ atUs: fill.executedUs, id: fill.executionId });
const attributesOf = (fill: Fill) => ({
  'data-execution-id': String(fill.executionId),
  'data-order-id': String(fill.orderId),
});
const fillTicket = (fill: Fill): void => {
  const instrument = instrumentOf(fill.symbol);
  if (instrument !== null) fillFromFill(instrument, fill);
};
const keyOf = (fill: Fill): number => fill.executionId;

/** Every fill there is: live on top, older pages as one scrolls down; with filter and totals. */
export function FillsPanel() {
  const { filter, zone, isOpen } = useFilter();
  const key = useContext(PanelContext) ?? '';
  const toolbar = (
    <div className="fills-tools">
      <FilterBar />
      <Spacer />
      <TableTools table="fills" label={fillsText.label} paged />
      <Button small onClick={() => openOverlay('export', key)}>
        {fillsText.exportButton}
      </Button>
    </div>
  );
  if ('code' in filter) {
    return (
      <PanelBody toolbar={toolbar}>
        <EmptyText>{filter.rule}</EmptyText>
      </PanelBody>
    );
  }
  return (
    <PanelBody toolbar={toolbar}>
      <Fills filter={filter} zone={zone} isOpen={isOpen} />
    </PanelBody>
  );
}

function Fills(props: {
  readonly filter: HistoryFilter;
  readonly zone: string;
  readonly isOpen: boolean;
}) {
  const { filter, zone, isOpen } = props;
  const client = useEngine();
  const table = useRef<LongTableHandle>(null);
  const instruments = useMarket((market) => market.instruments);
  const shown = useHistoryList<Fill>(
    { subject: 'fills', filter, state: null },
    null,
    async (page) => {
      const answer = await client.send<'history.fills'>({ type: 'history.fills', filter, ...page });
      return { rows: answer.fills, more: answer.more, behind: answer.behind };
    },
    cursorOf,
  );
  const { list } = shown;
  useEffect(() => {
    const live = new LiveFills(list, filter, useTrading.getState().fills);
    return useTrading.subscribe(({ fills }) => live.take(fills));
  }, [list, filter]);
  const columns = useMemo(
    () => fillColumns(instrumentOf, marketNowUs()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- instrumentOf reads the instruments
    [instruments],
  );
  const empty = isOpen ? historyText.empty.fills : historyText.emptyFiltered;
  return (
    <div className="fills-frame">
      <div className="fills-box">
        <LongTable
          tableId="fills"
          label={fillsText.label}
          columns={columns}
          rows={shown.rows}
          rowKey={keyOf}
          rowAttributes={attributesOf}
          emptyText={shown.isLoading || shown.problem !== '' ? '' : empty}
          onEnter={fillTicket}
          handle={table}
        />
      </div>
      <div className="panel-foot fills-foot">
        <TotalsFoot filter={filter} />
        <GoTo shown={shown} table={table} zone={zone} />
        <ListStatus state={shown} onRetry={list.retry} />
      </div>
    </div>
  );
}
