/**
 * The `orders` export profile, version 1 (docs/export-profiles/orders.md): one row an order, as of its
 * last event, stable whatever a screen shows and whatever the locale.
 */
import { decimalText, qtyText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { mulDiv } from '../domain/mul-div.ts';
import type { Order } from '../domain/order.ts';
import { isoTimeUtc } from '../domain/session.ts';
import { ColumnSums } from './column-sums.ts';
import type { Row, RowMaker } from './csv-export.ts';
import { moneyText } from './money-text.ts';
import { isSelected } from './row-filter.ts';
import type { RowTerms } from './row-terms.ts';
import { exactPriceText, tradedUnits } from './traded-units.ts';

/** Raised by any change to a column, its order or its form. */
export const ORDERS_PROFILE_VERSION = 1;

export const ORDERS_COLUMNS = [
  'order_id',
  'client_order_id',
  'client_name',
  'venue',
  'created_utc',
  'created_exchange',
  'trade_date',
  'updated_utc',
  'expires_utc',
  'triggered_utc',
  'symbol',
  'side',
  'order_type',
  'time_in_force',
  'extended_hours',
  'post_only',
  'order_class',
  'parent_order_id',
  'leg_role',
  'qty',
  'notional',
  'limit_price',
  'stop_price',
  'trail_price',
  'trail_percent',
  'display_qty',
  'status',
  'reason',
  'refusal_code',
  'cum_qty',
  'leaves_qty',
  'avg_price',
  'gross',
  'tag',
] as const;

/** Decimals of an average price beyond those of the tick. */
const AVERAGE_DECIMALS = 2;
/** A basis point is a hundredth of a percent. */
const BASIS_POINT_DECIMALS = 2;

/** Rows of the selected orders; throws when an order's instrument is not among `instruments`. */
export function ordersProfile(terms: RowTerms): RowMaker<Order> {
  const { instruments, text, selection } = terms;
  const unitOf = tradedUnits(instruments);
  const sums = new ColumnSums(['gross']);
  const rowOf = (order: Order): Row => {
    const { instrument, time } = unitOf(order.symbol);
    const grossMicros = order.cumTickLots * instrument.tickValueMicros;
    sums.add([grossMicros]);
    const price = (ticks: number | null): string =>
      ticks === null ? '' : exactPriceText(instrument, ticks);
    return [
      String(order.orderId),
      text(order.clientOrderId),
      text(order.clientName),
      order.venue,
      isoTimeUtc(order.createdUs),
      time.text(order.createdUs),
      time.tradeDate(order.createdUs),
      isoTimeUtc(order.updatedUs),
      timeOrNothing(order.expiresUs),
      timeOrNothing(order.triggeredUs),
      text(order.symbol),
      order.side,
      order.type,
      order.timeInForce,
      truthText(order.extendedHours),
      truthText(order.postOnly),
      order.orderClass,
      order.parentOrderId === null ? '' : String(order.parentOrderId),
      order.legRole ?? '',
      qtyText(instrument, order.qtyLots),
      order.notionalMicros === null ? '' : moneyText(order.notionalMicros),
      price(order.limitPriceTicks),
      price(order.stopPriceTicks),
      price(order.trailTicks),
      order.trailBasisPoints === null
        ? ''
        : decimalText(order.trailBasisPoints, BASIS_POINT_DECIMALS),
      order.displayQtyLots === null ? '' : qtyText(instrument, order.displayQtyLots),
      order.status,
      order.reason ?? '',
      order.refusal?.code ?? '',
      qtyText(instrument, order.cumQtyLots),
      qtyText(instrument, order.leavesQtyLots),
      averageText(instrument, order),
      moneyText(grossMicros),
      text(order.tag),
    ];
  };
  const isWanted = (order: Order): boolean =>
    isSelected(selection, {
      symbol: order.symbol,
      side: order.side,
      tag: order.tag,
      us: order.createdUs,
    });
  return {
    columns: ORDERS_COLUMNS,
    rows: (orders) => orders.filter(isWanted).map(rowOf),
    rest: () => [],
    totals: () => sums.totals(),
  };
}

function timeOrNothing(us: number | null): string {
  return us === null ? '' : isoTimeUtc(us);
}

function truthText(is: boolean): string {
  return is ? 'true' : 'false';
}

/** Rounded half up; `gross` divided by quantity and multiplier is the exact one. '' without a fill. */
function averageText(instrument: Instrument, { cumTickLots, cumQtyLots }: Order): string {
  if (cumQtyLots === 0) return '';
  const scale = instrument.tickMantissa * 10 ** AVERAGE_DECIMALS;
  const average = mulDiv(cumTickLots, scale, cumQtyLots);
  return decimalText(average, instrument.tickDecimals + AVERAGE_DECIMALS);
}
