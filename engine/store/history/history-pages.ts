/** Answers to the requests for pages of the past. */
import type { HistoryReplies, LotRow, OrderState } from '../../contract/history.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { isWorking } from '../../domain/order.ts';
import type { Venue } from '../../domain/order.ts';
import { fillOf, orderOf } from '../rows.ts';
import type { FillRow, OrderRow } from '../rows.ts';
import type { ReadStatementName } from '../statements.ts';
import { lotOf, tripOf } from './history-rows.ts';
import type { TripRecord } from './history-rows.ts';
import { entryWay, fillWay, isTested, orderWay } from './history-ways.ts';
import type { Way } from './history-ways.ts';
import { mergedPage } from './merged-page.ts';
import type { Place } from './merged-page.ts';
import { stateOf } from './order-places.ts';

type Parameter = string | number | null;
/** Prepares a statement of the list; what it returns runs and times it. */
export type Select = <Row>(name: ReadStatementName) => (...params: Parameter[]) => Row[];

type PageType = 'history.fills' | 'history.orders' | 'history.trips' | 'history.lots';
type Asked = Omit<RequestOf<'history.fills'>, 'type'>;

export type HistoryPages = {
  readonly [K in PageType]: (
    query: Omit<RequestOf<K>, 'type'>,
    /** Whether all orders have places by tag and state together. */
    isPlaced: boolean,
  ) => Omit<HistoryReplies[K], 'behind'>;
};

const LAST = Number.MAX_SAFE_INTEGER;

export function historyPages(select: Select, venue: Venue): HistoryPages {
  const prepared = new Map<ReadStatementName, (...params: Parameter[]) => unknown[]>();
  /** Statements are prepared when they are first needed; most filters are never used. */
  const read = <Row>(name: ReadStatementName, ...params: Parameter[]): Row[] => {
    let run = prepared.get(name);
    if (run === undefined) prepared.set(name, (run = select(name)));
    // The caller knows the columns of the statement that it names.
    return run(...params) as Row[];
  };

  /** `wanted`: what is tested of rows because no index has it. */
  const page = <Row>(
    asked: Asked,
    way: Way,
    wanted: (row: Row) => boolean = () => true,
  ): { rows: Row[]; more: boolean } => {
    const { filter, direction, limit } = asked;
    if (filter.venue !== null && filter.venue !== venue) return { rows: [], more: false };
    const walk = `history.${way.walk}.${direction}` as const;
    const until = direction === 'older' ? (filter.fromUs ?? 0) : (filter.toUs ?? LAST);
    let start = startOf(asked);
    const rows: Row[] = [];
    // One more than wanted says whether there are more.
    if ('given' in way) {
      rows.push(...read<Row>(walk, ...way.given, start.atUs, start.id, until, limit + 1));
    } else {
      const runs = way.runs.map(
        (given) => (after: Place, most: number) =>
          read<Place>(walk, ...given, after.atUs, after.id, until, most),
      );
      for (let isMore = true; isMore;) {
        const places = mergedPage(runs, start, limit + 1, direction);
        const ids = JSON.stringify(places.map(({ id }) => id));
        rows.push(...read<Row>(way.rows, ids).filter(wanted));
        isMore = rows.length <= limit && places.length > limit;
        start = places.at(-1) ?? start;
      }
    }
    const found = rows.slice(0, limit);
    return { rows: direction === 'older' ? found : found.reverse(), more: rows.length > limit };
  };

  return {
    'history.fills': (asked) => {
      const { rows, more } = page<FillRow>(asked, fillWay(asked.filter));
      return { fills: rows.map((row) => fillOf(row, venue)), more };
    },
    'history.orders': (asked, isPlaced) => {
      const { filter, state } = asked;
      const way = orderWay(filter, state, isPlaced);
      const tested = isTested(filter, state, isPlaced) ? state : null;
      const { rows, more } = page<OrderRow>(asked, way, (row) => isIn(row, tested));
      return { orders: rows.map((row) => orderOf(row, venue)), more };
    },
    'history.trips': (asked) => {
      const way = entryWay('trips', asked.filter);
      const { rows, more } = page<TripRecord>(asked, way);
      return { trips: rows.map(tripOf), more };
    },
    'history.lots': (asked) => {
      const { rows, more } = page<LotRow>(asked, entryWay('lots', asked.filter));
      return { lots: rows.map(lotOf), more };
    },
  };
}

/** Where a page starts: at its cursor, or at the end of the period that it comes from. */
function startOf({ cursor, direction, filter }: Asked): Place {
  if (direction === 'older') {
    const end = { atUs: filter.toUs ?? LAST, id: 0 };
    return cursor === null || cursor.atUs >= end.atUs ? end : cursor;
  }
  const start = { atUs: filter.fromUs ?? 0, id: 0 };
  return cursor === null || cursor.atUs < start.atUs ? start : cursor;
}

function isIn({ status }: OrderRow, state: OrderState | null): boolean {
  if (state === null) return true;
  return state === 'working' ? isWorking(status) : stateOf(status) === state;
}
