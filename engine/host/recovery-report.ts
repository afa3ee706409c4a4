import { CATCH_UP_EVENTS_MAX } from '../contract/bounds.ts';
import type { OrderEvent, RecoveryReport } from '../contract/messages.ts';
import type { RecoveredState } from '../ports.ts';
import { withoutLoss } from '../risk/risk-lock.ts';
import type { Store } from '../store/store.ts';
import type { EngineStart } from '../supervision/host-messages.ts';

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

/** What a core begins with: `bars` are those of its market, and a recording plays its days anew. */
export function startedState(
  recovered: RecoveredState,
  bars: RecoveredState['bars'],
  source: EngineStart['source']['kind'],
): RecoveredState {
  const { risk } = recovered;
  return {
    ...recovered,
    bars,
    risk: source === 'replay' && risk !== null ? withoutLoss(risk) : risk,
  };
}

/**
 * Empties what is large of a recovered state once a core has taken it: a hundred thousand bars and as many
 * orders as worked, which closures of the start would keep in memory for as long as the engine runs.
 */
export function letGo(...states: readonly RecoveredState[]): void {
  for (const { bars, workingOrders } of states) {
    // Arrays of the recovery's own making, which nobody reads any more.
    for (const list of [bars, workingOrders]) (list as unknown[]).length = 0;
  }
}
