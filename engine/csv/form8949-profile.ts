/**
 * The `form8949` export profile, version 1 (docs/export-profiles/form8949.md): one row a closed lot, in the
 * columns of IRS Form 8949, wash sales marked. Not tax advice; the page says what is done and what not.
 */
import type { ExportSelection } from '../contract/exports.ts';
import { isoDateOf } from '../domain/civil-date.ts';
import { qtyText } from '../domain/decimal.ts';
import type { Fill, Venue } from '../domain/order.ts';
import { isoTimeUtc } from '../domain/session.ts';
import { isLongTermLot, reportedLots, taxGainMicros } from '../portfolio/tax-lot.ts';
import type { TaxLot } from '../portfolio/tax-lot.ts';
import { TripFold } from '../portfolio/trip-fold.ts';
import { WashSales } from '../portfolio/wash-sales.ts';
import { ColumnSums } from './column-sums.ts';
import type { Row, RowMaker } from './csv-export.ts';
import { moneyText } from './money-text.ts';
import { isSelected } from './row-filter.ts';
import type { RowTerms } from './row-terms.ts';
import { tradedUnits } from './traded-units.ts';
import type { TradedUnit } from './traded-units.ts';

/** Raised by any change to a column, its order or its form. */
export const FORM8949_PROFILE_VERSION = 1;

export const FORM8949_COLUMNS = [
  'term',
  'description',
  'date_acquired',
  'date_sold',
  'proceeds',
  'cost_basis',
  'code',
  'adjustment',
  'gain',
  'held_from',
  'basis_carried',
  'venue',
  'symbol',
  'side',
  'qty',
  'opened_utc',
  'closed_utc',
  'open_exec_id',
  'close_exec_id',
  'tag',
] as const;

/** What one instrument's fills have come to. */
interface Holding {
  readonly symbol: string;
  readonly venue: Venue;
  readonly unit: TradedUnit;
  readonly fold: TripFold;
  readonly washSales: WashSales;
}

/**
 * Rows of the selected closed lots; to be given every fill of an instrument from the first on, in the order
 * of execution, one instrument after another. Futures have no rows. Throws when a fill's instrument is not
 * among `instruments`.
 */
export function form8949Profile(terms: RowTerms): RowMaker<Fill> {
  const { instruments, selection } = terms;
  const unitOf = tradedUnits(instruments);
  const sums = new ColumnSums(['proceeds', 'cost_basis', 'adjustment', 'gain']);
  let holding: Holding | null = null;

  const rowsOf = ({ unit, venue }: Holding, lots: readonly TaxLot[]): Row[] => {
    const rows: Row[] = [];
    for (const lot of reportedLots(lots)) {
      if (!isWanted(selection, lot)) continue;
      const { proceedsMicros, basisMicros, disallowedMicros } = lot;
      sums.add([proceedsMicros, basisMicros, disallowedMicros, taxGainMicros(lot)]);
      rows.push(rowOf(lot, unit, venue, terms));
    }
    return rows;
  };

  return {
    columns: FORM8949_COLUMNS,
    rows(fills) {
      const rows: Row[] = [];
      for (const fill of fills) {
        if (holding?.symbol !== fill.symbol) {
          if (holding !== null) rows.push(...rowsOf(holding, holding.washSales.takeRest()));
          holding = newHolding(fill, unitOf(fill.symbol));
        }
        if (holding.unit.instrument.assetClass === 'future') continue;
        rows.push(...rowsOf(holding, lotsCertainAfter(fill, holding)));
      }
      return rows;
    },
    rest: () => (holding === null ? [] : rowsOf(holding, holding.washSales.takeRest())),
    totals: () => sums.totals(),
  };
}

function newHolding({ symbol, venue }: Fill, unit: TradedUnit): Holding {
  // The rule is about stocks and securities; coins are property (IRS Notice 2014-21).
  const washSales = new WashSales(unit.instrument.assetClass === 'us_equity');
  return { symbol, venue, unit, fold: new TripFold(), washSales };
}

function lotsCertainAfter(fill: Fill, { fold, washSales, unit }: Holding): TaxLot[] {
  const day = unit.time.tradeDay(fill.executedUs);
  const { closedLots } = fold.fill(fill);
  if (closedLots.length > 0) washSales.close(closedLots, day);
  const closedQty = closedLots.reduce((sum, { qtyLots }) => sum + qtyLots, 0);
  const qtyLots = fill.lastQtyLots - closedQty;
  const side = fill.side === 'buy' ? 'long' : 'short';
  if (qtyLots > 0) washSales.open({ side, qtyLots, orderId: fill.orderId, day });
  return washSales.takeCertain(day);
}

function isWanted(selection: ExportSelection, { symbol, side, tag, closedUs }: TaxLot): boolean {
  return isSelected(selection, {
    symbol,
    side: side === 'long' ? 'buy' : 'sell',
    tag,
    us: closedUs,
  });
}

/** Texts of days by number: a row has three, and years of trading have few. */
const dateTexts = new Map<number, string>();

function dateText(day: number): string {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const text = isoDateOf(day);
  dateTexts.set(day, text);
  return text;
}

function rowOf(
  lot: TaxLot,
  { instrument }: TradedUnit,
  venue: Venue,
  { text, execName }: RowTerms,
): Row {
  const isLong = lot.side === 'long';
  // What is delivered to close a short sale is bought when it is closed.
  const acquiredDay = isLong ? lot.openedDay : lot.closedDay;
  const heldFromDay = isLong ? lot.heldFromDay : lot.closedDay;
  const qty = qtyText(instrument, lot.qtyLots);
  const isWash = lot.disallowedMicros > 0;
  return [
    isLongTermLot(lot) ? 'long' : 'short',
    text(`${qty} ${lot.symbol}`),
    dateText(acquiredDay),
    dateText(lot.closedDay),
    moneyText(lot.proceedsMicros),
    moneyText(lot.basisMicros),
    isWash ? 'W' : '',
    isWash ? moneyText(lot.disallowedMicros) : '',
    moneyText(taxGainMicros(lot)),
    dateText(heldFromDay),
    moneyText(lot.carriedMicros),
    venue,
    text(lot.symbol),
    lot.side,
    qty,
    isoTimeUtc(lot.openedUs),
    isoTimeUtc(lot.closedUs),
    text(execName(venue, lot.openExecutionId)),
    text(execName(venue, lot.closeExecutionId)),
    text(lot.tag),
  ];
}
