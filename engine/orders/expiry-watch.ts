import type { Order } from '../domain/order.ts';
import type { WorkingOrder } from './order-registry.ts';

/** Knows when the next working order may expire, so that nobody looks at all of them before. */
export class ExpiryWatch {
  /** Market time at which the next one may be over; Infinity when none can. May be early. */
  nextUs: number = Number.POSITIVE_INFINITY;

  /** Takes account of an order that works from now on. */
  watch({ expiresUs }: Order): void {
    if (expiresUs !== null && expiresUs < this.nextUs) this.nextUs = expiresUs;
  }

  /** Working orders that are over by `untilUs`, the first to end first; the others are watched on. */
  due(working: Iterable<WorkingOrder>, untilUs: number): readonly WorkingOrder[] {
    this.nextUs = Number.POSITIVE_INFINITY;
    const over: WorkingOrder[] = [];
    for (const one of working) {
      if (endOf(one) <= untilUs) over.push(one);
      else this.watch(one.order);
    }
    return over.sort((a, b) => endOf(a) - endOf(b));
  }
}

function endOf({ order }: WorkingOrder): number {
  return order.expiresUs ?? Number.POSITIVE_INFINITY;
}
