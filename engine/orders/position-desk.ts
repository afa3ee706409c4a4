/**
 * Closing and reversing of positions by market orders within the price collar. Limits of size and
 * value do not hold for what closes: they must never keep a trader from getting out. Working orders
 * of the symbol stay unless the command says otherwise; one that then trades opens a new position, but
 * exits of groups shrink with theirs. What a market order that waits for a session will close is not
 * closed a second time.
 */
import type { RequestOf } from '../contract/messages.ts';
import { clientOrderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import { closingOrder } from './new-order.ts';
import type { SizedRequest } from './new-order.ts';
import { unknownSymbol } from './order-checks.ts';
import type { OrderRegistry } from './order-registry.ts';

export type CloseRequest = Omit<RequestOf<'positions.close'>, 'type'>;
export type ReverseRequest = Omit<RequestOf<'positions.reverse'>, 'type'>;

/** What closing a part of a position did. */
export interface Closed {
  readonly canceledOrderIds: readonly OrderId[];
  readonly order: Order;
  /** True when the clientOrderId was known already and nothing new was done. */
  readonly duplicate: boolean;
}

/** What reversing a position did. */
export interface Reversed {
  readonly canceledOrderIds: readonly OrderId[];
  readonly closing: Order;
  /** Rejected with its refusal when a limit forbade it; null when the closing one did not fill. */
  readonly opening: Order | null;
  readonly duplicate: boolean;
}

/** What the desk needs from the core that it is a part of. */
export interface PositionDeskPorts {
  readonly orders: OrderRegistry;
  readonly account: Account;
  readonly exchange: Exchange;
  /** Cancels the symbol's working orders. */
  readonly cancelAll: (symbol: string) => OrderId[];
  /** Whether what closes cancels the symbol's other orders, asked or not. */
  readonly closesAlone: () => boolean;
  /** Sends an order to its book without asking the limits. */
  readonly place: (request: SizedRequest, market: InstrumentMarket, clientName: string) => Order;
  /** The same unless a limit forbids it; then the order comes back rejected. */
  readonly placeGuarded: PositionDeskPorts['place'];
}

/** Ids of the two orders of a reversal, made of the command's; each adds so many characters. */
export const CLOSE_SUFFIX = '-close';
export const OPEN_SUFFIX = '-open';
export const REVERSE_SUFFIX_CHARS: number = CLOSE_SUFFIX.length;

const BASIS_POINTS_PER_WHOLE = 10_000;

/** See the head of the file. */
export class PositionDesk {
  readonly #ports: PositionDeskPorts;

  constructor(ports: PositionDeskPorts) {
    this.#ports = ports;
  }

  /** Closes positions (null: of every symbol), each under the client order id `prefix-SYMBOL`. */
  closeAll(prefix: string, symbol: string | null, clientName: string): Order[] {
    const orders: Order[] = [];
    for (const position of this.#ports.account.positions()) {
      if (symbol !== null && position.symbol !== symbol) continue;
      const id = `${prefix}-${position.symbol}`;
      const known = this.#known(id);
      const market = this.#ports.exchange.market(position.symbol);
      const lots = this.openLots(position.symbol);
      if (known !== null) orders.push(known);
      else if (market !== undefined && lots !== 0) {
        const request = closingOrder(id, market.instrument, lots);
        orders.push(this.#ports.place(request, market, clientName));
      }
    }
    return orders;
  }

  /** Orders that closed positions (null: of any symbol) under `prefix-SYMBOL`. */
  closedUnder(prefix: string, symbol: string | null): Order[] {
    return this.#ports.account
      .positions()
      .filter((position) => symbol === null || position.symbol === symbol)
      .map((position) => this.#known(`${prefix}-${position.symbol}`))
      .filter((order) => order !== null);
  }

  /** Closes a quantity or a share of a position, or all of it. */
  close(request: CloseRequest, clientName: string): Closed | Refusal {
    const { clientOrderId: id, symbol } = request;
    const known = this.#known(id);
    if (known !== null) return { canceledOrderIds: [], order: known, duplicate: true };
    const isAlone = request.cancelOrders || this.#ports.closesAlone();
    const held = this.#held(symbol, isAlone);
    if ('code' in held) return held;
    const lots = lotsToClose(held.lots, request);
    if (typeof lots !== 'number') return lots;
    const canceledOrderIds = isAlone ? this.#ports.cancelAll(symbol) : [];
    const order = closingOrder(id, held.market.instrument, Math.sign(held.lots) * lots);
    const placed = this.#ports.place(order, held.market, clientName);
    return { canceledOrderIds, order: placed, duplicate: false };
  }

  /**
   * Closes a position and, if that fills completely, opens the same the other way. Both ids are made
   * of the command's, so that the same command again, also after a restart, only tells what it did.
   */
  reverse(request: ReverseRequest, clientName: string): Reversed | Refusal {
    const { clientOrderId: id, symbol } = request;
    const known = this.#known(id + CLOSE_SUFFIX);
    if (known !== null) {
      const opening = this.#known(id + OPEN_SUFFIX);
      return { canceledOrderIds: [], closing: known, opening, duplicate: true };
    }
    const isAlone = request.cancelOrders || this.#ports.closesAlone();
    const held = this.#held(symbol, isAlone);
    if ('code' in held) return held;
    const { market, lots } = held;
    const canceledOrderIds = isAlone ? this.#ports.cancelAll(symbol) : [];
    const { place, placeGuarded } = this.#ports;
    const { instrument } = market;
    const closing = place(closingOrder(id + CLOSE_SUFFIX, instrument, lots), market, clientName);
    const opening =
      closing.status === 'filled'
        ? placeGuarded(closingOrder(id + OPEN_SUFFIX, instrument, lots), market, clientName)
        : null;
    return { canceledOrderIds, closing, opening, duplicate: false };
  }

  #known(id: string): Order | null {
    return this.#ports.orders.byClientOrderId(clientOrderId(id));
  }

  /** What there is to close; `alone`: the symbol's orders will have been cancelled. */
  #held(
    symbol: string,
    alone: boolean,
  ): { readonly market: InstrumentMarket; readonly lots: number } | Refusal {
    const market = this.#ports.exchange.market(symbol);
    if (market === undefined) return unknownSymbol(symbol);
    const lots = alone ? this.#ports.account.qtyLots(symbol) : this.openLots(symbol);
    if (lots !== 0) return { market, lots };
    const rule = 'a symbol with an open position that no waiting order closes';
    return refusal('book.no_position', 'symbol', symbol, rule);
  }

  /** Position (signed) less what market orders that wait will close of it, but for `own` and later ones. */
  protected openLots(symbol: string, own: OrderId | null = null): number {
    const { account, orders } = this.#ports;
    const heldLots = account.qtyLots(symbol);
    const side = heldLots > 0 ? 'sell' : 'buy';
    if (heldLots === 0 || orders.openLots.of(symbol, side) === 0) return heldLots;
    let waitingLots = 0;
    for (const { order } of orders.working()) {
      if (order.symbol !== symbol || order.side !== side || order.type !== 'market') continue;
      // What it fills after all is no longer held when the next one goes.
      if (order.status === 'pending_cancel') continue;
      if (own !== null && isOwnOrAfter(order, own)) continue;
      waitingLots += order.leavesQtyLots;
    }
    return Math.sign(heldLots) * Math.max(0, Math.abs(heldLots) - waitingLots);
  }
}

/** Whether an order is this one, or one that was made after it and waits as it does: that one leaves it room. */
function isOwnOrAfter({ orderId, status }: Order, own: OrderId): boolean {
  return orderId === own || (orderId > own && status === 'pending_new');
}

/** How much of `heldLots` (signed) a request closes; a share is rounded, to one lot at least. */
function lotsToClose(
  heldLots: number,
  { qtyLots, basisPoints }: Pick<CloseRequest, 'qtyLots' | 'basisPoints'>,
): number | Refusal {
  const held = Math.abs(heldLots);
  if (qtyLots !== null && basisPoints !== null) {
    const rule = 'a quantity or a share of the position, not both';
    return refusal('contract.size_not_allowed', 'basisPoints', basisPoints, rule);
  }
  if (qtyLots !== null) {
    if (qtyLots <= held) return qtyLots;
    const rule = `at most the ${String(held)} lots that are held`;
    return refusal('book.more_than_held', 'qtyLots', qtyLots, rule);
  }
  if (basisPoints === null) return held;
  // In two steps, since held x basisPoints can leave the safe integers.
  const rest = held % BASIS_POINTS_PER_WHOLE;
  const wholes = (held - rest) / BASIS_POINTS_PER_WHOLE;
  const part = wholes * basisPoints + Math.round((rest * basisPoints) / BASIS_POINTS_PER_WHOLE);
  return Math.max(1, part);
}
