import { clientOrderId, orderId } from '../domain/ids.ts';
import type { Order, Venue } from '../domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../domain/price.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { RemoteReport } from './remote-report.ts';

/** Who has sent what was not sent from here. */
export const ELSEWHERE = 'elsewhere';

const CLIENT_ORDER_ID = /^[\x21-\x7e]{1,128}$/;

/** A name for a remote order: its own where that is one of ours and free, else made of its id. */
export function nameOf(report: RemoteReport, isTaken: (name: string) => boolean): string {
  const { clientOrderId: name, remoteId } = report;
  return CLIENT_ORDER_ID.test(name) && !isTaken(name) ? name : `alpaca-${remoteId}`;
}

/** What makes an order of ours of a remote one that was not sent from here. */
export interface Adoption {
  readonly orderId: number;
  readonly prioritySeq: number;
  readonly name: string;
  readonly venue: Venue;
  /** The order whose exit it is; null for one of its own. */
  readonly parent: Order | null;
  readonly nowUs: TimeUs;
}

/** An order that was placed elsewhere, or an exit of one, as it begins here: unfilled. */
export function adoptedOrder(report: RemoteReport, adoption: Adoption): Order {
  const { limitPriceTicks, stopPriceTicks, hwmTicks, status } = report;
  const { parent, nowUs } = adoption;
  const isExit = parent !== null;
  const role = report.type === 'limit' ? 'take_profit' : 'stop_loss';
  const price = (ticks: number | null) => (ticks === null ? null : priceTicks(ticks));
  const waits = status === 'accepted' || status === 'pending_new';
  return {
    orderId: orderId(adoption.orderId),
    clientOrderId: clientOrderId(adoption.name),
    clientName: parent?.clientName ?? ELSEWHERE,
    venue: adoption.venue,
    symbol: report.symbol,
    side: report.side,
    type: report.type,
    timeInForce: report.timeInForce,
    postOnly: false,
    extendedHours: report.extendedHours,
    notionalMicros: null,
    // A group that was made elsewhere is so many orders: which belong together is not told with each.
    orderClass: parent?.orderClass ?? 'simple',
    parentOrderId: parent?.orderId ?? null,
    legRole: isExit ? role : null,
    tag: parent?.tag ?? '',
    qtyLots: qtyLots(report.qtyLots),
    limitPriceTicks: price(limitPriceTicks),
    stopPriceTicks: price(stopPriceTicks),
    trailTicks: report.trailTicks,
    trailBasisPoints: report.trailBasisPoints,
    hwmTicks: price(hwmTicks),
    displayQtyLots: null,
    triggeredUs: null,
    triggeredBy: null,
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(report.qtyLots),
    cumTickLots: moneyMicros(0),
    status: status === 'held' ? 'held' : waits ? 'accepted' : 'new',
    reason: null,
    refusal: null,
    createdUs: nowUs,
    updatedUs: nowUs,
    expiresUs: report.expiresUs === null ? null : timeUs(report.expiresUs),
    prioritySeq: adoption.prioritySeq,
  };
}
