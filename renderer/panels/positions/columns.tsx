import type { Column } from '../../components/index.ts';
import { formatMoney, formatPrice, formatQty } from '../../format/number.ts';
import { positionsText } from '../../text/positions.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { pnlText } from '../../trading/pnl-text.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { averageCostText } from '../../trading/average-price.ts';
import type { ValuedPosition } from '../../trading/position-value.ts';
import { actionsColumn } from './position-actions.tsx';

const words = positionsText.columns;
/** Sorts what has no value behind everything that has one. */
const LAST = Number.NEGATIVE_INFINITY;

/** Columns of the positions table; the last one has the buttons that prepare something with a row. */
export function positionColumns(actions: TradingActions): readonly Column<ValuedPosition>[] {
  return [...heldColumns(), ...moneyColumns(), actionsColumn(actions)];
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
      yields: 3,
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
      yields: 5,
      text: ({ lastTicks, instrument }) =>
        lastTicks === null ? '' : formatPrice(instrument, lastTicks),
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
      text: (row) => (row.marketValueMicros === null ? '' : formatMoney(row.marketValueMicros)),
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
      text: (row) => pnlText(row.unrealisedMicros),
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
      text: (row) => pnlText(row.position.realisedMicros),
      cell: (row) => <Pnl micros={row.position.realisedMicros} />,
    },
    {
      id: 'day',
      header: words.day,
      title: positionsText.dayTitle,
      align: 'right',
      width: 80,
      yields: 4,
      sortValue: (row) => row.dayMicros ?? LAST,
      text: (row) => pnlText(row.dayMicros),
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

function NoQuote() {
  return (
    <span className="warn" title={positionsText.noQuoteTitle}>
      {positionsText.noQuote}
    </span>
  );
}
