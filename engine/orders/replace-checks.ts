/** What a replace may ask of an order that works. */
import type { RequestOf } from '../contract/messages.ts';
import type { Instrument } from '../domain/instrument.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TimeUs } from '../domain/time.ts';
import { checkFractionalReplace } from './fractional-checks.ts';
import { checkDisplay, checkIncrement } from './order-checks.ts';

export type ReplaceRequest = Omit<RequestOf<'order.replace'>, 'type'>;

/** An order's terms as a replace wants them. */
export interface ReplacedTerms {
  readonly qtyLots: number;
  readonly limitPriceTicks: number | null;
  /** On a trailing stop as it was: the new trail decides where it goes. */
  readonly stopPriceTicks: number | null;
  readonly trailTicks: number | null;
  readonly trailBasisPoints: number | null;
  readonly displayQtyLots: number | null;
}

const FIELDS = [
  'qtyLots',
  'limitPriceTicks',
  'stopPriceTicks',
  'trailTicks',
  'trailBasisPoints',
  'displayQtyLots',
] as const satisfies (keyof ReplacedTerms)[];

/** The order's terms with what the request changes. */
export function replacedTerms(order: Order, request: ReplaceRequest): ReplacedTerms {
  return {
    qtyLots: request.qtyLots ?? order.qtyLots,
    limitPriceTicks: request.limitPriceTicks ?? order.limitPriceTicks,
    stopPriceTicks: request.stopPriceTicks ?? order.stopPriceTicks,
    trailTicks: request.trailTicks ?? order.trailTicks,
    trailBasisPoints: request.trailBasisPoints ?? order.trailBasisPoints,
    displayQtyLots: request.displayQtyLots ?? order.displayQtyLots,
  };
}

/** The order with these terms, as of `us`. */
export function replacedOrder(
  order: Order,
  terms: ReplacedTerms,
  prioritySeq: number,
  us: TimeUs,
): Order {
  const { limitPriceTicks, stopPriceTicks, trailTicks, trailBasisPoints, displayQtyLots } = terms;
  return {
    ...order,
    qtyLots: qtyLots(terms.qtyLots),
    leavesQtyLots: qtyLots(terms.qtyLots - order.cumQtyLots),
    limitPriceTicks: limitPriceTicks === null ? null : priceTicks(limitPriceTicks),
    stopPriceTicks: stopPriceTicks === null ? null : priceTicks(stopPriceTicks),
    trailTicks,
    trailBasisPoints,
    displayQtyLots: displayQtyLots === null ? null : qtyLots(displayQtyLots),
    prioritySeq,
    updatedUs: us,
  };
}

/** Whether the order has what the request changes, and something does change; `terms`: what it asks for in all. */
export function checkReplace(
  instrument: Instrument,
  order: Order,
  request: ReplaceRequest,
  terms: ReplacedTerms,
): Refusal | null {
  const { limitPriceTicks, stopPriceTicks } = request;
  if (order.notionalMicros !== null) {
    const rule = 'an order for a quantity; one for a sum of money can only be cancelled';
    return refusal('book.notional', 'orderId', order.orderId, rule);
  }
  const foreign = foreignField(order, request);
  if (foreign !== null) return foreign;
  if (terms.qtyLots <= order.cumQtyLots) {
    const rule = `more than the ${String(order.cumQtyLots)} lots that are filled already`;
    return refusal('book.qty_filled', 'qtyLots', terms.qtyLots, rule);
  }
  if (
    terms.qtyLots === order.qtyLots &&
    terms.displayQtyLots === order.displayQtyLots &&
    hasSamePrices(terms, order)
  ) {
    return refusal('book.not_changed', '', 'nothing', 'a new quantity or a new price');
  }
  return (
    checkFractionalReplace(instrument, order.qtyLots, terms.qtyLots) ??
    (limitPriceTicks === null
      ? null
      : checkIncrement(instrument, 'limitPriceTicks', limitPriceTicks)) ??
    (stopPriceTicks === null
      ? null
      : checkIncrement(instrument, 'stopPriceTicks', stopPriceTicks)) ??
    checkDisplay(request.displayQtyLots, terms.qtyLots)
  );
}

/** The first field of the request that this order does not have, or not any more. */
function foreignField(order: Order, request: ReplaceRequest): Refusal | null {
  if (isPlainChange(order, request)) return null;
  const waits = isWaitingStop(order);
  const trails = waits && order.type === 'trailing_stop';
  const may = {
    limitPriceTicks: order.limitPriceTicks !== null,
    stopPriceTicks: waits && !trails,
    trailTicks: trails && order.trailTicks !== null,
    trailBasisPoints: trails && order.trailBasisPoints !== null,
    displayQtyLots: order.type === 'limit' && order.orderClass === 'simple',
  };
  const rules = {
    limitPriceTicks: ['contract.price_not_allowed', 'an order with a limit price'],
    stopPriceTicks: ['contract.price_not_allowed', 'a stop that waits and does not trail'],
    trailTicks: ['contract.trail_not_allowed', 'a trailing stop that waits, with a trail in price'],
    trailBasisPoints: [
      'contract.trail_not_allowed',
      'a trailing stop that waits, with a trail in percent',
    ],
    displayQtyLots: ['contract.display_not_allowed', 'a simple limit order'],
  } as const;
  for (const field of FIELDS) {
    if (field === 'qtyLots' || request[field] === null || may[field]) continue;
    const [code, rule] = rules[field];
    return refusal(code, field, request[field], rule);
  }
  return null;
}

/** Whether all that is asked for is another quantity or limit of an order with a limit. */
function isPlainChange(order: Order, request: ReplaceRequest): boolean {
  return (
    order.limitPriceTicks !== null &&
    request.stopPriceTicks === null &&
    request.trailTicks === null &&
    request.trailBasisPoints === null &&
    request.displayQtyLots === null
  );
}

/** Whether a replace only takes lots away, at the same prices and showing as much. */
export function keepsPlace(order: Order, terms: ReplacedTerms): boolean {
  return (
    hasSamePrices(terms, order) &&
    terms.qtyLots <= order.qtyLots &&
    terms.displayQtyLots === order.displayQtyLots
  );
}

/** Whether a replace leaves limit, stop and trail as they are. */
export function hasSamePrices(terms: ReplacedTerms, order: Order): boolean {
  return (
    terms.limitPriceTicks === order.limitPriceTicks &&
    terms.stopPriceTicks === order.stopPriceTicks &&
    terms.trailTicks === order.trailTicks &&
    terms.trailBasisPoints === order.trailBasisPoints
  );
}
