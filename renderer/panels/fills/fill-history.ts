/**
 * Fills as the table shows them: live ones on top, older pages joined below as they are asked for.
 * The rows cover one stretch of executions without a gap; when the live ones no longer meet it (a
 * long absence), it starts over from the live ones and older pages are asked for again.
 */
import type { HistoryCursor, HistoryFilter } from '../../../engine/contract/history.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { HISTORY_ROWS_MAX } from '../../history/history-list.ts';

export interface FillHistory {
  readonly filter: HistoryFilter;
  /** Those that pass the filter, newest first. */
  readonly rows: readonly Fill[];
  /** Number of the newest execution that the rows cover; 0: nothing yet. */
  readonly newestId: number;
  /** Place of the oldest one that they cover, whether it passes or not; null: nothing yet. */
  readonly oldest: HistoryCursor | null;
  /** Whether the store may have older ones. */
  readonly more: boolean;
}

/** Whether a fill belongs to the filter. */
export function passes(filter: HistoryFilter, fill: Fill): boolean {
  const { symbol, side, tag, venue, fromUs, toUs } = filter;
  return (
    (symbol === null || fill.symbol === symbol) &&
    (side === null || fill.side === side) &&
    (tag === null || fill.tag === tag) &&
    (venue === null || fill.venue === venue) &&
    (fromUs === null || fill.executedUs >= fromUs) &&
    (toUs === null || fill.executedUs < toUs)
  );
}

/** Starts from the live fills, newest first. */
export function startHistory(filter: HistoryFilter, live: readonly Fill[]): FillHistory {
  const oldest = live.at(-1);
  return {
    filter,
    rows: passing(filter, live),
    newestId: live[0]?.executionId ?? 0,
    oldest: oldest === undefined ? null : placeOf(oldest),
    more: oldest !== undefined && oldest.executionId > 1,
  };
}

/** Puts live fills that are new on top. */
export function addLive(history: FillHistory, live: readonly Fill[]): FillHistory {
  const newest: number = live[0]?.executionId ?? 0;
  if (newest === history.newestId) return history;
  const oldest: number = live.at(-1)?.executionId ?? 0;
  // Another store, or more fills than the live list holds since the last look.
  if (newest < history.newestId || oldest > history.newestId + 1) {
    return startHistory(history.filter, live);
  }
  const fresh = live.filter((fill) => fill.executionId > history.newestId);
  const rows = [...passing(history.filter, fresh), ...history.rows];
  const surplus = rows.length > HISTORY_ROWS_MAX;
  const kept = surplus ? rows.slice(0, HISTORY_ROWS_MAX) : rows;
  const last = kept.at(-1);
  return {
    ...history,
    rows: kept,
    newestId: newest,
    oldest: surplus && last !== undefined ? placeOf(last) : (history.oldest ?? firstPlace(live)),
    more: history.more || surplus,
  };
}

/** Joins a page of older fills, which was asked for from `history.oldest`. */
export function addOlder(history: FillHistory, page: readonly Fill[], more: boolean): FillHistory {
  const { oldest } = history;
  const older = page.filter((fill) => oldest === null || isBefore(fill, oldest));
  const last = older.at(-1);
  return {
    ...history,
    rows: [...history.rows, ...older],
    oldest: last === undefined ? oldest : placeOf(last),
    more: more && older.length > 0 && history.rows.length + older.length < HISTORY_ROWS_MAX,
  };
}

function firstPlace(live: readonly Fill[]): HistoryCursor | null {
  const oldest = live.at(-1);
  return oldest === undefined ? null : placeOf(oldest);
}

function placeOf(fill: Fill): HistoryCursor {
  return { atUs: fill.executedUs, id: fill.executionId };
}

function isBefore(fill: Fill, place: HistoryCursor): boolean {
  return (
    fill.executedUs < place.atUs || (fill.executedUs === place.atUs && fill.executionId < place.id)
  );
}

function passing(filter: HistoryFilter, fills: readonly Fill[]): readonly Fill[] {
  return fills.filter((fill) => passes(filter, fill));
}
