/**
 * The reads that run off the engine's thread: their arguments and answers (`ReadMap`), and how each
 * is answered on a read-only connection.
 */
import type { EquityPoint } from '../contract/account.ts';
import type { OrderEvent, ReplyMap, RequestOf, SettingKey } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import type { Fill, Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { storeShape, wantedIndexes } from './store-shape.ts';
import type { StoreShape } from './store-shape.ts';
import { sleepThread } from './sync-delay.ts';
import { historyQueries } from './history/history-queries.ts';
import type { HistoryReadMap } from './history/history-queries.ts';
import { barOf, equityPointOf, eventOf, fillOf, orderOf } from './rows.ts';
import type { BarRow, EventRow, FillRow, OrderRow } from './rows.ts';
import { READ_STATEMENTS } from './statements.ts';
import type { ReadStatementName } from './statements.ts';
import { telemetryQueries } from './telemetry-queries.ts';
import type { TelemetryReadMap } from './telemetry-queries.ts';

/** What can be read, with arguments and answers as the contract has them. */
export type ReadMap = {
  'fills.page': {
    readonly args: Omit<RequestOf<'fills.page'>, 'type'>;
    readonly result: ReplyMap['fills.page'];
  };
  'orders.page': {
    readonly args: Omit<RequestOf<'orders.page'>, 'type'>;
    readonly result: ReplyMap['orders.page'];
  };
  'bars.history': {
    readonly args: Omit<RequestOf<'bars.history'>, 'type'>;
    readonly result: ReplyMap['bars.history'];
  };
  /** The equity curve, see engine/contract/account.ts. */
  'equity.history': {
    readonly args: Omit<RequestOf<'equity.history'>, 'type'>;
    readonly result: ReplyMap['equity.history'];
  };
  /** Events above `afterSeq`, oldest first, at most `limit`. */
  'events.after': {
    readonly args: { readonly afterSeq: number; readonly limit: number };
    readonly result: readonly OrderEvent[];
  };
  'settings.load': {
    readonly args: Record<string, never>;
    readonly result: ReplyMap['settings.load'];
  };
  /** Lets the reader's thread stand still, as a slow query would. For developers. */
  'fault.stall': { readonly args: { readonly ms: number }; readonly result: null };
  /** Gives pages back that the reader's connection keeps in memory. */
  'store.shrink': { readonly args: Record<string, never>; readonly result: null };
  /** Its indexes and the planner's statistics. */
  'store.shape': { readonly args: Record<string, never>; readonly result: StoreShape };
} & HistoryReadMap &
  TelemetryReadMap;
export type ReadName = keyof ReadMap;
export type Queries = {
  readonly [K in ReadName]: (args: ReadMap[K]['args']) => ReadMap[K]['result'];
};

/** `timed(name, us)` is called with the time each statement took, rows fetched. */
export function openQueries(
  db: Connection,
  venue: Venue,
  timed: (name: ReadStatementName, us: number) => void,
): Queries {
  const select = selector(db, timed);
  const fillPage = select<FillRow>('fills.page');
  const fillPageOfSymbol = select<FillRow>('fills.page.symbol');
  const fillById = select<FillRow>('fills.by_id');
  const orderPage = select<OrderRow>('orders.page');
  const orderPageOfSymbol = select<OrderRow>('orders.page.symbol');
  const barHistory = select<BarRow>('bars.history');
  const barsAfter = select<BarRow>('bars.after');
  const equityMinutes = select<EquityPoint>('equity.minutes');
  const equityDays = select<EquityPoint>('equity.days');
  const eventsAfter = select<EventRow>('events.after');
  const settings = select<{ key: string; value: string }>('settings.all');

  // Made at the first question: it takes some milliseconds.
  let wanted: ReturnType<typeof wantedIndexes> | null = null;
  const shape = (): StoreShape => storeShape(db, (wanted ??= wantedIndexes(venue)));

  const fillOfExecution = (executionId: number): Fill => {
    const row = fillById(executionId)[0];
    assert(row !== undefined, `the fill of execution ${executionId} is stored with its event`);
    return fillOf(row, venue);
  };

  return {
    'fills.page': ({ symbol, beforeExecutionId, limit }) => {
      const below = beforeExecutionId ?? Number.MAX_SAFE_INTEGER;
      const rows =
        symbol === null ? fillPage(below, limit + 1) : fillPageOfSymbol(symbol, below, limit + 1);
      const fills = rows.slice(0, limit).map((row) => fillOf(row, venue));
      return { fills, more: rows.length > limit };
    },
    'orders.page': ({ symbol, beforeOrderId, limit }) => {
      const below = beforeOrderId ?? Number.MAX_SAFE_INTEGER;
      const rows =
        symbol === null ? orderPage(below, limit + 1) : orderPageOfSymbol(symbol, below, limit + 1);
      const orders = rows.slice(0, limit).map((row) => orderOf(row, venue));
      return { orders, more: rows.length > limit };
    },
    'bars.history': ({ symbol, timeframe, beforeUs, afterUs, limit }) => {
      const below = beforeUs ?? Number.MAX_SAFE_INTEGER;
      if (afterUs !== undefined) {
        const next = barsAfter(symbol, timeframe, afterUs, below, limit + 1);
        return { bars: next.slice(0, limit).map(barOf), more: next.length > limit };
      }
      const rows = barHistory(symbol, timeframe, below, limit + 1);
      const bars = rows.slice(0, limit).map(barOf).reverse();
      return { bars, more: rows.length > limit };
    },
    'equity.history': ({ fromUs, toUs, limit }) => {
      const from = fromUs ?? 0;
      const below = toUs ?? Number.MAX_SAFE_INTEGER;
      const newest = equityMinutes(from, below, limit + 1).map(equityPointOf);
      const oldestUs = newest.at(-1)?.atUs ?? below;
      // The days that the minutes reach into are told by these.
      const days = newest.length > limit ? [] : equityDays(from, oldestUs, limit + 1);
      const older = days.map(equityPointOf).filter(({ atUs }) => atUs < oldestUs);
      const points = [...newest, ...older];
      return { points: points.slice(0, limit).reverse(), more: points.length > limit };
    },
    'events.after': ({ afterSeq, limit }) =>
      eventsAfter(afterSeq, limit).map((row) => eventOf(row, venue, fillOfExecution)),
    'settings.load': () => {
      const found: Partial<Record<SettingKey, string>> = {};
      for (const { key, value } of settings()) {
        if (key === 'workspace' || key === 'appearance' || key === 'terminal') found[key] = value;
      }
      return { settings: found };
    },
    'fault.stall': ({ ms }) => {
      sleepThread(ms);
      return null;
    },
    'store.shrink': () => {
      db.exec('PRAGMA shrink_memory');
      return null;
    },
    'store.shape': shape,
    ...historyQueries(db, select, venue),
    ...telemetryQueries(db, select, shape, READ_STATEMENTS),
  };
}

function selector(db: Connection, timed: (name: ReadStatementName, us: number) => void) {
  return <Row>(name: ReadStatementName): ((...params: (string | number | null)[]) => Row[]) => {
    const statement = db.prepare<(string | number | null)[], Row>(READ_STATEMENTS[name]);
    return (...params) => {
      const startedMs = performance.now();
      const rows = statement.all(...params);
      timed(name, Math.round((performance.now() - startedMs) * 1_000));
      return rows;
    };
  };
}
