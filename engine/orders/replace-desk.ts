import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { orderId } from '../domain/ids.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { isRefused } from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import type { AccountDesk } from './account-desk.ts';
import type { ExecutionReports } from './execution-reports.ts';
import { notWorking } from './order-checks.ts';
import type { OrderGroups } from './order-groups.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderRegistry } from './order-registry.ts';
import {
  CUM_LOTS,
  KIND,
  KIND_SELL,
  LEAVES_LOTS,
  LIMIT_TICKS,
  PRIORITY_SEQ,
  QTY_LOTS,
} from './order-row.ts';
import { HANDLE, ROW_WIDTH } from './order-table.ts';
import { isPlainReplace } from './plain-replace.ts';
import {
  checkReplace,
  hasSamePrices,
  keepsPlace,
  replacedOrder,
  replacedTerms,
} from './replace-checks.ts';
import type { ReplaceRequest, ReplacedTerms } from './replace-checks.ts';
import { refusalOf } from './result-words.ts';
import type { RiskDesk } from './risk-desk.ts';
import type { SessionDesk } from './session-desk.ts';
import type { StopDesk } from './stop-desk.ts';
import { WorkingOrder } from './working-order.ts';

/** What the desk needs from the core that it is a part of. */
export interface ReplaceDeskPorts {
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly numbers: OrderNumbers;
  readonly groups: OrderGroups;
  readonly sessions: SessionDesk;
  readonly exchange: Exchange;
  readonly risk: () => RiskDesk;
  readonly accounts: () => AccountDesk;
  /** Records what a matching call has done to the order it was about, which is in `slot`. */
  readonly record: (slot: number, market: InstrumentMarket, result: SubmitResult) => void;
}

/** Changes quantities, prices and trails of working orders, wherever they wait or rest. */
export class ReplaceDesk {
  readonly #ports: ReplaceDeskPorts;

  constructor(ports: ReplaceDeskPorts) {
    this.#ports = ports;
  }

  /**
   * Does what the request asks for, null leaving a field as it is, or says why not. It counts among the
   * orders a second of `clientName`, or of who has sent the order. `settle` is to be called then.
   */
  replace(request: ReplaceRequest, clientName?: string): Refusal | null {
    const { accounts, exchange, orders } = this.#ports;
    const id = orderId(request.orderId);
    const slot = orders.table.findWorking(id);
    if (slot === NIL) return notWorking(id, orders.statusOf(id));
    const market = exchange.market(orders.table.symbolAt(slot));
    assert(market !== undefined, 'the instrument of an order is traded here');
    const isPlain =
      isPlainReplace(orders.table, slot, market, request) &&
      accounts().asksNothing(market.instrument);
    return isPlain
      ? this.#replacePlain(slot, market, request, clientName)
      : this.#replaceAny(slot, market, request, clientName);
  }

  #replacePlain(
    slot: number,
    market: InstrumentMarket,
    request: ReplaceRequest,
    clientName: string | undefined,
  ): Refusal | null {
    const { exchange, numbers, orders, reports, risk } = this.#ports;
    const { rows, words } = orders.table;
    const at = slot * ROW_WIDTH;
    const qtyBefore = rows[at + QTY_LOTS] ?? 0;
    const limitBefore = rows[at + LIMIT_TICKS] ?? 0;
    const qtyLots = request.qtyLots ?? qtyBefore;
    const limitPriceTicks = request.limitPriceTicks ?? limitBefore;
    const leavesLots = qtyLots - (rows[at + CUM_LOTS] ?? 0);
    const keepsItsPlace = qtyLots <= qtyBefore && limitPriceTicks === limitBefore;
    // Less at the same price only takes risk away.
    if (!keepsItsPlace) {
      const side = ((rows[at + KIND] ?? 0) & KIND_SELL) === 0 ? 'buy' : 'sell';
      const terms = {
        side,
        orderType: 'limit',
        qtyLots,
        limitPriceTicks,
        stopPriceTicks: null,
      } as const;
      const ownLots = rows[at + LEAVES_LOTS] ?? 0;
      const wrong =
        risk().breachOfPlainReplace(market, terms, leavesLots, ownLots) ??
        risk().takeRate(clientName ?? words[slot]?.clientName ?? '');
      if (wrong !== null) return wrong;
    }
    const handle = rows[at + HANDLE] ?? NIL;
    const result = market.matching.replace(handle, request.orderId, limitPriceTicks, leavesLots, 0);
    if (isRefused(result)) return refusalOf(result, { limitPriceTicks, displayQtyLots: null });
    const prioritySeq = keepsItsPlace ? (rows[at + PRIORITY_SEQ] ?? 0) : numbers.nextPrioritySeq();
    reports.replace(slot, qtyLots, limitPriceTicks, prioritySeq, exchange.nowUs);
    this.#ports.record(slot, market, result);
    return null;
  }

  #replaceAny(
    slot: number,
    market: InstrumentMarket,
    request: ReplaceRequest,
    clientName: string | undefined,
  ): Refusal | null {
    const { groups, orders } = this.#ports;
    const working = new WorkingOrder(orders.table, slot);
    const { order } = working;
    const terms = replacedTerms(order, request);
    const wrong =
      checkReplace(market.instrument, order, request, terms) ??
      this.#breach(order, market, terms) ??
      groups.checkReplace(market, order, terms) ??
      this.#takeRate(order, terms, clientName ?? order.clientName);
    if (wrong !== null) return wrong;
    const why = this.#change(working, order, market, terms);
    if (why === null && order.orderClass !== 'simple') {
      groups.cover(orders.byOrderId(order.orderId) ?? order);
    }
    return why;
  }

  /** The limit that the order would break with these terms, or null. */
  #breach(order: Order, market: InstrumentMarket, terms: ReplacedTerms): Refusal | null {
    if (isDecrease(order, terms)) return null;
    const stopPriceTicks = isWaitingStop(order) ? terms.stopPriceTicks : null;
    const changed = { ...terms, side: order.side, orderType: order.type, stopPriceTicks };
    const { risk, accounts } = this.#ports;
    return (
      risk().breachOfReplace(market, changed, order) ?? accounts().breach(market, changed, order)
    );
  }

  #takeRate(order: Order, terms: ReplacedTerms, clientName: string): Refusal | null {
    return isDecrease(order, terms) ? null : this.#ports.risk().takeRate(clientName);
  }

  #change(
    working: WorkingOrder,
    order: Order,
    market: InstrumentMarket,
    terms: ReplacedTerms,
  ): Refusal | null {
    const { reports, sessions, stops, numbers, exchange } = this.#ports;
    if (order.status === 'held') {
      const held = replacedOrder(order, terms, order.prioritySeq, exchange.nowUs);
      reports.report('order.replaced', held);
      return null;
    }
    const waiting = sessions.replace(working, order, market, terms);
    if (waiting !== null) return 'code' in waiting ? waiting : null;
    if (!isWaitingStop(order)) return this.#changeResting(working, order, market, terms);
    const replaced = stops.replace(working, market, terms, numbers, exchange.nowUs);
    return 'code' in replaced ? replaced : null;
  }

  #changeResting(
    working: WorkingOrder,
    order: Order,
    market: InstrumentMarket,
    terms: ReplacedTerms,
  ): Refusal | null {
    const { handle, slot } = working;
    const { reports, numbers, exchange } = this.#ports;
    const { limitPriceTicks: price, displayQtyLots: display } = terms;
    assert(price !== null, 'an order that rests has a limit price');
    const leaves = terms.qtyLots - order.cumQtyLots;
    const slice = display === order.displayQtyLots ? 0 : (display ?? 0);
    const result = market.matching.replace(handle, order.orderId, price, leaves, slice);
    if (isRefused(result)) return refusalOf(result, terms);
    const prioritySeq = keepsPlace(order, terms) ? order.prioritySeq : numbers.nextPrioritySeq();
    const { nowUs } = exchange;
    reports.report('order.replaced', replacedOrder(order, terms, prioritySeq, nowUs));
    this.#ports.record(slot, market, result);
    return null;
  }
}

/** Less at the same price only takes risk away; a limit lowered since must not forbid it. */
function isDecrease(order: Order, terms: ReplacedTerms): boolean {
  return terms.qtyLots <= order.qtyLots && hasSamePrices(terms, order);
}
