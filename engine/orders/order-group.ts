import type { OrderId } from '../domain/ids.ts';
import { isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';

/** Orders of which one's fill or end changes the others, each as of its last event. */
export interface OrderGroup {
  readonly parentId: OrderId;
  /** null in an oco, whose take profit is the parent. */
  entry: Order | null;
  takeProfit: Order | null;
  stopLoss: Order | null;
  /**
   * What the exits may fill in sum, in lots: what the entry has filled, but for what a trader took off
   * and what was closed without them.
   */
  coveredLots: number;
  /** Whether something has changed that may have consequences. */
  isMarked: boolean;
}

/** The group of a parent, without its legs. */
export function groupOf(parent: Order): OrderGroup {
  const isOco = parent.legRole !== null;
  return {
    parentId: parent.orderId,
    entry: isOco ? null : parent,
    takeProfit: isOco ? parent : null,
    stopLoss: null,
    coveredLots: 0,
    isMarked: false,
  };
}

/** What its exits have filled, in lots. */
export function filledOf({ takeProfit, stopLoss }: OrderGroup): number {
  return (takeProfit?.cumQtyLots ?? 0) + (stopLoss?.cumQtyLots ?? 0);
}

/** What the exits of a group of the last run cover: each was given all but what the other has filled. */
export function coveredOf(group: OrderGroup): number {
  for (const exit of [group.stopLoss, group.takeProfit]) {
    if (exit === null || !isWorking(exit.status) || exit.status === 'held') continue;
    return exit.qtyLots + filledOf(group) - exit.cumQtyLots;
  }
  return group.entry?.cumQtyLots ?? 0;
}

/** What its exits may still fill, in lots; 0 when none of them works. */
export function restOf(group: OrderGroup): number {
  const { takeProfit, stopLoss } = group;
  const isOpen = [takeProfit, stopLoss].some((one) => one !== null && isWorking(one.status));
  return isOpen ? group.coveredLots - filledOf(group) : 0;
}

/** Whether its exits are orders of this symbol and side. */
export function exitsAt({ takeProfit, stopLoss }: OrderGroup, symbol: string, side: Side): boolean {
  const exit = takeProfit ?? stopLoss;
  return exit !== null && exit.symbol === symbol && exit.side === side;
}

/** Whether none of its orders can trade any more. */
export function isOver({ entry, takeProfit, stopLoss }: OrderGroup): boolean {
  return [entry, takeProfit, stopLoss].every((one) => one === null || !isWorking(one.status));
}
