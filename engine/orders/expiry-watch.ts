import type { WorkingOrder } from './working-order.ts';

/** Knows when the next working order may expire, so that nobody looks at all of them before. */
export class ExpiryWatch {
  /** Market time at which the next one may be over; Infinity when none can. May be early. */
  nextUs: number = Number.POSITIVE_INFINITY;

  /** Takes account of when an order ends that works from now on; Infinity: never by itself. */
  watch(endsUs: number): void {
    if (endsUs < this.nextUs) this.nextUs = endsUs;
  }

  /** Working orders that are over by `untilUs`, the first to end first; the others are watched on. */
  due(working: Iterable<WorkingOrder>, untilUs: number): readonly WorkingOrder[] {
    this.nextUs = Number.POSITIVE_INFINITY;
    const over: WorkingOrder[] = [];
    for (const one of working) {
      if (one.endsUs <= untilUs) over.push(one);
      else this.watch(one.endsUs);
    }
    return over.sort((a, b) => a.endsUs - b.endsUs);
  }
}
