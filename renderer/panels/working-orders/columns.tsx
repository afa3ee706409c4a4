import { IconButton } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { explanationText } from '../../text/order-explanation.ts';
import { tradingText } from '../../text/trading.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { averagePriceText } from '../../trading/average-price.ts';
import { fullTime, shortTime } from '../../trading/order-time.ts';
import { isWaitingStop } from '../../trading/stops.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import { PriceEditCell, QtyEditCell, StopEditCell } from './EditCell.tsx';
import type { OrderEdit } from './edit-store.ts';
import type { OrderRow } from './order-rows.ts';
import { flagOf, priceOf, statusOf, stopCell, stopOf } from './order-rows.ts';

const words = workingOrdersText.columns;

/** What the cells need besides their row. */
export interface OrderColumnsContext {
  readonly edit: OrderEdit | null;
  /** Width of a quantity in px (`qtyWidth`). */
  readonly qtyWidth: number;
  /** Market time, to leave out today's date. */
  readonly nowUs: number;
  readonly onModify: (row: OrderRow) => void;
  readonly onCancel: (row: OrderRow) => void;
  readonly onExplain: (row: OrderRow) => void;
}

/** Widths of quantities in px: of whole shares, around the digits, and of a digit. */
const QTY_WIDTH_MIN = 54;
const QTY_PADDING_PX = 14;
const QTY_CHAR_PX = 8;

/** Columns of the table of orders. */
export function orderColumns(context: OrderColumnsContext): readonly Column<OrderRow>[] {
  const editOf = (row: OrderRow): OrderEdit | null =>
    row.order !== null && context.edit?.orderId === row.order.orderId ? context.edit : null;
  return [
    ...termColumns(editOf, context.qtyWidth),
    {
      id: 'status',
      header: words.status,
      width: 122,
      grow: 1,
      sortValue: (row) => statusOf(row).text,
      cell: (row) => {
        const { text, tone, title } = statusOf(row);
        return (
          <span className={tone} title={title}>
            {text}
          </span>
        );
      },
    },
    ...originColumns(context.nowUs),
    actionsColumn(context),
  ];
}

/** Width in px that shows every quantity whole: those of coins have decimals. */
export function qtyWidth(rows: readonly OrderRow[]): number {
  let chars = 0;
  for (const { instrument, order, flight } of rows) {
    if (instrument.lotDecimals === 0) continue;
    const lots = order?.qtyLots ?? flight?.terms.qtyLots ?? 0;
    chars = Math.max(chars, formatQty(instrument, lots).length);
  }
  return Math.max(QTY_WIDTH_MIN, QTY_PADDING_PX + chars * QTY_CHAR_PX);
}

function termColumns(
  editOf: (row: OrderRow) => OrderEdit | null,
  qtyPx: number,
): readonly Column<OrderRow>[] {
  const symbolOf = (row: OrderRow): string => row.instrument.symbol;
  const sideOf = (row: OrderRow) => row.order?.side ?? row.flight?.terms.side ?? 'buy';
  const qtyOf = (row: OrderRow): number => row.order?.qtyLots ?? row.flight?.terms.qtyLots ?? 0;
  const filledOf = (row: OrderRow): number => row.order?.cumQtyLots ?? 0;
  const leavesOf = (row: OrderRow): number =>
    row.order?.leavesQtyLots ?? row.flight?.terms.qtyLots ?? 0;
  const priceText = (row: OrderRow): string => {
    const ticks = priceOf(row);
    return ticks === 0 ? workingOrdersText.market : formatPrice(row.instrument, ticks);
  };
  const waits = (row: OrderRow): boolean => row.order !== null && isWaitingStop(row.order);
  return [
    {
      id: 'symbol',
      header: words.symbol,
      width: 68,
      sortValue: symbolOf,
      cell: (row) => <strong>{symbolOf(row)}</strong>,
    },
    {
      id: 'side',
      header: words.side,
      width: 38,
      sortValue: sideOf,
      cell: (row) => <span className={sideOf(row)}>{tradingText.side[sideOf(row)]}</span>,
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: qtyPx,
      sortValue: qtyOf,
      text: (row) => formatQty(row.instrument, qtyOf(row)),
      cell: (row) => {
        const edit = editOf(row);
        if (edit === null) return formatQty(row.instrument, qtyOf(row));
        const focused = row.order?.limitPriceTicks === null && !waits(row);
        return <QtyEditCell row={row} edit={edit} focused={focused} />;
      },
    },
    {
      id: 'price',
      header: words.price,
      align: 'right',
      width: 70,
      sortValue: priceOf,
      text: priceText,
      cell: (row) => {
        const edit = editOf(row);
        if (edit === null || row.order?.limitPriceTicks === null) return priceText(row);
        return <PriceEditCell row={row} edit={edit} focused={!waits(row)} />;
      },
    },
    {
      id: 'stop',
      header: words.stop,
      align: 'right',
      width: 64,
      sortValue: stopOf,
      text: (row) => stopCell(row).text,
      cell: (row) => {
        const edit = editOf(row);
        if (edit !== null && waits(row)) return <StopEditCell row={row} edit={edit} focused />;
        const { text, title, waiting } = stopCell(row);
        return (
          <span className={waiting ? '' : 'faint'} title={title}>
            {text}
          </span>
        );
      },
    },
    {
      id: 'filled',
      header: words.filled,
      align: 'right',
      width: qtyPx === QTY_WIDTH_MIN ? 48 : qtyPx,
      sortValue: filledOf,
      cell: (row) => formatQty(row.instrument, filledOf(row)),
    },
    {
      id: 'leaves',
      header: words.leaves,
      align: 'right',
      width: qtyPx === QTY_WIDTH_MIN ? 52 : qtyPx,
      sortValue: leavesOf,
      cell: (row) => formatQty(row.instrument, leavesOf(row)),
    },
    {
      id: 'type',
      header: words.type,
      width: 60,
      sortValue: (row) => row.order?.type ?? row.flight?.terms.orderType ?? '',
      cell: (row) => {
        const type = row.order?.type ?? row.flight?.terms.orderType ?? 'limit';
        const flag = flagOf(row);
        return (
          <span title={flag?.title}>
            {tradingText.type[type]}
            {flag !== null && <span className="dim"> {flag.text}</span>}
          </span>
        );
      },
    },
    {
      id: 'timeInForce',
      header: words.timeInForce,
      width: 44,
      yields: 7,
      sortValue: (row) => row.order?.timeInForce ?? '',
      cell: (row) => {
        const terms = row.order ?? row.flight?.terms;
        const word = tradingText.timeInForce[terms?.timeInForce ?? 'day'];
        return terms?.extendedHours === true ? tradingText.extended(word) : word;
      },
    },
  ];
}

function originColumns(nowUs: number): readonly Column<OrderRow>[] {
  return [
    {
      id: 'time',
      header: words.time,
      align: 'right',
      width: 78,
      yields: 6,
      sortValue: (row) => row.order?.createdUs ?? Number.MAX_SAFE_INTEGER,
      cell: ({ order, instrument: { zone } }) => {
        if (order === null) return '';
        const title = [
          workingOrdersText.created(fullTime(order.createdUs, zone)),
          workingOrdersText.updated(fullTime(order.updatedUs, zone)),
          order.expiresUs === null
            ? ''
            : workingOrdersText.expires(fullTime(order.expiresUs, zone)),
        ];
        return (
          <span title={title.join('\n').trim()}>{shortTime(order.createdUs, zone, nowUs)}</span>
        );
      },
    },
    {
      id: 'average',
      header: words.average,
      align: 'right',
      width: 74,
      yields: 4,
      cell: ({ order, instrument }) =>
        order === null ? '' : averagePriceText(instrument, order.cumTickLots, order.cumQtyLots),
    },
    {
      id: 'orderId',
      header: words.orderId,
      align: 'right',
      width: 52,
      yields: 5,
      sortValue: (row) => row.order?.orderId ?? Number.MAX_SAFE_INTEGER,
      cell: ({ order, flight }) => (
        <span title={order?.clientOrderId ?? flight?.clientOrderId}>{order?.orderId ?? ''}</span>
      ),
    },
    {
      id: 'client',
      header: words.client,
      width: 72,
      yields: 3,
      sortValue: (row) => row.order?.clientName ?? '',
      cell: ({ order }) => <span className="dim">{order?.clientName ?? ''}</span>,
    },
    {
      id: 'venue',
      header: words.venue,
      width: 52,
      yields: 2,
      cell: ({ order }) => <span className="dim">{order?.venue.toUpperCase() ?? ''}</span>,
    },
    {
      id: 'tag',
      header: words.tag,
      width: 48,
      yields: 1,
      grow: 1,
      cell: ({ order }) => <span title={order?.tag}>{order?.tag ?? ''}</span>,
    },
  ];
}

function actionsColumn(context: OrderColumnsContext): Column<OrderRow> {
  return {
    id: 'actions',
    header: words.actions,
    align: 'right',
    width: 76,
    pinned: true,
    cell: (row) =>
      row.order !== null &&
      isWorking(row.order.status) && (
        <span className="order-actions">
          <IconButton
            label={explanationText.question}
            keyHint={explanationText.keys}
            tabIndex={-1}
            onClick={() => context.onExplain(row)}
          >
            ?
          </IconButton>
          <IconButton
            label={workingOrdersText.modify}
            keyHint={workingOrdersText.modifyKeys}
            tabIndex={-1}
            onClick={() => context.onModify(row)}
          >
            ✎
          </IconButton>
          <IconButton
            label={workingOrdersText.cancel}
            keyHint={workingOrdersText.cancelKeys}
            tabIndex={-1}
            onClick={() => context.onCancel(row)}
          >
            ✕
          </IconButton>
        </span>
      ),
  };
}
