import type { RiskLimits } from '../contract/messages.ts';
import type { Order } from '../domain/order.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import { checkAccount } from '../risk/risk-guard.ts';
import type { GuardedOrder } from '../risk/risk-guard.ts';
import type { OpenLots } from './open-lots.ts';
import { openMicros } from './order-registry.ts';
import type { OrderRegistry } from './order-registry.ts';

/** What the guard has to know of an order beside its market and the account. */
export type GuardedTerms = Pick<
  GuardedOrder,
  'side' | 'orderType' | 'qtyLots' | 'limitPriceTicks' | 'stopPriceTicks'
>;

/** Whose money and orders the guard looks at. */
export interface Guarded {
  readonly orders: OrderRegistry;
  readonly account: Account;
}

/** What the guard looks at, which is written anew for each order: an object an order was garbage. */
export type GuardRecord = { -readonly [Field in keyof GuardedOrder]: GuardedOrder[Field] };

/** A record for orders of a market, to be written by `guardedOrder`. */
export function guardRecord({ instrument }: InstrumentMarket): GuardRecord {
  return {
    instrument,
    side: 'buy',
    orderType: 'limit',
    qtyLots: 0,
    limitPriceTicks: null,
    stopPriceTicks: null,
    referenceTicks: 0,
    bestBidTicks: 0,
    accountMicros: 0,
    leavesLots: 0,
    heldLots: 0,
    openSideLots: 0,
    openOrders: 0,
    addsOrders: 0,
  };
}

/**
 * Writes into `record` what the guard looks at, and returns it: these terms in the market and account of
 * now. `leavesLots` of them would be open; `ownLots` are counted already of an order that they change, 0 of
 * a new one; `exitsMicros` is the value of the exits of its group; `addsOrders`: by how many more orders
 * would work.
 */
export function guardedOrder(
  record: GuardRecord,
  market: InstrumentMarket,
  { side, orderType, qtyLots, limitPriceTicks, stopPriceTicks }: GuardedTerms,
  leavesLots: number,
  ownLots: number,
  exitsMicros: number,
  addsOrders: number,
  { orders, account }: Guarded,
): GuardedOrder {
  const { symbol } = market.instrument;
  record.instrument = market.instrument;
  record.side = side;
  record.orderType = orderType;
  record.qtyLots = qtyLots;
  record.limitPriceTicks = limitPriceTicks;
  record.stopPriceTicks = stopPriceTicks;
  record.referenceTicks = market.referenceTicks();
  record.bestBidTicks = market.matching.bestBidTicks();
  record.accountMicros = account.sizeMicros + 2 * (orders.openMicros + exitsMicros);
  record.leavesLots = leavesLots;
  record.heldLots = account.qtyLots(symbol);
  record.openSideLots = orders.openLots.of(symbol, side) - ownLots;
  record.openOrders = orders.workingCount;
  record.addsOrders = addsOrders;
  return record;
}

/** The same as `guardedOrder` for what a replacement makes of an order. */
export function guardedReplacement(
  record: GuardRecord,
  market: InstrumentMarket,
  terms: GuardedTerms,
  replaced: Order,
  of: Guarded,
): GuardedOrder {
  const { openLots } = of.orders;
  const leavesLots = leavesOf(replaced, terms.qtyLots, openLots);
  return guardedOrder(record, market, terms, leavesLots, openLots.countedWith(replaced), 0, 0, of);
}

/** What a replaced order of `qtyLots` has open, or the exit that it cancels if that has more. */
function leavesOf(replaced: Order, qtyLots: number, openLots: OpenLots): number {
  if (replaced.status === 'held') return 0;
  return Math.max(qtyLots - replaced.cumQtyLots, openLots.otherExitLots(replaced));
}

/** Whether the account has room for one of its open orders now that it goes to its book. */
export function hasRoomFor(
  order: Order,
  market: InstrumentMarket,
  limits: RiskLimits,
  of: Guarded,
): boolean {
  const terms = { ...order, orderType: order.type, stopPriceTicks: null };
  const guarded = guardedReplacement(guardRecord(market), market, terms, order, of);
  const accountMicros = guarded.accountMicros - 2 * openMicros(market.instrument, order);
  return checkAccount(limits, { ...guarded, accountMicros }) === null;
}
