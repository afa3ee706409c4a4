/**
 * The `tradelog` export profile, version 1 (docs/export-profiles/tradelog.md): the columns and forms
 * that TradeLog's Excel/Text import takes. Source: tradelogsoftware.com/support/user-guide/excel-text.php:
 * dates mm/dd/yyyy, times hh:mm:ss, Buy or Sell, L or S, amount = shares x price +/- commission.
 */
import { qtyText } from '../domain/decimal.ts';
import { mulDiv } from '../domain/mul-div.ts';
import type { Fill } from '../domain/order.ts';
import { ColumnSums } from './column-sums.ts';
import type { Row, RowMaker } from './csv-export.ts';
import { moneyText } from './money-text.ts';
import { isSelected } from './row-filter.ts';
import type { RowTerms } from './row-terms.ts';
import { exactPriceText, tradedUnits } from './traded-units.ts';

/** Raised by any change to a column, its order or its form. */
export const TRADELOG_PROFILE_VERSION = 1;

export const TRADELOG_COLUMNS = [
  'Date',
  'Time',
  'Buy/Sell',
  'Long/Short',
  'Ticker',
  'Shares',
  'Price',
  'Comm',
  'Amount',
] as const;

/** A part of a fill that is all on one side of zero. */
interface Part {
  readonly lots: number;
  readonly grossMicros: number;
  readonly feeMicros: number;
  readonly isLong: boolean;
}

/**
 * Rows of the selected fills; to be given every fill of their symbols from the first on, in the order
 * of execution, because what was held decides between long and short. A fill that turns a position is
 * two rows: what closes and what opens. Throws when a fill's instrument is not among `instruments`.
 */
export function tradelogProfile(terms: RowTerms): RowMaker<Fill> {
  const { instruments, text, selection } = terms;
  const unitOf = tradedUnits(instruments);
  const sums = new ColumnSums(['gross', 'fee', 'net']);
  /** Signed open quantity by symbol. */
  const held = new Map<string, number>();

  const rowsOf = (fill: Fill): readonly Row[] => {
    const before = held.get(fill.symbol) ?? 0;
    held.set(fill.symbol, before + (fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots));
    const { symbol, side, tag, executedUs } = fill;
    if (!isSelected(selection, { symbol, side, tag, us: executedUs })) return [];
    const { instrument, time } = unitOf(symbol);
    const wallTime = time.text(executedUs);
    const [year, month, day] = wallTime.slice(0, 10).split('-');
    const date = `${month ?? ''}/${day ?? ''}/${year ?? ''}`;
    return partsOf(fill, before).map(({ lots, grossMicros, feeMicros, isLong }) => {
      const isBuy = side === 'buy';
      const amountMicros = isBuy ? grossMicros + feeMicros : grossMicros - feeMicros;
      sums.add([grossMicros, feeMicros, isBuy ? -amountMicros : amountMicros]);
      return [
        date,
        wallTime.slice(11, 19),
        isBuy ? 'Buy' : 'Sell',
        isLong ? 'L' : 'S',
        text(symbol),
        qtyText(instrument, lots),
        exactPriceText(instrument, fill.lastPriceTicks),
        moneyText(feeMicros),
        moneyText(amountMicros),
      ];
    });
  };
  return {
    columns: TRADELOG_COLUMNS,
    rows: (fills) => fills.flatMap(rowsOf),
    rest: () => [],
    totals: () => sums.totals(),
  };
}

/** What closes, if anything does, before what opens; their fees and values sum to the fill's. */
function partsOf(fill: Fill, heldLots: number): readonly Part[] {
  const { side, lastQtyLots, grossMicros, feeMicros } = fill;
  const closes = heldLots !== 0 && heldLots > 0 === (side === 'sell');
  const closedLots = closes ? Math.min(Math.abs(heldLots), lastQtyLots) : 0;
  if (closedLots === 0)
    return [{ lots: lastQtyLots, grossMicros, feeMicros, isLong: side === 'buy' }];
  const isLong = heldLots > 0;
  if (closedLots === lastQtyLots) return [{ lots: closedLots, grossMicros, feeMicros, isLong }];
  // A fill has one price, so a part's value is a whole number; the fee is rounded once.
  const closedGross = (grossMicros / lastQtyLots) * closedLots;
  const closedFee = Math.sign(feeMicros) * mulDiv(Math.abs(feeMicros), closedLots, lastQtyLots);
  return [
    { lots: closedLots, grossMicros: closedGross, feeMicros: closedFee, isLong },
    {
      lots: lastQtyLots - closedLots,
      grossMicros: grossMicros - closedGross,
      feeMicros: feeMicros - closedFee,
      isLong: !isLong,
    },
  ];
}
