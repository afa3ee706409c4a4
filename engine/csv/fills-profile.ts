/**
 * The `fills` export profile, version 1 (docs/export-profiles/fills.md): one row a fill, stable
 * whatever a screen shows and whatever the locale.
 */
import { qtyText } from '../domain/decimal.ts';
import type { AssetClass } from '../domain/instrument.ts';
import type { Fill } from '../domain/order.ts';
import { isoTimeUtc } from '../domain/session.ts';
import { ColumnSums } from './column-sums.ts';
import type { Row, RowMaker } from './csv-export.ts';
import { moneyText } from './money-text.ts';
import { isSelected } from './row-filter.ts';
import type { RowTerms } from './row-terms.ts';
import { exactPriceText, tradedUnits } from './traded-units.ts';

/** Raised by any change to a column, its order or its form. */
export const FILLS_PROFILE_VERSION = 1;

export const FILLS_COLUMNS = [
  'exec_id',
  'time_utc',
  'time_exchange',
  'trade_date',
  'venue',
  'symbol',
  'side',
  'qty',
  'price',
  'gross',
  'fee',
  'net',
  'cum_qty',
  'leaves_qty',
  'order_id',
  'client_order_id',
  'order_type',
  'liquidity',
  'tag',
] as const;

/** What decides about the cash of a fill. */
type CashFill = Pick<Fill, 'side' | 'grossMicros' | 'feeMicros' | 'realisedMicros'>;

/**
 * What a fill does to cash, in micros: a buy pays gross and fee, a sell brings gross less fee. A future
 * is not paid for: its fill brings what it realises less the fee.
 */
export function netMicros(assetClass: AssetClass, fill: CashFill): number {
  if (assetClass === 'future') return fill.realisedMicros - fill.feeMicros;
  return (fill.side === 'sell' ? fill.grossMicros : -fill.grossMicros) - fill.feeMicros;
}

/** Rows of the selected fills; throws when a fill's instrument is not among the terms'. */
export function fillsProfile(terms: RowTerms): RowMaker<Fill> {
  const { instruments, text, selection, execName } = terms;
  const unitOf = tradedUnits(instruments);
  const sums = new ColumnSums(['gross', 'fee', 'net', 'realised']);
  const rowOf = (fill: Fill): Row => {
    const { instrument, time } = unitOf(fill.symbol);
    const net = netMicros(instrument.assetClass, fill);
    sums.add([fill.grossMicros, fill.feeMicros, net, fill.realisedMicros]);
    return [
      text(execName(fill.venue, fill.executionId)),
      isoTimeUtc(fill.executedUs),
      time.text(fill.executedUs),
      time.tradeDate(fill.executedUs),
      fill.venue,
      text(fill.symbol),
      fill.side,
      qtyText(instrument, fill.lastQtyLots),
      exactPriceText(instrument, fill.lastPriceTicks),
      moneyText(fill.grossMicros),
      moneyText(fill.feeMicros),
      moneyText(net),
      qtyText(instrument, fill.cumQtyLots),
      qtyText(instrument, fill.leavesQtyLots),
      String(fill.orderId),
      text(fill.clientOrderId),
      fill.orderType,
      fill.liquidity,
      text(fill.tag),
    ];
  };
  const isWanted = ({ symbol, side, tag, executedUs }: Fill): boolean =>
    isSelected(selection, { symbol, side, tag, us: executedUs });
  return {
    columns: FILLS_COLUMNS,
    rows: (fills) => fills.filter(isWanted).map(rowOf),
    rest: () => [],
    totals: () => sums.totals(),
  };
}
