/**
 * Fills as the table shows them: live ones on top, older pages joined below as they are asked for.
 * The rows are one stretch of executions without a gap; when the live ones no longer meet it (a long
 * absence), it starts over from the live ones and older pages are asked for again.
 */
import type { Fill } from '../../../engine/domain/order.ts';

/** Rows kept in memory; further back the export is the better tool. */
export const HISTORY_ROWS_MAX = 50_000;

export interface FillHistory {
  /** null: all symbols. */
  readonly symbol: string | null;
  /** Newest first. */
  readonly rows: readonly Fill[];
  /** Execution numbers that the rows cover, those of other symbols included; 0: nothing yet. */
  readonly newestId: number;
  readonly oldestId: number;
  /** Whether the store may have older ones. */
  readonly more: boolean;
}

/** Starts from the live fills, newest first. */
export function startHistory(symbol: string | null, live: readonly Fill[]): FillHistory {
  const oldestId = live.at(-1)?.executionId ?? 0;
  return {
    symbol,
    rows: ofSymbol(live, symbol),
    newestId: live[0]?.executionId ?? 0,
    oldestId,
    more: oldestId > 1,
  };
}

/** Puts live fills that are new on top. */
export function addLive(history: FillHistory, live: readonly Fill[]): FillHistory {
  const newest: number = live[0]?.executionId ?? 0;
  if (newest === history.newestId) return history;
  const oldest: number = live.at(-1)?.executionId ?? 0;
  // Another store, or more fills than the live list holds since the last look.
  if (newest < history.newestId || oldest > history.newestId + 1) {
    return startHistory(history.symbol, live);
  }
  const fresh = live.filter((fill) => fill.executionId > history.newestId);
  const rows = [...ofSymbol(fresh, history.symbol), ...history.rows];
  const surplus = rows.length > HISTORY_ROWS_MAX;
  const kept = surplus ? rows.slice(0, HISTORY_ROWS_MAX) : rows;
  return {
    ...history,
    rows: kept,
    newestId: newest,
    oldestId: surplus ? (kept.at(-1)?.executionId ?? 0) : history.oldestId,
    more: history.more || surplus,
  };
}

/** Joins a page of older fills, which was asked for below `history.oldestId`. */
export function addOlder(history: FillHistory, page: readonly Fill[], more: boolean): FillHistory {
  const older = page.filter((fill) => fill.executionId < history.oldestId);
  const oldestId: number = older.at(-1)?.executionId ?? history.oldestId;
  return {
    ...history,
    rows: [...history.rows, ...ofSymbol(older, history.symbol)],
    oldestId,
    more: more && older.length > 0 && history.rows.length + older.length < HISTORY_ROWS_MAX,
  };
}

function ofSymbol(fills: readonly Fill[], symbol: string | null): readonly Fill[] {
  return symbol === null ? fills : fills.filter((fill) => fill.symbol === symbol);
}
