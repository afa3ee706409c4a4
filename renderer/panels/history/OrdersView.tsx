import { useEffect, useMemo, useRef } from 'react';
import type { HistoryCursor, HistoryFilter, OrderState } from '../../../engine/contract/history.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { useEngine } from '../../client/engine-context.ts';
import { LongTable } from '../../components/index.ts';
import type { LongTableHandle } from '../../components/index.ts';
import { useHistoryList } from '../../history/use-history-list.ts';
import { instrumentOf } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import type { TradingState } from '../../stores/trading-fold.ts';
import { historyText } from '../../text/history.ts';
import { fillFromOrder } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { useSampled } from '../../trading/use-sampled.ts';
import { ListFrame } from './ListFrame.tsx';
import { orderHistoryColumns } from './order-columns.tsx';
import { currentOrders, stateOf } from './order-history.ts';

/** Pace at which the list follows new orders, in milliseconds. */
const FOLLOW_MS = 250;

const keyOf = (order: Order): number => order.orderId;
const cursorOf = (order: Order): HistoryCursor => ({ atUs: order.createdUs, id: order.orderId });
const ordersOf = (trading: TradingState): ReadonlyMap<number, Order> => trading.orders;
const newestOrder = (trading: TradingState): number => {
  let newest = 0;
  for (const id of trading.orders.keys()) if (id > newest) newest = id;
  return newest;
};

const attributesOf = (order: Order) => ({
  'data-order-id': String(order.orderId),
  'data-status': order.status,
});
const fillTicket = (order: Order): void => {
  const instrument = instrumentOf(order.symbol);
  if (instrument !== null) fillFromOrder(instrument, order);
};

/** Every order there was, newest first; one that still works is shown as it stands. */
export function OrdersView(props: {
  readonly filter: HistoryFilter;
  readonly state: OrderState | null;
  readonly zone: string;
}) {
  const { filter, state } = props;
  const client = useEngine();
  const table = useRef<LongTableHandle>(null);
  const live = useSampled(useTrading, ordersOf, FOLLOW_MS);
  const list = useHistoryList<Order>(
    { subject: 'orders', filter, state },
    useSampled(useTrading, newestOrder, FOLLOW_MS),
    async (page) => {
      const asked = { type: 'history.orders', filter, state, ...page } as const;
      const answer = await client.send<'history.orders'>(asked);
      return { rows: answer.orders, more: answer.more, behind: answer.behind };
    },
    cursorOf,
  );
  const { sift } = list.list;
  // An order that has left the status asked for leaves the list.
  useEffect(() => {
    if (state !== null) sift((order) => stateOf(live.get(order.orderId) ?? order) === state);
  }, [live, state, sift]);
  const rows = useMemo(() => currentOrders(list.rows, live), [list.rows, live]);
  const columns = useMemo(() => orderHistoryColumns(instrumentOf, marketNowUs()), []);
  return (
    <ListFrame list={list} table={table} zone={props.zone} filter={null}>
      <LongTable
        tableId="history-orders"
        label={historyText.views.orders}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowAttributes={attributesOf}
        emptyText={list.isLoading || list.problem !== '' ? '' : historyText.empty.orders}
        onEnter={fillTicket}
        handle={table}
      />
    </ListFrame>
  );
}
