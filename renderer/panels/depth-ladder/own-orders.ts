/** Own orders as the ladder shows them: one entry a side and price. */
import type { Order } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';

/** An order that has been sent and not answered yet. */
export interface SentOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly qtyLots: number;
  readonly limitPriceTicks: number | null;
}

/** The least settled state wins: what is on its way must not look as if it were working. */
export type OwnState = 'pending' | 'canceling' | 'partly' | 'working';

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
  readonly state: OwnState;
}

const RANK: Readonly<Record<OwnState, number>> = {
  pending: 0,
  canceling: 1,
  partly: 2,
  working: 3,
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
    if (order.symbol !== symbol || order.limitPriceTicks === null) continue;
    const partly = order.cumQtyLots > 0 ? 'partly' : 'working';
    add({
      side: order.side,
      priceTicks: order.limitPriceTicks,
      leavesLots: order.leavesQtyLots,
      filledLots: order.cumQtyLots,
      orderIds: [order.orderId],
      count: 1,
      state: changing.has(order.orderId) ? 'canceling' : partly,
    });
  }
  for (const order of sent) {
    if (order.symbol !== symbol || order.limitPriceTicks === null) continue;
    add({
      side: order.side,
      priceTicks: order.limitPriceTicks,
      leavesLots: order.qtyLots,
      filledLots: 0,
      orderIds: [],
      count: 1,
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
    state: RANK[a.state] <= RANK[b.state] ? a.state : b.state,
  };
}
