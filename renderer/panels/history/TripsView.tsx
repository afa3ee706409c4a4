import { useMemo, useRef } from 'react';
import type { HistoryCursor, HistoryFilter, TripRow } from '../../../engine/contract/history.ts';
import { useEngine } from '../../client/engine-context.ts';
import { LongTable } from '../../components/index.ts';
import type { LongTableHandle } from '../../components/index.ts';
import { useHistoryList } from '../../history/use-history-list.ts';
import { useFillRevision } from '../../history/use-totals.ts';
import { instrumentOf } from '../../stores/market.ts';
import { historyText } from '../../text/history.ts';
import { fillFromSize } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { ListFrame } from './ListFrame.tsx';
import { tripColumns } from './trip-columns.tsx';

const keyOf = (trip: TripRow): string => `${trip.symbol} ${trip.number}`;
const attributesOf = (trip: TripRow) => ({ 'data-trip': keyOf(trip) });
const cursorOf = (trip: TripRow): HistoryCursor => ({
  atUs: trip.closedUs,
  id: trip.lastExecutionId,
});
const fillTicket = (trip: TripRow): void => {
  const instrument = instrumentOf(trip.symbol);
  if (instrument !== null)
    fillFromSize(instrument, trip.side === 'long' ? 'buy' : 'sell', trip.qtyLots);
};

/** Round trips, newest first; Enter fills the ticket with what opens the same position again. */
export function TripsView(props: { readonly filter: HistoryFilter; readonly zone: string }) {
  const { filter } = props;
  const client = useEngine();
  const table = useRef<LongTableHandle>(null);
  const list = useHistoryList<TripRow>(
    { subject: 'trips', filter, state: null },
    useFillRevision(),
    async (page) => {
      const answer = await client.send<'history.trips'>({ type: 'history.trips', filter, ...page });
      return { rows: answer.trips, more: answer.more, behind: answer.behind };
    },
    cursorOf,
  );
  const columns = useMemo(() => tripColumns(instrumentOf, marketNowUs()), []);
  return (
    <ListFrame list={list} table={table} zone={props.zone} filter={filter}>
      <LongTable
        tableId="history-trips"
        label={historyText.tripsLabel}
        columns={columns}
        rows={list.rows}
        rowKey={keyOf}
        rowAttributes={attributesOf}
        emptyText={list.isLoading || list.problem !== '' ? '' : historyText.empty.trips}
        onEnter={fillTicket}
        handle={table}
      />
    </ListFrame>
  );
}
