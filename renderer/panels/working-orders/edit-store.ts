import { create } from 'zustand';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { Refusal } from '../../../engine/domain/refusal.ts';
import type { OrderChange } from '../../trading/order-changes.ts';
import {
  isRefusal,
  parseLimitPrice,
  parseQty,
  parseStopPrice,
  priceEdit,
  qtyEdit,
} from '../../trading/draft.ts';
import { parseTrail, trailEdit } from '../../trading/stop-draft.ts';
import type { TrailUnit } from '../../trading/stop-draft.ts';
import { isWaitingStop } from '../../trading/stops.ts';

/** What stands in the fields of a row. */
interface EditTexts {
  readonly qtyText: string;
  readonly priceText: string;
  /** Stop price; of a trailing stop its trail. '' on an order that does not wait. */
  readonly stopText: string;
}

/** An order being modified in its row. */
export interface OrderEdit extends EditTexts {
  readonly orderId: number;
  /** Name of the panel in whose row it is; others of the kind show the order as it stands. */
  readonly panel: string;
  /** What stood there at first: who has not typed in a field wants it as the order has it by then. */
  readonly began: EditTexts;
  /** What is wrong with the last try to send it; null when nothing is. */
  readonly problem: Refusal | null;
}

/** The one order being modified, or none. */
export const useOrderEdit = create<{ readonly edit: OrderEdit | null }>(() => ({ edit: null }));

/** Starts modifying an order from its present values, in a panel of that name. */
export function startEdit(instrument: Instrument, order: Order, panel: string): void {
  const { limitPriceTicks } = order;
  const began = {
    qtyText: qtyEdit(instrument, order.qtyLots),
    priceText: limitPriceTicks === null ? '' : priceEdit(instrument, limitPriceTicks),
    stopText: stopEdit(instrument, order),
  };
  useOrderEdit.setState({
    edit: { orderId: order.orderId, panel, ...began, began, problem: null },
  });
}

function stopEdit(instrument: Instrument, order: Order): string {
  if (!isWaitingStop(order)) return '';
  if (order.type === 'trailing_stop') return trailEdit(instrument, order);
  return order.stopPriceTicks === null ? '' : priceEdit(instrument, order.stopPriceTicks);
}

/** Unit of the trail of an order. */
export function trailUnitOf(order: Order): TrailUnit {
  return order.trailBasisPoints === null ? 'price' : 'percent';
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
  const { began } = edit;
  const qty = edit.qtyText === began.qtyText ? order.qtyLots : parseQty(instrument, edit.qtyText);
  if (isRefusal(qty)) return qty;
  let price: number | null = null;
  if (order.limitPriceTicks !== null && edit.priceText !== began.priceText) {
    const ticks = parseLimitPrice(instrument, edit.priceText);
    if (isRefusal(ticks)) return ticks;
    if (ticks !== order.limitPriceTicks) price = ticks;
  }
  const stop = stopChange(instrument, order, edit);
  if (isRefusal(stop)) return stop;
  const qtyLots = qty === order.qtyLots ? null : qty;
  const same = qtyLots === null && price === null && Object.keys(stop).length === 0;
  return same ? null : { qtyLots, limitPriceTicks: price, ...stop };
}

/** What is new about stop price or trail; {} when nothing is. */
function stopChange(
  instrument: Instrument,
  order: Order,
  edit: OrderEdit,
): Pick<OrderChange, 'stopPriceTicks' | 'trailTicks' | 'trailBasisPoints'> | Refusal {
  if (!isWaitingStop(order) || edit.stopText === edit.began.stopText) return {};
  if (order.type !== 'trailing_stop') {
    const stopPriceTicks = parseStopPrice(instrument, edit.stopText);
    if (isRefusal(stopPriceTicks)) return stopPriceTicks;
    return stopPriceTicks === order.stopPriceTicks ? {} : { stopPriceTicks };
  }
  const trailUnit = trailUnitOf(order);
  const trail = parseTrail(instrument, { trailText: edit.stopText, trailUnit });
  if (isRefusal(trail)) return trail;
  const { trailTicks, trailBasisPoints } = trail;
  if (trailTicks !== null) return trailTicks === order.trailTicks ? {} : { trailTicks };
  if (trailBasisPoints === null || trailBasisPoints === order.trailBasisPoints) return {};
  return { trailBasisPoints };
}

/**
 * Whether the order goes to the back of its queue: any change but a smaller quantity alone. A stop that
 * waits is in no queue yet.
 */
export function losesPlace(order: Order, change: OrderChange): boolean {
  if (isWaitingStop(order)) return false;
  if (change.limitPriceTicks !== null) return true;
  return change.qtyLots !== null && change.qtyLots > order.qtyLots;
}
