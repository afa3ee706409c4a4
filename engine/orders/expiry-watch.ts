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

  /** Those of the working orders that are over at `nowUs`; the others are watched on. */
  due(working: Iterable<WorkingOrder>, nowUs: number): readonly WorkingOrder[] {
    this.nextUs = Number.POSITIVE_INFINITY;
    const over: WorkingOrder[] = [];
    for (const one of working) {
      const { expiresUs } = one.order;
      if (expiresUs !== null && expiresUs <= nowUs) over.push(one);
      else this.watch(one.order);
    }
    return over;
  }
}
