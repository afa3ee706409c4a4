import type { Venue } from '../../domain/order.ts';
import { openDatabase } from '../database.ts';

const CACHE_KIB = 256;
const STATE = `
  SELECT max(execution_id, 0) AS projectedFill, event_seq AS projectedEvent,
    (SELECT coalesce(max(execution_id), 0) FROM trades) AS storedFill,
    (SELECT coalesce(max(seq), 0) FROM order_events) AS storedEvent
  FROM projection WHERE id = 1`;

/** Numbers of a fill and an event, up to which something is done; 0: nothing. */
export interface HistoryPlace {
  readonly executionId: number;
  readonly eventSeq: number;
}

/** How far a store has come. */
export interface HistoryState {
  readonly stored: HistoryPlace;
  readonly projected: HistoryPlace;
}

/** Reads it from a store that is open. */
export function historyState(file: string, venue: Venue): HistoryState {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: CACHE_KIB });
  try {
    const row = db
      .prepare<
        [],
        { storedFill: number; storedEvent: number; projectedFill: number; projectedEvent: number }
      >(STATE)
      .get();
    return {
      stored: { executionId: row?.storedFill ?? 0, eventSeq: row?.storedEvent ?? 0 },
      projected: { executionId: row?.projectedFill ?? 0, eventSeq: row?.projectedEvent ?? 0 },
    };
  } finally {
    db.close();
  }
}
