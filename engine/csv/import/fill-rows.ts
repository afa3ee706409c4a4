/**
 * Rows of our own export of fills, version 1 (docs/imports.md): the columns in any order. What follows
 * from other columns must agree with them, because a file in which it does not has been changed.
 */
import { moneyMicros } from '../../domain/price.ts';
import { timeUs } from '../../domain/time.ts';
import type { ImportedFill } from '../../domain/imported-fill.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { ORDER_TYPES } from '../../domain/order.ts';
import type { Venue } from '../../domain/order.ts';
import { exchangeTime } from '../exchange-time.ts';
import type { ExchangeTime } from '../exchange-time.ts';
import { FILLS_COLUMNS, netMicros } from '../fills-profile.ts';
import { textOfExcel } from '../excel-text.ts';
import { originalText } from '../neutral-text.ts';
import { BadCell, ImportFileError } from './bad-cell.ts';
import {
  grossOf,
  moneyCell,
  priceCell,
  qtyCell,
  sameMoneyCell,
  someQtyCell,
  textCell,
  utcMsCell,
  wordCell,
} from './cells.ts';

type Column = (typeof FILLS_COLUMNS)[number];

/** Largest number that is taken over from a file; above it our own would come near to 2^53. */
const NUMBER_MAX = 1_000_000_000_000;
const EXEC_ID = /^[\x21-\x7e]{1,128}$/;
const ORDER_ID = /^[1-9]\d{0,15}$/;
const CLIENT_ORDER_ID = /^[\x21-\x7e]{1,128}$/;
const TAG = /^[^]{0,64}$/;
const PRINTABLE_RULE = '1 to 128 printable ASCII characters without spaces';

export interface FillRowsContext {
  readonly instruments: readonly Instrument[];
  readonly venue: Venue;
  /** Nothing can have been executed after it. */
  readonly nowMs: number;
}

/** Reads one row's cells; throws a BadCell. */
export type FillRowReader = (cells: readonly string[]) => ImportedFill;

/** The reader of rows below a header; throws an ImportFileError when it is not that of the profile. */
export function fillRows(header: readonly string[], context: FillRowsContext): FillRowReader {
  const places = placesOf(header);
  const { venue, nowMs } = context;
  const units = new Map<string, { instrument: Instrument; time: ExchangeTime }>();
  for (const instrument of context.instruments) {
    units.set(instrument.symbol, { instrument, time: exchangeTime(instrument.zone) });
  }
  return (cells) => {
    if (cells.length !== header.length) {
      throw new BadCell('', cells.join(','), `${header.length} columns, as the header has`);
    }
    const cell = (column: Column): string => cells[places[column]] ?? '';
    const text = (column: Column): string => originalText(textOfExcel(cell(column)));
    const symbol = text('symbol');
    const unit = units.get(symbol);
    if (unit === undefined) throw new BadCell('symbol', symbol, 'a symbol that is traded here');
    const { instrument, time } = unit;
    wordCell('venue', cell('venue'), [venue]);
    const execId = textCell('exec_id', text('exec_id'), EXEC_ID, PRINTABLE_RULE);
    const executedMs = utcMsCell('time_utc', cell('time_utc'), nowMs);
    const side = wordCell('side', cell('side'), ['buy', 'sell']);
    const qtyLots = someQtyCell(instrument, 'qty', cell('qty'));
    const priceTicks = priceCell(instrument, 'price', cell('price'));
    const grossMicros = grossOf(instrument, priceTicks, qtyLots);
    const feeMicros = moneyCell('fee', cell('fee'));
    const fill: ImportedFill = {
      execId,
      executionNumber: numberOf(execId, venue),
      executedMs,
      symbol,
      side,
      qtyLots,
      priceTicks,
      feeMicros,
      cumQtyLots: qtyCell(instrument, 'cum_qty', cell('cum_qty')),
      leavesQtyLots: qtyCell(instrument, 'leaves_qty', cell('leaves_qty')),
      orderId: textCell('order_id', cell('order_id'), ORDER_ID, 'a number from 1 on'),
      clientOrderId: textCell(
        'client_order_id',
        text('client_order_id'),
        CLIENT_ORDER_ID,
        PRINTABLE_RULE,
      ),
      orderType: wordCell('order_type', cell('order_type'), ORDER_TYPES),
      liquidity: wordCell('liquidity', cell('liquidity'), ['maker', 'taker']),
      tag: textCell('tag', text('tag'), TAG, 'at most 64 characters'),
    };
    checkDerived(fill, instrument, grossMicros, time, cell);
    return fill;
  };
}

/** What the other columns say already. */
function checkDerived(
  fill: ImportedFill,
  { assetClass }: Instrument,
  grossMicros: number,
  time: ExchangeTime,
  cell: (column: Column) => string,
): void {
  const us = timeUs(fill.executedMs * 1_000);
  sameMoneyCell('gross', cell('gross'), grossMicros, 'qty x price');
  // What a future brings to cash follows from the fills before it, which a file may not have.
  if (assetClass === 'future') moneyCell('net', cell('net'));
  else {
    const money = {
      grossMicros: moneyMicros(grossMicros),
      feeMicros: moneyMicros(fill.feeMicros),
      realisedMicros: moneyMicros(0),
    };
    const net = netMicros(assetClass, { side: fill.side, ...money });
    sameMoneyCell('net', cell('net'), net, 'gross - fee of a sell, -gross - fee of a buy');
  }
  wordCell('time_exchange', cell('time_exchange'), [time.text(us)]);
  wordCell('trade_date', cell('trade_date'), [time.tradeDate(us)]);
  if (fill.cumQtyLots < fill.qtyLots) {
    throw new BadCell('cum_qty', cell('cum_qty'), 'at least qty');
  }
}

function placesOf(header: readonly string[]): Readonly<Record<Column, number>> {
  const missing = FILLS_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0 || header.length !== FILLS_COLUMNS.length) {
    const what = missing.length > 0 ? `no column ${missing.join(', ')}` : 'columns of its own';
    throw new ImportFileError(`This is no export of fills, version 1: it has ${what}.`);
  }
  // Every column has been found.
  return Object.fromEntries(
    FILLS_COLUMNS.map((column) => [column, header.indexOf(column)]),
  ) as Record<Column, number>;
}

/** The number in `local-42` of this venue, if we can keep it. */
function numberOf(execId: string, venue: Venue): number | null {
  if (!execId.startsWith(`${venue}-`)) return null;
  const digits = execId.slice(venue.length + 1);
  const number = /^[1-9]\d{0,12}$/.test(digits) ? Number(digits) : Infinity;
  return number <= NUMBER_MAX ? number : null;
}
