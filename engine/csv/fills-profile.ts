/**
 * The `fills` export profile, version 1 (resources/export-profiles/fills.md): one row a fill, stable
 * whatever a screen shows and whatever the locale.
 */
import { assert } from '../domain/assert.ts';
import { priceText, qtyText } from '../domain/decimal.ts';
import { executionIdText } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { priceDecimalsAt } from '../domain/instrument.ts';
import type { Fill } from '../domain/order.ts';
import { isoTimeUtc } from '../domain/session.ts';
import { exchangeTime } from './exchange-time.ts';
import type { ExchangeTime } from './exchange-time.ts';
import { moneyText } from './money-text.ts';
import { neutralText } from './neutral-text.ts';

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

/** What a fill does to cash, in micros: a buy pays gross and fee, a sell brings gross less fee. */
export function netMicros(fill: Pick<Fill, 'side' | 'grossMicros' | 'feeMicros'>): number {
  return fill.side === 'sell'
    ? fill.grossMicros - fill.feeMicros
    : -fill.grossMicros - fill.feeMicros;
}

/** Makes rows of fills in `instruments`; throws when a fill's instrument is not among them. */
export function fillsProfile(instruments: readonly Instrument[]): (fill: Fill) => string[] {
  const units = new Map<string, { instrument: Instrument; time: ExchangeTime }>();
  for (const instrument of instruments) {
    units.set(instrument.symbol, { instrument, time: exchangeTime(instrument.zone) });
  }
  return (fill) => {
    const unit = units.get(fill.symbol);
    assert(unit !== undefined, `the units of ${fill.symbol} are known to the export`);
    const { instrument, time } = unit;
    return [
      executionIdText(fill.venue, fill.executionId),
      isoTimeUtc(fill.executedUs),
      time.text(fill.executedUs),
      time.tradeDate(fill.executedUs),
      fill.venue,
      neutralText(fill.symbol),
      fill.side,
      qtyText(instrument, fill.lastQtyLots),
      exactPriceText(instrument, fill.lastPriceTicks),
      moneyText(fill.grossMicros),
      moneyText(fill.feeMicros),
      moneyText(netMicros(fill)),
      qtyText(instrument, fill.cumQtyLots),
      qtyText(instrument, fill.leavesQtyLots),
      String(fill.orderId),
      neutralText(fill.clientOrderId),
      fill.orderType,
      fill.liquidity,
      neutralText(fill.tag),
    ];
  };
}

/** The decimals of valid prices there; all that the tick has for a price that needs them. */
function exactPriceText(instrument: Instrument, ticks: number): string {
  const decimals = priceDecimalsAt(instrument, ticks);
  const surplus = 10 ** (instrument.tickDecimals - decimals);
  const exact = (ticks * instrument.tickMantissa) % surplus === 0;
  return priceText(instrument, ticks, exact ? decimals : instrument.tickDecimals);
}
