import type { Order } from '../domain/order.ts';
import { OPEN_SUFFIX, PositionDesk } from '../orders/position-desk.ts';
import type { PositionDeskPorts, Reversed, ReverseRequest } from '../orders/position-desk.ts';
import { closingOrder } from '../orders/new-order.ts';
import type { Refusal } from '../domain/refusal.ts';

/** A position that is to be opened the other way once the order that closes it has filled. */
interface Reversal {
  readonly openingId: string;
  readonly clientName: string;
}

/** Reversals under way; one more than this is closed and not reversed. */
const REVERSALS_MAX = 100;

/**
 * Closing and reversing where a closing order fills later. The second half of a reversal is not stored:
 * an engine that ends in between leaves the position closed, which is the safe half.
 */
export class RemotePositions extends PositionDesk {
  readonly #ports: PositionDeskPorts;
  readonly #reversals = new Map<number, Reversal>();

  constructor(ports: PositionDeskPorts) {
    super(ports);
    this.#ports = ports;
  }

  override reverse(request: ReverseRequest, clientName: string): Reversed | Refusal {
    const reversed = super.reverse(request, clientName);
    if ('code' in reversed || reversed.duplicate || reversed.opening !== null) return reversed;
    const { closing } = reversed;
    if (this.#reversals.size < REVERSALS_MAX) {
      const openingId = request.clientOrderId + OPEN_SUFFIX;
      this.#reversals.set(closing.orderId, { openingId, clientName });
    }
    return reversed;
  }

  /** Hears that an order has ended: opens what it was to make room for. */
  ended(order: Order): void {
    const reversal = this.#reversals.get(order.orderId);
    if (reversal === undefined) return;
    this.#reversals.delete(order.orderId);
    const market = this.#ports.exchange.market(order.symbol);
    if (order.status !== 'filled' || market === undefined) return;
    const { side, symbol, qtyLots } = order;
    const heldLots = side === 'sell' ? qtyLots : -qtyLots;
    const opening = closingOrder(reversal.openingId, symbol, heldLots);
    this.#ports.placeGuarded(opening, market, reversal.clientName);
  }
}
