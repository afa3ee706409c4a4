/**
 * The short way of the usual replace, on the row of an order from the request to its book: another limit or
 * quantity of an order by itself that rests and shows all it has, in the continuous market. What else there
 * is, and whatever is wrong with the request itself, takes the long way through an `Order`, which says what
 * it is; limits are asked here as there.
 */
import { ORDER_STATUSES } from '../domain/order.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { checkFractionalReplace } from './fractional-checks.ts';
import { checkIncrement } from './order-checks.ts';
import {
  CUM_LOTS,
  KIND,
  LIMIT_TICKS,
  NONE,
  QTY_LOTS,
  STATUS,
  isGroupKind,
  isStopKind,
} from './order-row.ts';
import { ROW_WIDTH } from './order-table.ts';
import type { OrderTable } from './order-table.ts';
import type { ReplaceRequest } from './replace-checks.ts';

const NEW: number = ORDER_STATUSES.indexOf('new');
const PARTIALLY_FILLED: number = ORDER_STATUSES.indexOf('partially_filled');

/** Whether a replace of the working order in a slot takes the short way; it is right in itself then. */
export function isPlainReplace(
  { rows, rares }: OrderTable,
  slot: number,
  { instrument, state }: InstrumentMarket,
  request: ReplaceRequest,
): boolean {
  const at = slot * ROW_WIDTH;
  const kind = rows[at + KIND] ?? 0;
  const status = rows[at + STATUS];
  const limitBefore = rows[at + LIMIT_TICKS] ?? NONE;
  const qtyBefore = rows[at + QTY_LOTS] ?? 0;
  const qtyLots = request.qtyLots ?? qtyBefore;
  const limitTicks = request.limitPriceTicks ?? limitBefore;
  return (
    state === 'open' &&
    (status === NEW || status === PARTIALLY_FILLED) &&
    limitBefore !== NONE &&
    rares[slot] === null &&
    !isGroupKind(kind) &&
    !isStopKind(kind) &&
    asksOnlyForThese(request) &&
    qtyLots > (rows[at + CUM_LOTS] ?? 0) &&
    (qtyLots !== qtyBefore || limitTicks !== limitBefore) &&
    checkFractionalReplace(instrument, qtyBefore, qtyLots) === null &&
    (request.limitPriceTicks === null ||
      checkIncrement(instrument, 'limitPriceTicks', limitTicks) === null)
  );
}

/** Whether nothing but quantity and limit is to change. */
function asksOnlyForThese(request: ReplaceRequest): boolean {
  return (
    request.stopPriceTicks === null &&
    request.trailTicks === null &&
    request.trailBasisPoints === null &&
    request.displayQtyLots === null
  );
}
