import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { WorkingOrder } from './order-registry.ts';
import { QueuePlace } from './queue-place.ts';

/** Remembers the place of an order that rests as of now, unless it has kept the one it had. */
export function takePlace(
  working: WorkingOrder,
  market: InstrumentMarket,
  nowUs: TimeUs,
  isRequeued: boolean = false,
): void {
  const { order, handle, place } = working;
  if (!isRequeued && place?.prioritySeq === order.prioritySeq) return;
  place?.leave();
  working.place = new QueuePlace(market, order, handle, nowUs);
}
