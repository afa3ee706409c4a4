import { CATCH_UP_EVENTS_MAX } from '../contract/bounds.ts';
import type { OrderEvent, RecoveryReport } from '../contract/messages.ts';
import type { RecoveredState } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** The newest events of a store, as many as a client is caught up with. */
export function recentEvents({ recovered, readers }: Store): Promise<readonly OrderEvent[]> {
  const afterSeq = Math.max(0, recovered.lastEventSeq - CATCH_UP_EVENTS_MAX);
  return readers.read('events.after', { afterSeq, limit: CATCH_UP_EVENTS_MAX });
}

/** How an engine came up, as clients are told. */
export function recoveryReport(recovered: RecoveredState, tookMs: number): RecoveryReport {
  return {
    after: recovered.after,
    workingOrders: recovered.workingOrders.length,
    positions: recovered.positions.filter(({ qtyLots }) => qtyLots !== 0).length,
    tookMs: Math.round(tookMs),
  };
}
