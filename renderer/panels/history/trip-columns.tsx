import type { TripRow } from '../../../engine/contract/history.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Column } from '../../components/index.ts';
import { formatMoney, formatQty } from '../../format/number.ts';
import { formatHold } from '../../format/time.ts';
import { historyText } from '../../text/history.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { pnlText } from '../../trading/pnl-text.ts';
import { averageValueText } from '../../trading/average-price.ts';
import { fullTime, shortTime } from '../../trading/order-time.ts';

const words = historyText.columns;
const titles = historyText.columnTitles;

type InstrumentOf = (symbol: string) => Instrument | null;

/** Columns of the round trips. `nowUs`: market time, to leave out today's date. */
export function tripColumns(instrumentOf: InstrumentOf, nowUs: number): readonly Column<TripRow>[] {
  return [...tradeColumns(instrumentOf, nowUs), ...resultColumns(), ...originColumns()];
}

function tradeColumns(instrumentOf: InstrumentOf, nowUs: number): readonly Column<TripRow>[] {
  const zoneOf = (trip: TripRow): string => instrumentOf(trip.symbol)?.zone ?? 'UTC';
  const time = (us: number, zone: string) => (
    <span title={fullTime(us, zone)}>{shortTime(us, zone, nowUs)}</span>
  );
  const price = (trip: TripRow, micros: string): string => {
    const instrument = instrumentOf(trip.symbol);
    return instrument === null ? '' : averageValueText(instrument, micros, trip.qtyLots);
  };
  return [
    {
      id: 'closed',
      header: words.closed,
      align: 'right',
      width: 104,
      cell: (trip) => time(trip.closedUs, zoneOf(trip)),
    },
    {
      id: 'symbol',
      header: words.symbol,
      width: 66,
      cell: (trip) => <strong>{trip.symbol}</strong>,
    },
    {
      id: 'side',
      header: words.side,
      width: 44,
      cell: ({ side }) => (
        <span className={side === 'long' ? 'buy' : 'sell'}>{historyText.tripSide[side]}</span>
      ),
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: 54,
      cell: (trip) => {
        const instrument = instrumentOf(trip.symbol);
        return instrument === null ? trip.qtyLots : formatQty(instrument, trip.qtyLots);
      },
    },
    {
      id: 'entry',
      header: words.entry,
      align: 'right',
      width: 74,
      cell: (trip) => price(trip, trip.entryMicros),
    },
    {
      id: 'exit',
      header: words.exit,
      align: 'right',
      width: 74,
      cell: (trip) => price(trip, trip.exitMicros),
    },
    {
      id: 'hold',
      header: words.hold,
      title: titles.hold,
      align: 'right',
      width: 62,
      yields: 6,
      cell: (trip) => (
        <span title={fullTime(trip.openedUs, zoneOf(trip))}>
          {formatHold(trip.closedUs - trip.openedUs)}
        </span>
      ),
    },
  ];
}

function resultColumns(): readonly Column<TripRow>[] {
  return [
    {
      id: 'mae',
      header: words.mae,
      title: titles.mae,
      align: 'right',
      width: 76,
      yields: 5,
      cell: (trip) => <span className="dim">{formatMoney(trip.maeMicros)}</span>,
    },
    {
      id: 'mfe',
      header: words.mfe,
      title: titles.mfe,
      align: 'right',
      width: 76,
      yields: 4,
      cell: (trip) => <span className="dim">{formatMoney(trip.mfeMicros)}</span>,
    },
    {
      id: 'gross',
      header: words.gross,
      align: 'right',
      width: 84,
      yields: 3,
      text: (trip) => pnlText(trip.grossMicros),
      cell: (trip) => <Pnl micros={trip.grossMicros} />,
    },
    {
      id: 'fees',
      header: words.fees,
      align: 'right',
      width: 52,
      yields: 2,
      cell: (trip) => formatMoney(trip.feesMicros),
    },
    {
      id: 'net',
      header: words.net,
      title: titles.net,
      align: 'right',
      width: 88,
      text: (trip) => pnlText(trip.grossMicros - trip.feesMicros),
      cell: (trip) => <Pnl micros={trip.grossMicros - trip.feesMicros} />,
    },
  ];
}

function originColumns(): readonly Column<TripRow>[] {
  return [
    {
      id: 'fills',
      header: words.fills,
      align: 'right',
      width: 42,
      yields: 1,
      cell: (trip) => trip.fills,
    },
    {
      id: 'tag',
      header: words.tag,
      width: 60,
      grow: 1,
      yields: 1,
      cell: (trip) => <span title={trip.tags.join(', ')}>{trip.tag}</span>,
    },
  ];
}
