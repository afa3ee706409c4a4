import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { RequestOf } from '../contract/messages.ts';
import { clientOrderId, orderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { PLAIN_TERMS } from '../domain/order.ts';
import type { Order, Venue } from '../domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../domain/price.ts';
import type { TimeUs } from '../domain/time.ts';

/** An order as it is asked for. */
export type SubmitRequest = Omit<RequestOf<'order.submit'>, 'type'>;

/** One whose quantity is known. */
export type SizedRequest = SubmitRequest & { readonly qtyLots: number };

/** What the venue adds to a request to make it an order. */
export interface Acceptance {
  readonly orderId: number;
  readonly prioritySeq: number;
  readonly clientName: string;
  readonly venue: Venue;
  /** When the instrument trades, which decides when a day order ends. */
  readonly calendar: TradingCalendar;
  readonly nowUs: TimeUs;
}

/** An order as it is accepted, before it has met the book. */
export function newOrder(request: SizedRequest, acceptance: Acceptance): Order {
  const { limitPriceTicks, stopPriceTicks, displayQtyLots } = request;
  const { clientName, venue, calendar, nowUs, prioritySeq } = acceptance;
  return {
    orderId: orderId(acceptance.orderId),
    clientOrderId: clientOrderId(request.clientOrderId),
    clientName,
    venue,
    symbol: request.symbol,
    side: request.side,
    type: request.orderType,
    timeInForce: request.timeInForce,
    postOnly: request.postOnly,
    extendedHours: request.extendedHours,
    notionalMicros: request.notionalMicros === null ? null : moneyMicros(request.notionalMicros),
    orderClass: request.orderClass,
    parentOrderId: null,
    legRole: request.orderClass === 'oco' ? 'take_profit' : null,
    tag: request.tag,
    qtyLots: qtyLots(request.qtyLots),
    limitPriceTicks: limitPriceTicks === null ? null : priceTicks(limitPriceTicks),
    stopPriceTicks: stopPriceTicks === null ? null : priceTicks(stopPriceTicks),
    trailTicks: request.trailTicks,
    trailBasisPoints: request.trailBasisPoints,
    hwmTicks: null,
    displayQtyLots: displayQtyLots === null ? null : qtyLots(displayQtyLots),
    triggeredUs: null,
    triggeredBy: null,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(request.qtyLots),
    cumTickLots: 0,
    status: 'new',
    reason: null,
    refusal: null,
    createdUs: nowUs,
    updatedUs: nowUs,
    expiresUs: expiryOf(request, calendar, nowUs),
    prioritySeq,
  };
}

/** The market order that closes `heldLots` (signed). Alpaca has no day for coins, whose market has none. */
export function closingOrder(
  id: string,
  { symbol, assetClass }: Instrument,
  heldLots: number,
): SizedRequest {
  return {
    clientOrderId: id,
    symbol,
    side: heldLots > 0 ? 'sell' : 'buy',
    orderType: 'market',
    timeInForce: assetClass === 'crypto' ? 'gtc' : 'day',
    qtyLots: Math.abs(heldLots),
    limitPriceTicks: null,
    ...PLAIN_TERMS,
    postOnly: false,
    tag: '',
  };
}

/** When an order ends by itself, or null. An auction order's end is its auction; one that comes too late for any is refused elsewhere. */
export function expiryOf(
  { timeInForce, extendedHours }: SubmitRequest,
  calendar: TradingCalendar,
  nowUs: TimeUs,
): TimeUs | null {
  switch (timeInForce) {
    case 'day':
      return calendar.dayOrderEndsUs(nowUs, extendedHours);
    case 'gtc':
      return calendar.gtcOrderEndsUs(nowUs);
    case 'opg':
    case 'cls': {
      const entry = calendar.auctionEntry(timeInForce, nowUs);
      return entry.kind === 'open' ? entry.clearsUs : null;
    }
    case 'ioc':
    case 'fok':
      return null;
  }
}
