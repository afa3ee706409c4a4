import { useMemo } from 'react';
import type { HistoryCursor, HistoryFilter, OrderState } from '../../../engine/contract/history.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { useEngine } from '../../client/engine-context.ts';
import { DataTable } from '../../components/index.ts';
import { scrollAhead } from '../../history/scroll-ahead.ts';
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
import { currentOrders } from './order-history.ts';

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

/** Every order there was, newest first; one that still works is shown as it stands. */
export function OrdersView(props: {
  readonly filter: HistoryFilter;
  readonly state: OrderState | null;
}) {
  const { filter, state } = props;
  const client = useEngine();
  const revision = useSampled(useTrading, newestOrder, FOLLOW_MS);
  const live = useSampled(useTrading, ordersOf, FOLLOW_MS);
  const list = useHistoryList<Order>(
    JSON.stringify([filter, state]),
    revision,
    async (page) => {
      const answer = await client.send<'history.orders'>({
        type: 'history.orders',
        filter,
        state,
        ...page,
      });
      return { rows: answer.orders, more: answer.more, behind: answer.behind };
    },
    cursorOf,
  );
  const rows = useMemo(() => currentOrders(list.rows, live, state), [list.rows, live, state]);
  const columns = useMemo(() => orderHistoryColumns(instrumentOf, marketNowUs()), []);
  return (
    <ListFrame list={list} filter={null}>
      <div className="history-box" onScrollCapture={scrollAhead(list.loadOlder)}>
        <DataTable
          tableId="history-orders"
          label={historyText.views.orders}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          emptyText={list.isLoading || list.problem !== '' ? '' : historyText.empty.orders}
          onEnter={(order) => {
            const instrument = instrumentOf(order.symbol);
            if (instrument !== null) fillFromOrder(instrument, order);
          }}
          rowAttributes={(order) => ({
            'data-order-id': String(order.orderId),
            'data-status': order.status,
          })}
        />
      </div>
    </ListFrame>
  );
}
