import { useMemo } from 'react';
import type { HistoryCursor, HistoryFilter, TripRow } from '../../../engine/contract/history.ts';
import { useEngine } from '../../client/engine-context.ts';
import { DataTable } from '../../components/index.ts';
import { scrollAhead } from '../../history/scroll-ahead.ts';
import { useHistoryList } from '../../history/use-history-list.ts';
import { useFillRevision } from '../../history/use-totals.ts';
import { instrumentOf } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { historyText } from '../../text/history.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { ListFrame } from './ListFrame.tsx';
import { tripColumns } from './trip-columns.tsx';

const keyOf = (trip: TripRow): string => `${trip.symbol} ${trip.number}`;
const cursorOf = (trip: TripRow): HistoryCursor => ({
  atUs: trip.closedUs,
  id: trip.lastExecutionId,
});

/** Round trips, newest first; Enter goes to the symbol. */
export function TripsView({ filter }: { readonly filter: HistoryFilter }) {
  const client = useEngine();
  const revision = useFillRevision();
  const setSymbol = useTerminal((terminal) => terminal.setSymbol);
  const list = useHistoryList<TripRow>(
    JSON.stringify(filter),
    revision,
    async (page) => {
      const answer = await client.send<'history.trips'>({ type: 'history.trips', filter, ...page });
      return { rows: answer.trips, more: answer.more, behind: answer.behind };
    },
    cursorOf,
  );
  const columns = useMemo(() => tripColumns(instrumentOf, marketNowUs()), []);
  return (
    <ListFrame list={list} filter={filter}>
      <div className="history-box" onScrollCapture={scrollAhead(list.loadOlder)}>
        <DataTable
          tableId="history-trips"
          label={historyText.tripsLabel}
          columns={columns}
          rows={list.rows}
          rowKey={keyOf}
          emptyText={list.isLoading || list.problem !== '' ? '' : historyText.empty.trips}
          onEnter={(trip) => setSymbol(trip.symbol)}
          rowAttributes={(trip) => ({ 'data-trip': keyOf(trip) })}
        />
      </div>
    </ListFrame>
  );
}
