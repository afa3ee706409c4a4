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
import type { WorkingOrder } from './working-order.ts';

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
  /** Records what a matching call has done to the order it was about. */
  readonly record: (working: WorkingOrder, market: InstrumentMarket, result: SubmitResult) => void;
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
    const { orders, groups, exchange } = this.#ports;
    const id = orderId(request.orderId);
    const working = orders.workingById(id);
    if (working === undefined) return notWorking(id, orders.statusOf(id));
    const { order } = working;
    const market = exchange.market(order.symbol);
    assert(market !== undefined, 'the instrument of an order is traded here');
    const terms = replacedTerms(order, request);
    const wrong =
      checkReplace(market.instrument, order, request, terms) ??
      this.#breach(order, market, terms) ??
      groups.checkReplace(market, order, terms) ??
      this.#takeRate(order, terms, clientName ?? order.clientName);
    if (wrong !== null) return wrong;
    const why = this.#change(working, order, market, terms);
    if (why === null && order.orderClass !== 'simple') {
      groups.cover(orders.byOrderId(id) ?? order);
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
    const { orders, reports, numbers, exchange } = this.#ports;
    const { limitPriceTicks: price, displayQtyLots: display } = terms;
    assert(price !== null, 'an order that rests has a limit price');
    const leaves = terms.qtyLots - order.cumQtyLots;
    const slice = display === order.displayQtyLots ? 0 : (display ?? 0);
    const result = market.matching.replace(handle, order.orderId, price, leaves, slice);
    if (isRefused(result)) return refusalOf(result, terms);
    const prioritySeq = keepsPlace(order, terms) ? order.prioritySeq : numbers.nextPrioritySeq();
    const { nowUs } = exchange;
    const isPlain = orders.table.rares[slot] === null && display === null;
    if (isPlain) reports.replace(slot, terms.qtyLots, price, prioritySeq, nowUs);
    else reports.report('order.replaced', replacedOrder(order, terms, prioritySeq, nowUs));
    this.#ports.record(working, market, result);
    return null;
  }
}

/** Less at the same price only takes risk away; a limit lowered since must not forbid it. */
function isDecrease(order: Order, terms: ReplacedTerms): boolean {
  return terms.qtyLots <= order.qtyLots && hasSamePrices(terms, order);
}
