/** Own orders as the ladder shows them: one entry a side and price; those that wait at theirs. */
import type { Order } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { isWaitingStop, waitsOutside } from '../../trading/stops.ts';

/** An order that has been sent and not answered yet. */
export interface SentOrder {
  readonly symbol: string;
  readonly side: Side;
  /** null: of a sum of money, which a market order is for. */
  readonly qtyLots: number | null;
  readonly limitPriceTicks: number | null;
  readonly stopPriceTicks: number | null;
}

/** The least settled state wins: what is on its way must not look as if it were working. */
export type OwnState = 'pending' | 'canceling' | 'waiting' | 'partly' | 'working';

/** Own orders of one side at one price. */
export interface OwnLevel {
  readonly side: Side;
  readonly priceTicks: number;
  /** Still working (or, while pending, asked for). */
  readonly leavesLots: number;
  readonly filledLots: number;
  readonly orderIds: readonly number[];
  /** Orders, those on their way included. */
  readonly count: number;
  /** How many of them are stops that wait at this price and are not in the book. */
  readonly stops: number;
  readonly state: OwnState;
}

const RANK: Readonly<Record<OwnState, number>> = {
  pending: 0,
  canceling: 1,
  waiting: 2,
  partly: 3,
  working: 4,
};

/** Key of `ownLevels`' map. */
export function ownKey(side: Side, priceTicks: number): string {
  return `${side}@${String(priceTicks)}`;
}

/** Groups the working orders of `symbol` with those on their way. `changing`: ids being changed. */
export function ownLevels(
  symbol: string,
  working: readonly Order[],
  sent: readonly SentOrder[],
  changing: ReadonlyMap<number, unknown>,
): ReadonlyMap<string, OwnLevel> {
  const levels = new Map<string, OwnLevel>();
  const add = (level: OwnLevel): void => {
    const key = ownKey(level.side, level.priceTicks);
    const held = levels.get(key);
    levels.set(key, held === undefined ? level : joined(held, level));
  };
  for (const order of working) {
    const waits = waitsOutside(order);
    const priceTicks = isWaitingStop(order) ? order.stopPriceTicks : order.limitPriceTicks;
    if (order.symbol !== symbol || priceTicks === null) continue;
    const settled = waits ? 'waiting' : order.cumQtyLots > 0 ? 'partly' : 'working';
    add({
      side: order.side,
      priceTicks,
      leavesLots: order.leavesQtyLots,
      filledLots: order.cumQtyLots,
      orderIds: [order.orderId],
      count: 1,
      stops: isWaitingStop(order) ? 1 : 0,
      state: changing.has(order.orderId) ? 'canceling' : settled,
    });
  }
  for (const order of sent) {
    const priceTicks = order.stopPriceTicks ?? order.limitPriceTicks;
    if (order.symbol !== symbol || priceTicks === null || order.qtyLots === null) continue;
    add({
      side: order.side,
      priceTicks,
      leavesLots: order.qtyLots,
      filledLots: 0,
      orderIds: [],
      count: 1,
      stops: order.stopPriceTicks === null ? 0 : 1,
      state: 'pending',
    });
  }
  return levels;
}

function joined(a: OwnLevel, b: OwnLevel): OwnLevel {
  return {
    ...a,
    leavesLots: a.leavesLots + b.leavesLots,
    filledLots: a.filledLots + b.filledLots,
    orderIds: [...a.orderIds, ...b.orderIds],
    count: a.count + b.count,
    stops: a.stops + b.stops,
    state: RANK[a.state] <= RANK[b.state] ? a.state : b.state,
  };
}
