import { useContext, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { DataTable, PanelBody } from '../../components/index.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTrading } from '../../stores/trading.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { isRefusal } from '../../trading/draft.ts';
import { fillFromOrder } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';
import { PanelContext } from '../../workspace/links.ts';
import { useOwnListScope } from '../../workspace/list-scope.ts';
import { EditBar } from './EditBar.tsx';
import { ExplanationFoot } from './ExplanationFoot.tsx';
import { OrdersToolbar } from './OrdersToolbar.tsx';
import { orderColumns, qtyWidth } from './columns.tsx';
import { changeEdit, changeOf, endEdit, startEdit, useOrderEdit } from './edit-store.ts';
import { orderRows } from './order-rows.ts';
import type { OrderRow } from './order-rows.ts';
import { useEndedOrders } from './use-ended-orders.ts';
import { useExplainedOrder } from './use-explained-order.ts';
import './working-orders.css';

const keyOf = (row: OrderRow): string => row.key;

/** Orders that can still trade: modify in the row, cancel one, or all of a named scope. */
export function WorkingOrdersPanel() {
  const actions = useTradingActions();
  const box = useRef<HTMLDivElement>(null);
  const [ended, setEnded] = useState(false);
  const instruments = useMarket((market) => market.instruments);
  const working = useTrading((trading) => trading.workingOrders);
  const all = useTrading((trading) => trading.orders);
  const { inFlight, changes } = useTicket();
  const panel = useContext(PanelContext) ?? 'working-orders';
  const edit = useOrderEdit((store) => (store.edit?.panel === panel ? store.edit : null));
  const endedBefore = useEndedOrders(ended);
  const explained = useExplainedOrder(all);
  const { symbol } = useOwnListScope();

  const rows = useMemo(
    () => orderRows({ working, all, endedBefore, inFlight, changes, symbol, ended, instrumentOf }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- instrumentOf reads the instruments
    [working, all, endedBefore, inFlight, changes, symbol, ended, instruments],
  );
  const editedRow =
    edit === null ? undefined : rows.find((row) => row.key === String(edit.orderId));

  const modify = (row: OrderRow): void => {
    if (row.order !== null && isWorking(row.order.status))
      startEdit(row.instrument, row.order, panel);
  };
  const cancel = (row: OrderRow): void => {
    if (row.order !== null && isWorking(row.order.status)) {
      void actions.cancelOrder(row.order.orderId);
    }
  };
  const leave = (): void => {
    endEdit();
    box.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  };
  const send = (): void => {
    const order = editedRow?.order;
    if (edit === null || editedRow === undefined || order === null || order === undefined) return;
    const change = changeOf(editedRow.instrument, order, edit);
    if (change === null) announce('info', workingOrdersText.unchanged);
    else if (isRefusal(change)) {
      changeEdit({ problem: change });
      announce('error', refusalSentence(change), change.code);
      return;
    } else void actions.replaceOrder(order.orderId, change);
    leave();
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (explained.handleKey(event)) return;
    if (edit === null || event.repeat || event.nativeEvent.isComposing) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === 'Enter') send();
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const nowUs = marketNowUs();
  const qtyPx = useMemo(() => qtyWidth(rows), [rows]);
  const columns = orderColumns({
    edit,
    qtyWidth: qtyPx,
    nowUs,
    onModify: modify,
    onCancel: cancel,
    onExplain: explained.explain,
  });
  const explainedIn = explained.order === null ? null : instrumentOf(explained.order.symbol);
  const explanation =
    explained.order === null || explainedIn === null ? undefined : (
      <ExplanationFoot instrument={explainedIn} order={explained.order} onClose={explained.close} />
    );
  return (
    <PanelBody
      toolbar={
        editedRow?.order === undefined || editedRow.order === null || edit === null ? (
          <OrdersToolbar symbol={symbol} ended={ended} onEnded={setEnded} working={working} />
        ) : (
          <EditBar
            instrument={editedRow.instrument}
            order={editedRow.order}
            edit={edit}
            onSend={send}
            onDrop={leave}
          />
        )
      }
      foot={explanation}
    >
      <div ref={box} className="orders-box" onKeyDown={handleKey}>
        <DataTable
          tableId="working-orders"
          label={workingOrdersText.label}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          emptyText={ended ? workingOrdersText.emptyWithEnded : workingOrdersText.empty}
          onEnter={modify}
          onFill={(row) => {
            if (row.order !== null) fillFromOrder(row.instrument, row.order);
          }}
          onDelete={cancel}
          onSelect={explained.select}
          rowAttributes={(row) =>
            row.order === null
              ? { 'data-client-order-id': row.key }
              : { 'data-order-id': row.key, 'data-status': row.order.status }
          }
          rowClass={(row) =>
            row.order === null || isWorking(row.order.status) ? '' : 'order-ended'
          }
        />
      </div>
    </PanelBody>
  );
}
