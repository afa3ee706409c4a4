/**
 * What a remote venue says of an order and of its fills, in our units. It says so more than once and not
 * always in order: by its answers, by its stream of updates and when it is asked.
 */
import type { OrderClass, OrderStatus, OrderType, TimeInForce } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';

/** An order as the venue has it at one moment. */
export interface RemoteReport {
  /** The venue's own id; a replace gives another one. */
  readonly remoteId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly orderClass: OrderClass;
  readonly extendedHours: boolean;
  /** null: a word that is not known here; the status is left as it was. */
  readonly status: OrderStatus | null;
  /** In lots, rounded down; 0 when it is less than one. */
  readonly qtyLots: number;
  /** Filled of this remote order, in lots, rounded down. */
  readonly filledLots: number;
  readonly limitPriceTicks: number | null;
  readonly stopPriceTicks: number | null;
  readonly trailTicks: number | null;
  readonly trailBasisPoints: number | null;
  readonly hwmTicks: number | null;
  /** The order in whose place this one came, and the one that came in its place. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  /** Exits of its group, as far as they are told. */
  readonly legs: readonly RemoteReport[];
  readonly createdUs: number;
  /** Grows with each change at the venue. */
  readonly updatedUs: number;
  readonly expiresUs: number | null;
}

/**
 * One execution at the venue. Fills of a remote order lie end to end from 0 to what it has filled, so a
 * fill is known again by where it ends, whoever tells of it and under which name.
 */
export interface RemoteFill {
  readonly remoteId: string;
  /** Filled of the remote order after and before it, in lots. */
  readonly cumLots: number;
  readonly fromLots: number;
  readonly priceTicks: number;
  readonly executedUs: number;
}

/** Words after which nothing happens to a remote order any more. */
export function isOver(status: OrderStatus | null): boolean {
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return true;
    default:
      return false;
  }
}
