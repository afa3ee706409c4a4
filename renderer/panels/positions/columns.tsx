import { Button } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { formatMoney, formatPrice, formatQty } from '../../format/number.ts';
import { positionsText } from '../../text/positions.ts';
import { tradingText } from '../../text/trading.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { averageCostText } from '../../trading/average-price.ts';
import type { ValuedPosition } from '../../trading/position-value.ts';

const words = positionsText.columns;
/** Sorts what has no value behind everything that has one. */
const LAST = Number.NEGATIVE_INFINITY;

/** Columns of the positions table; `onClose` prepares the closing of one. */
export function positionColumns(
  onClose: (row: ValuedPosition) => void,
): readonly Column<ValuedPosition>[] {
  return [...heldColumns(), ...moneyColumns(), closeColumn(onClose)];
}

const sideWord = (qtyLots: number): string => {
  if (qtyLots === 0) return positionsText.flat;
  return qtyLots > 0 ? positionsText.long : positionsText.short;
};
const sideTone = (qtyLots: number): string => {
  if (qtyLots === 0) return 'dim';
  return qtyLots > 0 ? 'buy' : 'sell';
};

function heldColumns(): readonly Column<ValuedPosition>[] {
  return [
    {
      id: 'symbol',
      header: words.symbol,
      width: 68,
      sortValue: (row) => row.position.symbol,
      cell: (row) => <strong>{row.position.symbol}</strong>,
    },
    {
      id: 'side',
      header: words.side,
      width: 46,
      sortValue: (row) => Math.sign(row.position.qtyLots),
      cell: ({ position }) => (
        <span className={sideTone(position.qtyLots)}>{sideWord(position.qtyLots)}</span>
      ),
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: 64,
      sortValue: (row) => row.position.qtyLots,
      cell: ({ position, instrument }) => {
        const sign = position.qtyLots > 0 ? '+' : '';
        return (
          <span className={sideTone(position.qtyLots)}>
            {sign + formatQty(instrument, position.qtyLots)}
          </span>
        );
      },
    },
    {
      id: 'average',
      header: words.average,
      align: 'right',
      width: 76,
      cell: ({ position, instrument }) =>
        averageCostText(instrument, position.costMicros, Math.abs(position.qtyLots)),
    },
    {
      id: 'last',
      header: words.last,
      align: 'right',
      width: 70,
      yields: 4,
      cell: ({ lastTicks, instrument }) =>
        lastTicks === null ? <NoQuote /> : formatPrice(instrument, lastTicks),
    },
  ];
}

function moneyColumns(): readonly Column<ValuedPosition>[] {
  return [
    {
      id: 'marketValue',
      header: words.marketValue,
      align: 'right',
      width: 84,
      yields: 2,
      sortValue: (row) => row.marketValueMicros ?? LAST,
      cell: (row) =>
        row.marketValueMicros === null ? <NoQuote /> : formatMoney(row.marketValueMicros),
    },
    {
      id: 'unrealised',
      header: words.unrealised,
      title: positionsText.unrealisedTitle,
      align: 'right',
      width: 80,
      sortValue: (row) => row.unrealisedMicros ?? LAST,
      cell: (row) =>
        row.unrealisedMicros === null ? <NoQuote /> : <Pnl micros={row.unrealisedMicros} />,
    },
    {
      id: 'realised',
      header: words.realised,
      title: positionsText.realisedTitle,
      align: 'right',
      width: 80,
      sortValue: (row) => row.position.realisedMicros,
      cell: (row) => <Pnl micros={row.position.realisedMicros} />,
    },
    {
      id: 'day',
      header: words.day,
      title: positionsText.dayTitle,
      align: 'right',
      width: 80,
      yields: 3,
      sortValue: (row) => row.dayMicros ?? LAST,
      cell: (row) => (row.dayMicros === null ? <NoQuote /> : <Pnl micros={row.dayMicros} />),
    },
    {
      id: 'fees',
      header: words.fees,
      align: 'right',
      width: 46,
      yields: 1,
      sortValue: (row) => row.position.feesMicros,
      cell: (row) => formatMoney(row.position.feesMicros),
    },
  ];
}

function closeColumn(onClose: (row: ValuedPosition) => void): Column<ValuedPosition> {
  return {
    id: 'actions',
    header: words.actions,
    align: 'right',
    width: 52,
    grow: 1,
    pinned: true,
    cell: (row) => {
      const { qtyLots } = row.position;
      if (qtyLots === 0) return null;
      const qty = formatQty(row.instrument, Math.abs(qtyLots));
      const closing = tradingText.closing(qtyLots > 0 ? 'sell' : 'buy', qty);
      return (
        <Button
          small
          tabIndex={-1}
          className="position-close"
          title={positionsText.closeTitle(closing)}
          onClick={() => onClose(row)}
        >
          {positionsText.close}
        </Button>
      );
    },
  };
}

function NoQuote() {
  return (
    <span className="warn" title={positionsText.noQuoteTitle}>
      {positionsText.noQuote}
    </span>
  );
}
