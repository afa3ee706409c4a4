import { create } from 'zustand';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { Refusal } from '../../../engine/domain/refusal.ts';
import type { OrderChange } from '../../trading/order-changes.ts';
import { isRefusal, parseLimitPrice, parseQty, priceEdit, qtyEdit } from '../../trading/draft.ts';

/** An order being modified in its row. */
export interface OrderEdit {
  readonly orderId: number;
  readonly qtyText: string;
  readonly priceText: string;
  /** What is wrong with the last try to send it; null when nothing is. */
  readonly problem: Refusal | null;
}

/** The one order being modified, or none. */
export const useOrderEdit = create<{ readonly edit: OrderEdit | null }>(() => ({ edit: null }));

/** Starts modifying an order from its present values. */
export function startEdit(instrument: Instrument, order: Order): void {
  const { limitPriceTicks } = order;
  useOrderEdit.setState({
    edit: {
      orderId: order.orderId,
      qtyText: qtyEdit(instrument, order.qtyLots),
      priceText: limitPriceTicks === null ? '' : priceEdit(instrument, limitPriceTicks),
      problem: null,
    },
  });
}

/** Changes what is being typed. */
export function changeEdit(patch: Partial<OrderEdit>): void {
  useOrderEdit.setState(({ edit }) => ({
    edit: edit === null ? null : { ...edit, problem: null, ...patch },
  }));
}

/** Leaves the order as it is. */
export function endEdit(): void {
  useOrderEdit.setState({ edit: null });
}

/** What the edit asks of the engine; null when it changes nothing; a refusal when it is no number. */
export function changeOf(
  instrument: Instrument,
  order: Order,
  edit: OrderEdit,
): OrderChange | Refusal | null {
  const qty = parseQty(instrument, edit.qtyText);
  if (isRefusal(qty)) return qty;
  let price: number | null = null;
  if (order.limitPriceTicks !== null) {
    const ticks = parseLimitPrice(instrument, edit.priceText);
    if (isRefusal(ticks)) return ticks;
    if (ticks !== order.limitPriceTicks) price = ticks;
  }
  const qtyLots = qty === order.qtyLots ? null : qty;
  return qtyLots === null && price === null ? null : { qtyLots, limitPriceTicks: price };
}

/** Whether the order goes to the back of its queue: any change but a smaller quantity alone. */
export function losesPlace(order: Order, change: OrderChange): boolean {
  if (change.limitPriceTicks !== null) return true;
  return change.qtyLots !== null && change.qtyLots > order.qtyLots;
}
