import { BUY, SELL } from '../../engine/domain/side.ts';
import * as rows from '../../engine/replay/order-flow.ts';
import type { FlowRow } from './order-flow-csv.ts';

const ACTIONS = {
  A: rows.ADD,
  C: rows.CANCEL,
  M: rows.MODIFY,
  T: rows.TRADE,
  F: rows.FILL,
  R: rows.CLEAR,
};
const SIDES = { B: BUY, A: SELL, N: rows.NO_SIDE };

/** A recording from rows in words, without a file. */
export function orderFlow(list: readonly FlowRow[]): rows.OrderFlow {
  const flow = new rows.OrderFlow();
  for (const { ms = 0, action, side, price, size, id, flags = 130 } of list) {
    flow.push({
      action: ACTIONS[action],
      side: SIDES[side],
      flags,
      timeUs: FLOW_START_US + ms * 1_000,
      priceTicks: price,
      qtyLots: size,
      orderId: id,
    });
  }
  return flow;
}

/** Time of a row with `ms` 0. */
export const FLOW_START_US = 1_703_545_200_000_000;
