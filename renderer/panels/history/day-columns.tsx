import type { DayResult } from '../../../engine/contract/history.ts';
import type { Column } from '../../components/index.ts';
import { formatCount, formatMoney, formatMoneyText } from '../../format/number.ts';
import { netOf } from '../../history/TotalsFoot.tsx';
import { historyText } from '../../text/history.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { pnlText } from '../../trading/pnl-text.ts';

const words = historyText.columns;
const titles = historyText.columnTitles;

/** Columns of the results by day; bars are drawn to `largestMicros`, the size of the largest. */
export function dayColumns(largestMicros: number): readonly Column<DayResult>[] {
  return [
    {
      id: 'date',
      header: words.date,
      width: 98,
      sortValue: (day) => day.tradeDate,
      cell: (day) => <strong>{day.tradeDate}</strong>,
    },
    {
      id: 'fills',
      header: words.fills,
      align: 'right',
      width: 56,
      sortValue: (day) => day.fills,
      cell: (day) => formatCount(day.fills),
    },
    {
      id: 'bought',
      header: words.bought,
      align: 'right',
      width: 104,
      yields: 2,
      cell: (day) => formatMoneyText(day.boughtMicros),
    },
    {
      id: 'sold',
      header: words.sold,
      align: 'right',
      width: 104,
      yields: 3,
      cell: (day) => formatMoneyText(day.soldMicros),
    },
    {
      id: 'fifo',
      header: words.fifo,
      title: titles.fifo,
      align: 'right',
      width: 88,
      yields: 1,
      text: (day) => pnlText(day.fifoRealisedMicros),
      cell: (day) => <Pnl micros={day.fifoRealisedMicros} />,
    },
    {
      id: 'realised',
      header: words.realised,
      title: titles.realised,
      align: 'right',
      width: 88,
      sortValue: (day) => day.realisedMicros,
      text: (day) => pnlText(day.realisedMicros),
      cell: (day) => <Pnl micros={day.realisedMicros} />,
    },
    {
      id: 'fees',
      header: words.fees,
      align: 'right',
      width: 60,
      sortValue: (day) => day.feesMicros,
      cell: (day) => formatMoney(day.feesMicros),
    },
    {
      id: 'net',
      header: words.net,
      title: titles.net,
      align: 'right',
      width: 92,
      sortValue: netOf,
      text: (day) => pnlText(netOf(day)),
      cell: (day) => <Pnl micros={netOf(day)} />,
    },
    {
      id: 'curve',
      header: '',
      title: titles.curve,
      width: 120,
      grow: 1,
      cell: (day) => <Bar share={largestMicros === 0 ? 0 : netOf(day) / largestMicros} />,
    },
  ];
}

/** A bar from the middle, right for a gain and left for a loss. `share`: -1 to 1. */
function Bar({ share }: { readonly share: number }) {
  const width = `${(Math.abs(share) * 50).toFixed(2)}%`;
  const side = share < 0 ? { right: '50%' } : { left: '50%' };
  return (
    <span className="day-bar" aria-hidden="true">
      <span className={share < 0 ? 'day-bar-loss' : 'day-bar-gain'} style={{ width, ...side }} />
    </span>
  );
}
