import type { Column } from '../../components/index.ts';
import { executionIdText } from '../../../engine/domain/ids.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { formatMoney, formatPrice, formatQty } from '../../format/number.ts';
import { fillsText } from '../../text/fills.ts';
import { tradingText } from '../../text/trading.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { pnlText } from '../../trading/pnl-text.ts';
import { fullTime, shortTime } from '../../trading/order-time.ts';

const words = fillsText.columns;

/** Columns of the fills table. `nowUs`: market time, to leave out today's date. */
export function fillColumns(
  instrumentOf: (symbol: string) => Instrument | null,
  nowUs: number,
): readonly Column<Fill>[] {
  return [...whatColumns(instrumentOf, nowUs), ...moneyColumns(), ...originColumns()];
}

function whatColumns(
  instrumentOf: (symbol: string) => Instrument | null,
  nowUs: number,
): readonly Column<Fill>[] {
  const zoneOf = (fill: Fill): string => instrumentOf(fill.symbol)?.zone ?? 'UTC';
  return [
    {
      id: 'time',
      header: words.time,
      align: 'right',
      width: 104,
      cell: (fill) => (
        <span title={fullTime(fill.executedUs, zoneOf(fill))}>
          {shortTime(fill.executedUs, zoneOf(fill), nowUs)}
        </span>
      ),
    },
    {
      id: 'symbol',
      header: words.symbol,
      width: 68,
      cell: (fill) => <strong>{fill.symbol}</strong>,
    },
    {
      id: 'side',
      header: words.side,
      width: 38,
      cell: (fill) => <span className={fill.side}>{tradingText.side[fill.side]}</span>,
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: 56,
      cell: (fill) => {
        const instrument = instrumentOf(fill.symbol);
        return instrument === null ? fill.lastQtyLots : formatQty(instrument, fill.lastQtyLots);
      },
    },
    {
      id: 'price',
      header: words.price,
      align: 'right',
      width: 66,
      cell: (fill) => {
        const instrument = instrumentOf(fill.symbol);
        return instrument === null
          ? fill.lastPriceTicks
          : formatPrice(instrument, fill.lastPriceTicks);
      },
    },
  ];
}

function moneyColumns(): readonly Column<Fill>[] {
  return [
    {
      id: 'gross',
      header: words.gross,
      align: 'right',
      width: 78,
      yields: 7,
      cell: (fill) => formatMoney(fill.grossMicros),
    },
    {
      id: 'fee',
      header: words.fee,
      align: 'right',
      width: 48,
      yields: 8,
      cell: (fill) => formatMoney(fill.feeMicros),
    },
    {
      id: 'realised',
      header: words.realised,
      title: fillsText.realisedTitle,
      align: 'right',
      width: 80,
      text: (fill) => pnlText(fill.realisedMicros),
      cell: (fill) => <Pnl micros={fill.realisedMicros} />,
    },
  ];
}

function originColumns(): readonly Column<Fill>[] {
  return [
    {
      id: 'liquidity',
      header: words.liquidity,
      title: fillsText.liquidityTitle,
      width: 52,
      yields: 4,
      cell: (fill) => <span className="dim">{fillsText.liquidity[fill.liquidity]}</span>,
    },
    {
      id: 'type',
      header: words.type,
      width: 42,
      yields: 6,
      cell: (fill) => <span className="dim">{tradingText.type[fill.orderType]}</span>,
    },
    {
      id: 'orderId',
      header: words.orderId,
      align: 'right',
      width: 48,
      yields: 3,
      cell: (fill) => <span title={fill.clientOrderId}>{fill.orderId}</span>,
    },
    {
      id: 'execId',
      header: words.execId,
      width: 78,
      yields: 5,
      cell: (fill) => <span className="dim">{executionIdText(fill.venue, fill.executionId)}</span>,
    },
    {
      id: 'venue',
      header: words.venue,
      width: 52,
      yields: 2,
      cell: (fill) => <span className="dim">{fill.venue.toUpperCase()}</span>,
    },
    {
      id: 'tag',
      header: words.tag,
      width: 48,
      yields: 1,
      grow: 1,
      cell: (fill) => <span title={fill.tag}>{fill.tag}</span>,
    },
  ];
}
