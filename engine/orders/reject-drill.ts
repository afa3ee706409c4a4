import type { RunningDrill } from '../contract/drills.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { US_PER_SECOND } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';

/**
 * Lets the venue reject the next orders, as a drill. Orders that close a position are not among them:
 * a drill must not keep a trader in the market.
 */
export class RejectDrill {
  private ordersLeft = 0;
  private endsUs = 0;

  /** Rejects the next `orders`, for `seconds` of market time at most. */
  start(orders: number, seconds: number, nowUs: TimeUs): void {
    this.ordersLeft = orders;
    this.endsUs = nowUs + seconds * US_PER_SECOND;
  }

  end(): void {
    this.ordersLeft = 0;
  }

  /** Why the order that comes now is rejected, or null; counts it. */
  take(nowUs: TimeUs): Refusal | null {
    if (this.status(nowUs) === null) return null;
    this.ordersLeft -= 1;
    return refusal('venue.drill', '', this.ordersLeft, RULE);
  }

  /** The drill that is under way, or null. */
  status(nowUs: TimeUs): RunningDrill | null {
    const { ordersLeft, endsUs } = this;
    if (ordersLeft === 0 || nowUs >= endsUs) return null;
    return { kind: 'reject', endsUs, ordersLeft, factor: null, symbol: null };
  }
}

const RULE = 'no orders are taken while a reject drill is under way';
