import type { ImportProblem, ImportedPosition } from '../../engine/contract/imports.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Column } from '../components/index.ts';
import { formatCount, formatMoney, formatQty } from '../format/number.ts';
import { importsText } from '../text/imports.ts';

/** Columns of the bad rows. */
export function problemColumns(): readonly Column<ImportProblem>[] {
  const words = importsText.problemColumns;
  return [
    {
      id: 'line',
      header: words.line,
      align: 'right',
      width: 70,
      cell: (problem) => formatCount(problem.line),
    },
    {
      id: 'column',
      header: words.column,
      width: 110,
      cell: ({ column }) =>
        column === '' ? <span className="dim">{importsText.wholeRow}</span> : column,
    },
    {
      id: 'value',
      header: words.value,
      width: 150,
      cell: ({ value }) => (
        <span className="mono" title={value}>
          {value}
        </span>
      ),
    },
    {
      id: 'rule',
      header: words.rule,
      width: 200,
      grow: 1,
      cell: ({ rule }) => <span title={rule}>{rule}</span>,
    },
  ];
}

/** Columns of what an import does to each symbol. */
export function effectColumns(
  instrumentOf: (symbol: string) => Instrument | null,
): readonly Column<ImportedPosition>[] {
  const words = importsText.effectColumns;
  const qty = (symbol: string, lots: number): string => {
    const instrument = instrumentOf(symbol);
    return instrument === null ? String(lots) : formatQty(instrument, lots);
  };
  return [
    {
      id: 'symbol',
      header: words.symbol,
      width: 90,
      cell: ({ symbol }) => <strong>{symbol}</strong>,
    },
    {
      id: 'fills',
      header: words.fills,
      align: 'right',
      width: 80,
      cell: ({ fills }) => formatCount(fills),
    },
    {
      id: 'qty',
      header: words.qty,
      align: 'right',
      width: 180,
      cell: ({ symbol, qtyLotsBefore, qtyLotsAfter }) =>
        importsText.change(qty(symbol, qtyLotsBefore), qty(symbol, qtyLotsAfter)),
    },
    {
      id: 'realised',
      header: words.realised,
      align: 'right',
      width: 220,
      grow: 1,
      cell: ({ realisedMicrosBefore, realisedMicrosAfter }) =>
        importsText.change(formatMoney(realisedMicrosBefore), formatMoney(realisedMicrosAfter)),
    },
  ];
}
