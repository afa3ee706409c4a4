import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Reversal } from '../domain/remote-link.ts';
import { OPEN_SUFFIX, PositionDesk } from '../orders/position-desk.ts';
import type { PositionDeskPorts, Reversed, ReverseRequest } from '../orders/position-desk.ts';
import { closingOrder } from '../orders/new-order.ts';
import type { Refusal } from '../domain/refusal.ts';

/** Reversals under way; one more than this is closed and not reversed. */
const REVERSALS_MAX = 100;

export interface RemotePositionsPorts extends PositionDeskPorts {
  /** Leaves so many lots of a closing order that has not been sent yet; of 0 there is no order. */
  readonly shrink: (id: OrderId, lots: number) => void;
  /** Whether the trader lets orders through, which a live account asks at each start. */
  readonly isConfirmed: () => boolean;
  /** Has the reversals under way stored, in one transaction with what has changed them. */
  readonly keep: (reversals: readonly Reversal[]) => void;
  /** Says something to the trader. */
  readonly say: (text: string) => void;
}

/**
 * Closing and reversing where a closing order fills later. The second half of a reversal is stored with the
 * closing order, so that an engine that ends in between goes on with it at the next start; its order and the
 * end of its being stored are one transaction. On a live account that has not been confirmed again it is
 * told instead: the position is closed then, which is the safe half.
 */
export class RemotePositions extends PositionDesk {
  readonly #ports: RemotePositionsPorts;
  readonly #reversals = new Map<number, Reversal>();

  /** `underWay`: those of the last run. */
  constructor(ports: RemotePositionsPorts, underWay: readonly Reversal[]) {
    super(ports);
    this.#ports = ports;
    for (const reversal of underWay) this.#reversals.set(reversal.closingId, reversal);
  }

  override reverse(request: ReverseRequest, clientName: string): Reversed | Refusal {
    const reversed = super.reverse(request, clientName);
    if ('code' in reversed || reversed.duplicate || reversed.opening !== null) return reversed;
    const { orderId: closingId, symbol } = reversed.closing;
    if (this.#reversals.size < REVERSALS_MAX) {
      const openingName = request.clientOrderId + OPEN_SUFFIX;
      this.#reversals.set(closingId, { closingId, openingName, symbol, clientName });
      this.#keep();
    }
    return reversed;
  }

  /** Leaves of a closing order that is about to be sent what there still is to close. */
  fit(id: OrderId): void {
    const order = this.#ports.orders.workingById(id)?.order;
    if (order !== undefined) this.#ports.shrink(id, this.#closableLots(order));
  }

  /** Whether a closing order closes no more than there is to close. */
  fits(order: Order): boolean {
    return order.leavesQtyLots <= this.#closableLots(order);
  }

  #closableLots({ orderId, symbol, side }: Order): number {
    const lots = this.openLots(symbol, orderId);
    const isHeld = side === 'sell' ? lots > 0 : lots < 0;
    return isHeld ? Math.abs(lots) : 0;
  }

  /** Hears that an order has ended: opens what it was to make room for. */
  ended(order: Order): void {
    const reversal = this.#reversals.get(order.orderId);
    if (reversal === undefined) return;
    this.#reversals.delete(order.orderId);
    this.#keep();
    const { account, exchange, isConfirmed, placeGuarded, say } = this.#ports;
    const { side, symbol, qtyLots } = order;
    const market = exchange.market(symbol);
    if (order.status !== 'filled' || market === undefined) {
      const why =
        account.qtyLots(symbol) === 0
          ? 'another order has closed it first.'
          : 'the order that was to close it has not filled.';
      say(`${symbol} was not reversed: ${why}`);
    } else if (!isConfirmed()) {
      say(`${symbol} was closed and not reversed: the account had not been confirmed again.`);
    } else {
      const heldLots = side === 'sell' ? qtyLots : -qtyLots;
      const opening = closingOrder(reversal.openingName, market.instrument, heldLots);
      placeGuarded(opening, market, reversal.clientName);
    }
  }

  #keep(): void {
    this.#ports.keep([...this.#reversals.values()]);
  }
}
