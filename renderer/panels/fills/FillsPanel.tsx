import { useMemo } from 'react';
import {
  Button,
  DataTable,
  EmptyText,
  PanelBody,
  Spacer,
  TableTools,
} from '../../components/index.ts';
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { FilterBar } from '../../history/FilterBar.tsx';
import { ListStatus } from '../../history/ListStatus.tsx';
import { TotalsFoot } from '../../history/TotalsFoot.tsx';
import { isOpenFilter, useHistoryFilter } from '../../history/filter.ts';
import { scrollAhead } from '../../history/scroll-ahead.ts';
import { useFilter } from '../../history/use-filter.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { fillsText } from '../../text/fills.ts';
import { historyText } from '../../text/history.ts';
import { fillFromFill } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { fillColumns } from './columns.tsx';
import { useFillHistory } from './use-fill-history.ts';
import './fills.css';

const keyOf = (fill: Fill): number => fill.executionId;

/** Every fill there is: live on top, older pages as one scrolls down; with filter and totals. */
export function FillsPanel() {
  const { filter } = useFilter();
  const toolbar = (
    <div className="fills-tools">
      <FilterBar />
      <Spacer />
      <TableTools table="fills" label={fillsText.label} paged />
      <Button small onClick={() => openOverlay('export')}>
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
      <Fills filter={filter} />
    </PanelBody>
  );
}

function Fills({ filter }: { readonly filter: HistoryFilter }) {
  const instruments = useMarket((market) => market.instruments);
  const isOpen = useHistoryFilter(isOpenFilter);
  const { history, loading, problem, loadOlder } = useFillHistory(filter);
  const columns = useMemo(
    () => fillColumns(instrumentOf, marketNowUs()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- instrumentOf reads the instruments
    [instruments],
  );
  const empty = isOpen ? historyText.empty.fills : historyText.emptyFiltered;
  return (
    <div className="fills-frame">
      <div className="fills-box" onScrollCapture={scrollAhead(loadOlder)}>
        <DataTable
          tableId="fills"
          label={fillsText.label}
          columns={columns}
          rows={history.rows}
          rowKey={keyOf}
          emptyText={loading || problem !== '' ? '' : empty}
          onEnter={(fill) => {
            const instrument = instrumentOf(fill.symbol);
            if (instrument !== null) fillFromFill(instrument, fill);
          }}
          rowAttributes={(fill) => ({
            'data-execution-id': String(fill.executionId),
            'data-order-id': String(fill.orderId),
          })}
        />
      </div>
      <div className="panel-foot fills-foot">
        <TotalsFoot filter={filter} />
        <ListStatus
          count={history.rows.length}
          behind={0}
          isLoading={loading}
          problem={problem}
          onRetry={loadOlder}
        />
      </div>
    </div>
  );
}
