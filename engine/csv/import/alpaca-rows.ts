/**
 * FILL activities as Alpaca's REST tells them (GET /v2/account/activities/FILL; fields read on
 * 2026-11-22), from its JSON or from CSV with the same fields. They know neither fees, which are
 * activities of their own, nor the order's type or whether a fill was a maker's: these are taken as
 * nothing, `market` and `taker`.
 */
import type { ImportedFill } from '../../domain/imported-fill.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { BadCell, ImportFileError } from './bad-cell.ts';
import {
  grossOf,
  priceCell,
  qtyCell,
  someQtyCell,
  textCell,
  utcMsCell,
  wordCell,
} from './cells.ts';
import type { FillRowsContext } from './fill-rows.ts';

/** Fields without which an activity cannot be a fill. */
const REQUIRED = ['id', 'transaction_time', 'price', 'qty', 'side', 'symbol', 'order_id'] as const;
const NAME = /^[\x21-\x7e]{1,128}$/;
const NAME_RULE = '1 to 128 printable ASCII characters without spaces';

/** Reads one activity; `field` gives '' for one that is not there. Throws a BadCell. */
export type AlpacaReader = (field: (name: string) => string) => ImportedFill;

/** The reader of single activities. */
export function alpacaFills({ instruments, nowMs }: Omit<FillRowsContext, 'venue'>): AlpacaReader {
  const units = new Map<string, Instrument>();
  for (const instrument of instruments) {
    units.set(instrument.symbol, instrument);
    // Coins are told without the slash by some of its interfaces.
    units.set(instrument.symbol.replace('/', ''), instrument);
  }
  return (field) => {
    if (field('activity_type') !== '') wordCell('activity_type', field('activity_type'), ['FILL']);
    const instrument = units.get(field('symbol'));
    if (instrument === undefined) {
      throw new BadCell('symbol', field('symbol'), 'a symbol that is traded here');
    }
    const side = wordCell('side', field('side'), ['buy', 'sell', 'sell_short']);
    const qtyLots = someQtyCell(instrument, 'qty', field('qty'));
    const priceTicks = priceCell(instrument, 'price', field('price'));
    grossOf(instrument, priceTicks, qtyLots);
    const orderId = textCell('order_id', field('order_id'), NAME, NAME_RULE);
    const cumQtyLots = optionalQty(instrument, 'cum_qty', field('cum_qty'), qtyLots);
    if (cumQtyLots < qtyLots) throw new BadCell('cum_qty', field('cum_qty'), 'at least qty');
    return {
      execId: textCell('id', field('id'), NAME, NAME_RULE),
      executionNumber: null,
      executedMs: utcMsCell('transaction_time', field('transaction_time'), nowMs),
      symbol: instrument.symbol,
      side: side === 'buy' ? 'buy' : 'sell',
      qtyLots,
      priceTicks,
      feeMicros: 0,
      cumQtyLots,
      leavesQtyLots: optionalQty(instrument, 'leaves_qty', field('leaves_qty'), 0),
      orderId,
      clientOrderId: orderId,
      orderType: 'market',
      liquidity: 'taker',
      tag: '',
    };
  };
}

/** The reader of CSV rows below a header; throws an ImportFileError when it names no fills. */
export function alpacaRows(
  header: readonly string[],
  context: Omit<FillRowsContext, 'venue'>,
): (cells: readonly string[]) => ImportedFill {
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    const what = `it has no column ${missing.join(', ')}`;
    throw new ImportFileError(`These are no FILL activities of Alpaca: ${what}.`);
  }
  const places = new Map(header.map((name, place) => [name, place]));
  const read = alpacaFills(context);
  return (cells) => read((name) => cells[places.get(name) ?? -1] ?? '');
}

/** The reader of elements of Alpaca's JSON, each as text. */
export function alpacaElements(
  context: Omit<FillRowsContext, 'venue'>,
): (json: string) => ImportedFill {
  const read = alpacaFills(context);
  return (json) => {
    const activity = objectOf(json);
    return read((name) => {
      const value = activity[name];
      // Alpaca writes decimals as text; a number would have lost digits already.
      if (typeof value === 'string') return value;
      if (value === undefined || value === null) return '';
      throw new BadCell(name, JSON.stringify(value), 'text, as Alpaca has it');
    });
  };
}

function objectOf(json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BadCell('', json, 'JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadCell('', json, 'an object with the fields of an activity');
  }
  return value as Readonly<Record<string, unknown>>; // Just seen to be an object.
}

function optionalQty(
  instrument: Instrument,
  column: string,
  text: string,
  otherwise: number,
): number {
  return text === '' ? otherwise : qtyCell(instrument, column, text);
}
