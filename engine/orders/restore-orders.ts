import type { RiskLimits } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import { isWaitingStop, isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { isResting } from '../matching/result-codes.ts';
import { enterBook } from './book-entry.ts';
import type { ExecutionReports } from './execution-reports.ts';
import type { OrderGroups } from './order-groups.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { SessionDesk } from './session-desk.ts';
import type { StopDesk } from './stop-desk.ts';
import { takePlace } from './queue-place.ts';
import { NO_HANDLE } from './waiting-orders.ts';

/** Where orders of the last run come back to. */
export interface RestorePlaces {
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly groups: OrderGroups;
  readonly sessions: Pick<SessionDesk, 'watch'>;
  readonly exchange: Exchange;
  readonly limits: () => RiskLimits;
}

/**
 * Puts the working orders of the last run, in order of priority, back into their books. One that has
 * no place any more (its instrument is gone, its price too far away) is cancelled and told of: it
 * must not keep the engine from starting. An iceberg shows a whole slice again.
 */
export function restoreOrders(working: readonly Order[], places: RestorePlaces): void {
  const { reports, groups, sessions, exchange } = places;
  for (const order of working) {
    const market = exchange.market(order.symbol);
    const isBack = market !== undefined && putBack(order, market, places);
    if (isBack) sessions.watch(order.expiresUs);
    else reports.endAbsent(order, 'refused', exchange.nowUs);
  }
  groups.restore();
}

function putBack(order: Order, market: InstrumentMarket, places: RestorePlaces): boolean {
  const { orders, stops, groups, exchange } = places;
  if (order.status === 'held') return groups.restoreHeld(order);
  if (order.status === 'accepted') {
    orders.addWorking(order, NO_HANDLE);
    return true;
  }
  if (isWaitingStop(order)) return stops.restore(order, market, exchange.nowUs);
  assert(order.limitPriceTicks !== null && isWorking(order.status), 'only limit orders rest');
  const handle = enterBook(order, market, places.limits());
  if (!isResting(handle)) return false;
  const { slot } = orders.addWorking(order, handle);
  takePlace(orders.table, slot, market, exchange.nowUs, false);
  return true;
}
