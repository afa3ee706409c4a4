/** The members of a group beside its parent, as they are created with it. */
import { clientOrderId, orderId } from '../domain/ids.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { LegRole, Order } from '../domain/order.ts';
import { priceTicks } from '../domain/price.ts';
import { opposite } from '../domain/side.ts';
import type { OrderDraft } from './order-checks.ts';
import type { OrderNumbers } from './order-numbers.ts';

/** What is added to the parent's client order id. */
const SUFFIXES = { take_profit: '-tp', stop_loss: '-sl' } as const;

/** Longest client order id that a parent can have, so that those of its legs are valid too. */
export const PARENT_ID_CHARS_MAX: number = 128 - SUFFIXES.stop_loss.length;

/** The exits of a request. */
export type Exits = Pick<OrderDraft, 'orderClass' | 'takeProfit' | 'stopLoss'>;

/** Client order id of a leg: the parent's with `-tp` or `-sl`. */
export function legClientOrderId(parent: string, role: LegRole): ClientOrderId {
  return clientOrderId(`${parent}${SUFFIXES[role]}`);
}

/** Roles that a request's legs have, in the order in which they are created. */
export function legRoles({ orderClass, takeProfit, stopLoss }: Exits): LegRole[] {
  const roles: LegRole[] = [];
  // The take profit of an oco is its parent.
  if (takeProfit !== null && orderClass !== 'oco') roles.push('take_profit');
  if (stopLoss !== null) roles.push('stop_loss');
  return roles;
}

/**
 * Value of a request's legs at their prices. Both count, though only one of them can fill: so what
 * working orders come to is never less than what they can do.
 */
export function exitMicros(
  { tickValueMicros }: Instrument,
  draft: Exits & Pick<OrderDraft, 'qtyLots'>,
): number {
  const { orderClass, takeProfit, stopLoss } = draft;
  const profitTicks = orderClass === 'oco' ? 0 : (takeProfit?.limitPriceTicks ?? 0);
  const stopTicks = stopLoss?.limitPriceTicks ?? stopLoss?.stopPriceTicks ?? 0;
  return (profitTicks + stopTicks) * draft.qtyLots * tickValueMicros;
}

/** The legs of a parent, held: they have its quantity, times, name and tag and are of the exit's side. */
export function newLegs(parent: Order, exits: Exits, numbers: OrderNumbers): Order[] {
  const side = parent.orderClass === 'oco' ? parent.side : opposite(parent.side);
  return legRoles(exits).map((role) => {
    const stop = role === 'stop_loss' ? exits.stopLoss : null;
    const limit = role === 'stop_loss' ? stop : exits.takeProfit;
    const limitTicks = limit?.limitPriceTicks ?? null;
    const stopType = limitTicks === null ? 'stop' : 'stop_limit';
    return {
      ...parent,
      orderId: orderId(numbers.nextOrderId()),
      clientOrderId: legClientOrderId(parent.clientOrderId, role),
      side,
      type: stop === null ? 'limit' : stopType,
      postOnly: false,
      parentOrderId: parent.orderId,
      legRole: role,
      limitPriceTicks: limitTicks === null ? null : priceTicks(limitTicks),
      stopPriceTicks: stop === null ? null : priceTicks(stop.stopPriceTicks),
      displayQtyLots: null,
      status: 'held',
      prioritySeq: numbers.nextPrioritySeq(),
    };
  });
}
