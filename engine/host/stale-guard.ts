/**
 * Keeps market orders back while no market data comes: nobody can see at what price they would trade. Limits
 * and stops say their price themselves, and what closes a position by command is never held back.
 */
import type { RequestBody, SourceStatus } from '../contract/messages.ts';
import { clientOrderId } from '../domain/ids.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { CLOSE_SUFFIX } from '../orders/position-desk.ts';
import type { VenueCore } from '../remote/venue-core.ts';

export class StaleGuard {
  #isOverridden = false;

  /** The status with what it means for market orders. An override ends when data comes again. */
  marked(status: SourceStatus): SourceStatus {
    if (!isStale(status)) {
      this.#isOverridden = false;
      return status;
    }
    return { ...status, marketOrders: this.#isOverridden ? 'overridden' : 'blocked' };
  }

  /** Lets market orders through, or no longer, until data comes again. */
  override(isOverridden: boolean, status: SourceStatus): Refusal | null {
    if (isStale(status)) {
      this.#isOverridden = isOverridden;
      return null;
    }
    const rule = 'market data comes, so nothing is held back';
    return refusal('venue.not_stale', 'action.kind', 'stale_orders', rule);
  }

  /** Why a request is held back, or null. One that was answered already gets the same answer again. */
  refusalOf(body: RequestBody, engine: Guarded): Refusal | null {
    const id = marketOrderId(body);
    if (id === null || engine.source().marketOrders !== 'blocked') return null;
    if (id !== '' && engine.parts.core.knows(clientOrderId(id))) return null;
    const rule =
      'no market data comes, so that nobody knows the price: use a limit, or allow it under Connections';
    return refusal('venue.stale_feed', 'orderType', 'market', rule);
  }
}

/** What the guard asks of the engine. */
export interface Guarded {
  readonly parts: { readonly core: Pick<VenueCore, 'knows'> };
  source(): SourceStatus;
}

/**
 * Whether what is seen of the real market may be old. Books of a simulated market are there and trade, also
 * while a drill shows nothing of them, and a replay that is paused or over is meant to be.
 */
function isStale({ feed, state }: SourceStatus): boolean {
  return feed !== null && (state === 'disconnected' || state === 'failed');
}

/**
 * The name of the market order that a request asks for, '' for one that has none; null: it asks for none, or
 * for getting out alone.
 */
function marketOrderId(body: RequestBody): string | null {
  switch (body.type) {
    case 'order.submit':
      return body.orderType === 'market' ? body.clientOrderId : null;
    case 'order.preview':
      return body.orderType === 'market' ? '' : null;
    case 'positions.reverse':
      return body.clientOrderId + CLOSE_SUFFIX;
    default:
      return null;
  }
}
