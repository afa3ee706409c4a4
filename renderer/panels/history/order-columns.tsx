import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { Column } from '../../components/index.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { historyText } from '../../text/history.ts';
import { tradingText } from '../../text/trading.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { averagePriceText } from '../../trading/average-price.ts';
import { fullTime, shortTime } from '../../trading/order-time.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';

const words = historyText.columns;

type InstrumentOf = (symbol: string) => Instrument | null;

/** Columns of the order history. `nowUs`: market time, to leave out today's date. */
export function orderHistoryColumns(
  instrumentOf: InstrumentOf,
  nowUs: number,
): readonly Column<Order>[] {
  return [
    ...termColumns(instrumentOf, nowUs),
    ...outcomeColumns(instrumentOf),
    {
      id: 'tag',
      header: words.tag,
      width: 56,
      yields: 1,
      cell: (order) => <span title={order.tag}>{order.tag}</span>,
    },
  ];
}

function termColumns(instrumentOf: InstrumentOf, nowUs: number): readonly Column<Order>[] {
  const zoneOf = (order: Order): string => instrumentOf(order.symbol)?.zone ?? 'UTC';
  return [
    {
      id: 'time',
      header: words.time,
      align: 'right',
      width: 104,
      cell: (order) => (
        <span title={fullTime(order.createdUs, zoneOf(order))}>
          {shortTime(order.createdUs, zoneOf(order), nowUs)}
        </span>
      ),
    },
    {
      id: 'id',
      header: words.id,
      align: 'right',
      width: 52,
      yields: 3,
      cell: (order) => <span title={order.clientOrderId}>{order.orderId}</span>,
    },
    {
      id: 'symbol',
      header: words.symbol,
      width: 66,
      cell: (order) => <strong>{order.symbol}</strong>,
    },
    {
      id: 'side',
      header: words.side,
      width: 38,
      cell: (order) => <span className={order.side}>{tradingText.side[order.side]}</span>,
    },
    {
      id: 'type',
      header: words.type,
      width: 40,
      cell: (order) => <span className="dim">{tradingText.type[order.type]}</span>,
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: 54,
      cell: (order) => qtyText(instrumentOf, order.symbol, order.qtyLots),
    },
    {
      id: 'price',
      header: words.price,
      align: 'right',
      width: 70,
      cell: (order) => priceCell(instrumentOf(order.symbol), order),
    },
  ];
}

function outcomeColumns(instrumentOf: InstrumentOf): readonly Column<Order>[] {
  return [
    {
      id: 'filled',
      header: words.filled,
      align: 'right',
      width: 54,
      cell: (order) => qtyText(instrumentOf, order.symbol, order.cumQtyLots),
    },
    {
      id: 'average',
      header: words.average,
      align: 'right',
      width: 74,
      yields: 4,
      cell: (order) => {
        const instrument = instrumentOf(order.symbol);
        if (instrument === null) return '';
        return averagePriceText(instrument, order.cumTickLots, order.cumQtyLots);
      },
    },
    {
      id: 'tif',
      header: words.tif,
      width: 40,
      yields: 2,
      cell: ({ timeInForce, extendedHours }) => {
        const text = tradingText.timeInForce[timeInForce];
        return <span className="dim">{extendedHours ? tradingText.extended(text) : text}</span>;
      },
    },
    {
      id: 'status',
      header: words.status,
      width: 122,
      grow: 1,
      text: (order) => statusText(order, instrumentOf(order.symbol)),
      cell: (order) => <StatusCell order={order} instrument={instrumentOf(order.symbol)} />,
    },
  ];
}

/** The same in one line of plain text. */
function statusText({ status, reason, refusal }: Order, instrument: Instrument | null): string {
  const word = tradingText.status[status];
  if (refusal !== null) return `${word}: ${refusalSentence(refusal, instrument)}`;
  return reason === null ? word : `${word} (${tradingText.reasons[reason]})`;
}

function StatusCell(props: { readonly order: Order; readonly instrument: Instrument | null }) {
  const { status, reason, refusal } = props.order;
  const word = tradingText.status[status];
  const tone = status === 'rejected' ? 'error' : status === 'filled' ? '' : 'dim';
  if (refusal !== null) {
    const why = refusalSentence(refusal, props.instrument);
    return (
      <span className={tone} title={`${why} (${refusal.code})`}>
        {word}: {why}
      </span>
    );
  }
  const why = reason === null ? '' : ` (${tradingText.reasons[reason]})`;
  return (
    <span className={tone} title={word + why}>
      {word}
      {why}
    </span>
  );
}

function qtyText(instrumentOf: InstrumentOf, symbol: string, lots: number): string {
  const instrument = instrumentOf(symbol);
  return instrument === null ? String(lots) : formatQty(instrument, lots);
}

/** The stop of what waited for one, else the limit. */
function priceCell(instrument: Instrument | null, order: Order): string {
  const ticks = order.stopPriceTicks ?? order.limitPriceTicks;
  if (instrument === null || ticks === null) return workingOrdersText.market;
  return formatPrice(instrument, ticks);
}
