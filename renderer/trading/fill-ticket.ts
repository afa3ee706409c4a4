/** Puts what a row of a table shows into the ticket; nothing is prepared or sent by it. */
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Fill, Order } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { useTerminal } from '../stores/terminal.ts';
import type { OrderDraft } from './draft.ts';
import { priceEdit, qtyEdit } from './draft.ts';
import { NO_EXITS } from './exit-draft.ts';
import { trailEdit } from './stop-draft.ts';
import { editDraft } from './ticket-store.ts';

/** An order's own terms, for the same again. */
export function fillFromOrder(instrument: Instrument, order: Order): void {
  const { limitPriceTicks, stopPriceTicks, displayQtyLots } = order;
  fill(instrument, order.side, order.qtyLots, {
    orderType: order.type,
    timeInForce: order.timeInForce,
    extendedHours: order.extendedHours,
    postOnly: order.postOnly,
    priceText: limitPriceTicks === null ? '' : priceEdit(instrument, limitPriceTicks),
    stopText: stopPriceTicks === null ? '' : priceEdit(instrument, stopPriceTicks),
    trailText: order.type === 'trailing_stop' ? trailEdit(instrument, order) : '',
    trailUnit: order.trailTicks === null ? 'percent' : 'price',
    showText: displayQtyLots === null ? '' : qtyEdit(instrument, displayQtyLots),
  });
}

/** A fill's side and quantity, at its price. */
export function fillFromFill(
  instrument: Instrument,
  { side, lastQtyLots, lastPriceTicks }: Fill,
): void {
  const priceText = priceEdit(instrument, lastPriceTicks);
  fill(instrument, side, lastQtyLots, { orderType: 'limit', priceText });
}

/** A side and a quantity; type and price stay as the ticket has them. */
export function fillFromSize(instrument: Instrument, side: Side, lots: number): void {
  fill(instrument, side, lots, {});
}

function fill(instrument: Instrument, side: Side, lots: number, rest: Partial<OrderDraft>): void {
  // The ticket follows the symbol first, which empties what belonged to the former one.
  useTerminal.getState().setSymbol(instrument.symbol);
  const qtyText = qtyEdit(instrument, lots);
  editDraft({ side, sizeUnit: 'units', qtyText, ...NO_EXITS, ...rest });
}
