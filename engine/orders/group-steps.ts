/**
 * The rules of a group, as what has to happen next. They look at nothing but the members as they
 * stand, so that whatever changed them, in which order, and a restart in between, leads to the same.
 *
 * - Exits cover what the entry has filled, from its first fill on, and grow with each further one;
 *   those of an oco cover its quantity from the start. What one exit fills, the other has less. They
 *   never cover more than the position has to close (`exit-cap.ts`), whoever has closed it.
 * - At most one exit rests in the book: a stop loss that was triggered and rests there as a limit
 *   order takes the take profit with it. So no call of the book can fill both.
 * - An exit that a trader, a session or a limit ends takes the others with it. One that the market
 *   ends (no liquidity, a collar, a self trade) leaves the other to protect the rest.
 * - When an exit has ended or its stop was reached, what is open of the entry is cancelled: nothing
 *   would protect what it still filled, and a stop loss must not meet its own entry in the book.
 */
import { isWaitingStop, isWorking } from '../domain/order.ts';
import type { Order, OrderReason } from '../domain/order.ts';

/** The members of a group as they stand. */
export interface GroupView {
  /** null in an oco. */
  readonly entry: Order | null;
  readonly takeProfit: Order | null;
  readonly stopLoss: Order | null;
  /** What the exits may fill in sum, in lots. */
  readonly coveredLots: number;
  /** Whether a price has elected the stop loss, which has not traded on it yet. */
  readonly isStopElected: boolean;
}

/** What has to be done to a member. */
export interface GroupStep {
  readonly kind: 'cancel' | 'activate' | 'resize';
  readonly order: Order;
  /** New quantity in all, filled part included; that of the order when it is cancelled. */
  readonly qtyLots: number;
}

/** The next thing to do in a group, or null when all is as it has to be. */
export function nextStep(view: GroupView): GroupStep | null {
  const { entry, takeProfit, stopLoss } = view;
  const exits = [stopLoss, takeProfit].filter((one) => one !== null);
  const open = exits.filter(({ status }) => isWorking(status));
  const isStopReached =
    view.isStopElected || (stopLoss !== null && stopLoss.status !== 'held' && !waits(stopLoss));
  const isEntryOpen = entry !== null && isWorking(entry.status);
  if (isEntryOpen && (isStopReached || open.length < exits.length)) return cancel(entry);
  const [first] = open;
  if (first === undefined) return null;
  const isUnfilled = entry !== null && entry.cumQtyLots === 0;
  if (isUnfilled && !isEntryOpen) return cancel(first);
  if (exits.some(isEndedByWill)) return cancel(first);
  if (isUnfilled) return heldStep(entry, open);
  const filled = exits.reduce((lots, { cumQtyLots }) => lots + cumQtyLots, 0);
  if (view.coveredLots <= filled) return cancel(first);
  const isResting = stopLoss !== null && isWorking(stopLoss.status) && isInBook(stopLoss);
  if (isResting && takeProfit !== null && isWorking(takeProfit.status)) return cancel(takeProfit);
  return coverStep(view, open, filled);
}

/** Sets each open exit to what it covers; the stop loss first, since it protects. */
function coverStep(view: GroupView, open: readonly Order[], filled: number): GroupStep | null {
  for (const order of open) {
    // Until it has traded, nobody knows what is left for the take profit.
    if (view.isStopElected && order.status === 'held') continue;
    const qtyLots = view.coveredLots - (filled - order.cumQtyLots);
    if (order.status === 'held') return { kind: 'activate', order, qtyLots };
    if (order.qtyLots !== qtyLots) return { kind: 'resize', order, qtyLots };
  }
  return null;
}

/** Exits that wait for their entry have its quantity. */
function heldStep(entry: Order, open: readonly Order[]): GroupStep | null {
  const order = open.find(({ qtyLots }) => qtyLots !== entry.qtyLots);
  return order === undefined ? null : { kind: 'resize', order, qtyLots: entry.qtyLots };
}

function cancel(order: Order): GroupStep {
  return { kind: 'cancel', order, qtyLots: order.qtyLots };
}

function waits(stopLoss: Order): boolean {
  return isWorking(stopLoss.status) && isWaitingStop(stopLoss);
}

function isInBook(stopLoss: Order): boolean {
  return stopLoss.status !== 'held' && !isWaitingStop(stopLoss);
}

function isEndedByWill({ status, reason }: Order): boolean {
  if (status === 'expired' || status === 'rejected') return true;
  return status === 'canceled' && reason !== null && !OF_THE_MARKET.has(reason);
}

/** Reasons of the market, and `group`, which is a consequence and no cause. */
const OF_THE_MARKET: ReadonlySet<OrderReason> = new Set([
  'no_liquidity',
  'price_collar',
  'self_trade',
  'book_full',
  'refused',
  'group',
]);
