/** Orders on Alpaca's wire and in our units. */
import type { OrderRequest } from '../alpaca/trading-api.ts';
import type { WireFillActivity, WireOrder } from '../alpaca/wire-schemas.ts';
import type { Instrument } from '../domain/instrument.ts';
import { ORDER_CLASSES, ORDER_STATUSES, ORDER_TYPES, TIMES_IN_FORCE } from '../domain/order.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import type { Exits } from '../orders/new-legs.ts';
import type { ReplacedTerms } from '../orders/replace-checks.ts';
import type { RemoteFill, RemoteReport } from '../remote/remote-report.ts';
import { lotsOf, scaledDecimal, ticksOf, wirePercent, wirePrice, wireQty } from './wire-units.ts';

export type InstrumentOf = (symbol: string) => Instrument | undefined;

/** Words of Alpaca that stand for one of ours. */
const OTHER_WORDS: Readonly<Record<string, OrderStatus>> = {
  accepted_for_bidding: 'accepted',
  // Done for now; what follows is settlement.
  calculated: 'done_for_day',
  // A trade is guaranteed and not yet told.
  stopped: 'new',
};

/** Units of what is not followed: nothing is traded in them, they only tell that there is something. */
const STRANGER: Pick<Instrument, 'tickDecimals' | 'tickMantissa' | 'lotDecimals'> = {
  tickDecimals: 4,
  tickMantissa: 1,
  lotDecimals: 2,
};

/** What Alpaca says of an order; null when it is of a kind that no order here can be. */
export function reportOf(wire: WireOrder, instrumentOf: InstrumentOf): RemoteReport | null {
  const known = ORDER_STATUSES.find((word) => word === wire.status);
  const type = ORDER_TYPES.find((word) => word === wire.type);
  const timeInForce = TIMES_IN_FORCE.find((word) => word === wire.time_in_force);
  const named = wire.order_class ?? '';
  const orderClass = ORDER_CLASSES.find((word) => word === (named === '' ? 'simple' : named));
  if (type === undefined || timeInForce === undefined || orderClass === undefined) return null;
  // Every field that is read below is there.
  const instrument = instrumentOf(wire.symbol) ?? (STRANGER as Instrument);
  const price = (text: string | null) => (text === null ? null : ticksOf(instrument, text));
  const status = known ?? OTHER_WORDS[wire.status] ?? null;
  const filledLots = lotsOf(instrument, wire.filled_qty);
  return {
    remoteId: wire.id,
    clientOrderId: wire.client_order_id,
    // A pair may come without its slash.
    symbol: instrumentOf(wire.symbol)?.symbol ?? wire.symbol,
    side: wire.side,
    type,
    timeInForce,
    orderClass,
    extendedHours: wire.extended_hours,
    status,
    qtyLots: qtyLotsOf(wire, instrument, status, filledLots),
    filledLots,
    limitPriceTicks: price(wire.limit_price),
    stopPriceTicks: price(wire.stop_price),
    trailTicks: price(wire.trail_price),
    trailBasisPoints:
      wire.trail_percent === null ? null : scaledDecimal(wire.trail_percent, 2, 'nearest'),
    hwmTicks: price(wire.hwm),
    replaces: wire.replaces ?? null,
    replacedBy: wire.replaced_by ?? null,
    legs: (wire.legs ?? []).flatMap((leg) => reportOf(leg, instrumentOf) ?? []),
    createdUs: wire.created_at,
    updatedUs: wire.updated_at ?? wire.created_at,
    expiresUs: wire.expires_at,
  };
}

/** An order for a sum of money has no quantity until it has filled: some is left until then. */
function qtyLotsOf(
  { qty }: WireOrder,
  instrument: Instrument,
  status: OrderStatus | null,
  filledLots: number,
): number {
  if (qty !== null) return lotsOf(instrument, qty);
  return status === 'filled' ? filledLots : filledLots + 1;
}

/** An execution as the stream of updates has it beside its order. */
export function fillOfUpdate(
  wire: WireOrder,
  instrument: Instrument,
  update: { readonly price: string; readonly qty: string; readonly atUs: number },
): RemoteFill {
  return fillOf(wire.id, wire.filled_qty, instrument, update);
}

/** An execution as the account's activities have it. */
export function fillOfActivity(row: WireFillActivity, instrument: Instrument): RemoteFill {
  const { price, qty, transaction_time: atUs } = row;
  return fillOf(row.order_id, row.cum_qty, instrument, { price, qty, atUs });
}

function fillOf(
  remoteId: string,
  cumQty: string,
  instrument: Instrument,
  { price, qty, atUs }: { readonly price: string; readonly qty: string; readonly atUs: number },
): RemoteFill {
  // Nine decimals as Alpaca has them, so that rounding to lots is that of the sums.
  const fromNanos = scaledDecimal(cumQty, 9, 'down') - scaledDecimal(qty, 9, 'down');
  const nanosPerLot = 10 ** (9 - instrument.lotDecimals);
  return {
    remoteId,
    cumLots: lotsOf(instrument, cumQty),
    fromLots: Math.max(0, Math.floor(fromNanos / nanosPerLot)),
    priceTicks: ticksOf(instrument, price),
    executedUs: atUs,
  };
}

/** The body that asks for an order; `exits` are those of its request, `isClosing`: it must open nothing. */
export function orderRequest(
  order: Order,
  exits: Exits,
  instrument: Instrument,
  isClosing: boolean,
): OrderRequest {
  const price = (ticks: number) => wirePrice(instrument, ticks);
  const { takeProfit, stopLoss, orderClass } = exits;
  const isOco = orderClass === 'oco';
  return {
    symbol: order.symbol,
    qty: wireQty(instrument, order.qtyLots),
    side: order.side,
    type: order.type,
    time_in_force: order.timeInForce,
    client_order_id: order.clientOrderId,
    ...(order.extendedHours ? { extended_hours: true } : {}),
    // Of shares Alpaca refuses what would open a position after all; of coins it refuses the word itself.
    // Source: its reference of orders, and alpacahq/Alpaca-API issue 250.
    ...(isClosing && instrument.assetClass !== 'crypto'
      ? { position_intent: `${order.side}_to_close` }
      : {}),
    // The limit of an oco is that of its take profit.
    ...(order.limitPriceTicks === null || isOco
      ? {}
      : { limit_price: price(order.limitPriceTicks) }),
    ...(order.type === 'trailing_stop' || order.stopPriceTicks === null
      ? {}
      : { stop_price: price(order.stopPriceTicks) }),
    ...(order.trailTicks === null ? {} : { trail_price: price(order.trailTicks) }),
    ...(order.trailBasisPoints === null
      ? {}
      : { trail_percent: wirePercent(order.trailBasisPoints) }),
    ...(orderClass === 'simple' ? {} : { order_class: orderClass }),
    ...(takeProfit === null
      ? {}
      : { take_profit: { limit_price: price(takeProfit.limitPriceTicks) } }),
    ...(stopLoss === null
      ? {}
      : {
          stop_loss: {
            stop_price: price(stopLoss.stopPriceTicks),
            ...(stopLoss.limitPriceTicks === null
              ? {}
              : { limit_price: price(stopLoss.limitPriceTicks) }),
          },
        }),
  };
}

/** The body that changes an order from one set of terms to another: what stays is not named. */
export function changeRequest(
  before: ReplacedTerms,
  after: ReplacedTerms,
  instrument: Instrument,
): OrderRequest {
  const body: Record<string, string> = {};
  const price = (ticks: number) => wirePrice(instrument, ticks);
  if (after.qtyLots !== before.qtyLots) body['qty'] = wireQty(instrument, after.qtyLots);
  if (after.limitPriceTicks !== before.limitPriceTicks && after.limitPriceTicks !== null) {
    body['limit_price'] = price(after.limitPriceTicks);
  }
  if (after.stopPriceTicks !== before.stopPriceTicks && after.stopPriceTicks !== null) {
    body['stop_price'] = price(after.stopPriceTicks);
  }
  if (after.trailTicks !== before.trailTicks && after.trailTicks !== null) {
    body['trail'] = price(after.trailTicks);
  }
  if (after.trailBasisPoints !== before.trailBasisPoints && after.trailBasisPoints !== null) {
    body['trail'] = wirePercent(after.trailBasisPoints);
  }
  return body;
}
