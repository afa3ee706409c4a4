/** Answers to the requests for pages of the past. */
import type { HistoryReplies, LotRow, OrderState, TripRow } from '../../contract/history.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { isWorking } from '../../domain/order.ts';
import type { Venue } from '../../domain/order.ts';
import { fillOf, orderOf } from '../rows.ts';
import type { FillRow, OrderRow } from '../rows.ts';
import type { ReadStatementName } from '../statements.ts';
import { mergedPage } from './merged-page.ts';
import type { Place } from './merged-page.ts';
import { stateOf } from './order-places.ts';
import type { WalkName } from './page-statements.ts';

type Parameter = string | number | null;
/** Prepares a statement of the list; what it returns runs and times it. */
export type Select = <Row>(name: ReadStatementName) => (...params: Parameter[]) => Row[];

export type PageRequest = RequestOf<
  'history.fills' | 'history.orders' | 'history.trips' | 'history.lots'
>;
type PageOf<K extends PageRequest['type']> = Omit<HistoryReplies[K], 'behind'>;
type Query<K extends PageRequest['type']> = Omit<RequestOf<K>, 'type'>;
type Asked = Omit<PageRequest, 'type' | 'state'>;

/** A way through the rows of a subject, and which runs of it a filter wants. */
interface Way {
  readonly walk: WalkName;
  readonly runs: readonly (readonly string[])[];
}

type TripRecord = Omit<TripRow, 'tags'> & { readonly tags: string };

export type HistoryPages = {
  readonly [K in PageRequest['type']]: (query: Query<K>) => PageOf<K>;
};

export function historyPages(select: Select, venue: Venue): HistoryPages {
  const readers = new Map<string, (...params: Parameter[]) => unknown[]>();
  const symbolsOf = {
    fills: select<{ value: string }>('history.symbols.fills'),
    orders: select<{ value: string }>('history.symbols.orders'),
  };

  const allSymbols = (subject: 'fills' | 'orders'): string[] => {
    const found: string[] = [];
    const next = symbolsOf[subject];
    for (let at = next('')[0]; at !== undefined; at = next(at.value)[0]) found.push(at.value);
    return found;
  };

  /** Every symbol and side that a filter leaves, behind what is `given`. */
  const runsOf = (
    { symbol }: Asked['filter'],
    sides: readonly string[],
    subject: 'fills' | 'orders',
    given: readonly string[],
  ): string[][] => {
    const symbols = symbol === null ? allSymbols(subject) : [symbol];
    return symbols.flatMap((one) => sides.map((side) => [...given, one, side]));
  };

  const page = <Row>(
    asked: Asked,
    { walk, runs }: Way,
    placeOf: (row: Row) => Place,
    wanted: (row: Row) => boolean,
  ): { rows: Row[]; more: boolean } => {
    const { filter, direction, limit } = asked;
    if (filter.venue !== null && filter.venue !== venue) return { rows: [], more: false };
    const name = `history.${walk}.${direction}` as const;
    let read = readers.get(name);
    if (read === undefined) readers.set(name, (read = select(name)));
    const until = direction === 'older' ? (filter.fromUs ?? 0) : (filter.toUs ?? LAST);
    const reads = runs.map((given) => (after: Place, most: number) => {
      // The statement's columns are those of the row.
      return read(...given, after.atUs, after.id, until, most) as Row[];
    });
    const rows: Row[] = [];
    let start = startOf(asked);
    // One more than wanted says whether there are more. A test that no walk makes is made here.
    for (;;) {
      const some = mergedPage(reads, start, limit + 1, direction, placeOf);
      rows.push(...some.filter(wanted));
      const last = some.at(-1);
      if (rows.length > limit || some.length <= limit || last === undefined) break;
      start = placeOf(last);
    }
    const found = rows.slice(0, limit);
    return { rows: direction === 'older' ? found : found.reverse(), more: rows.length > limit };
  };

  return {
    'history.fills': (asked) => {
      const { symbol, side, tag } = asked.filter;
      const sides = side === null ? ['buy', 'sell'] : [side];
      let way: Way = { walk: 'fills.all', runs: [[]] };
      if (tag !== null)
        way = { walk: 'fills.tag', runs: runsOf(asked.filter, sides, 'fills', [tag]) };
      else if (side !== null)
        way = { walk: 'fills.side', runs: runsOf(asked.filter, sides, 'fills', []) };
      else if (symbol !== null) way = { walk: 'fills.symbol', runs: [[symbol]] };
      const { rows, more } = page<FillRow>(asked, way, fillPlace, all);
      return { fills: rows.map((row) => fillOf(row, venue)), more };
    },
    'history.orders': (asked) => {
      const { filter, state } = asked;
      const sides = filter.side === null ? ['buy', 'sell'] : [filter.side];
      const { rows, more } = page<OrderRow>(
        asked,
        orderWay(filter, state, (given) => runsOf(filter, sides, 'orders', given)),
        orderPlace,
        state === null ? all : (row) => matchesState(row, state),
      );
      return { orders: rows.map((row) => orderOf(row, venue)), more };
    },
    'history.trips': (asked) => {
      const way = entryWay(asked, 'trips');
      const { rows, more } = page<TripRecord>(asked, way, tripPlace, all);
      return { trips: rows.map(tripOf), more };
    },
    'history.lots': (asked) => {
      const { rows, more } = page<LotRow>(asked, entryWay(asked, 'lots'), lotPlace, all);
      return { lots: rows.map(lotOf), more };
    },
  };

  function entryWay({ filter }: Asked, subject: 'trips' | 'lots'): Way {
    const sides = filter.side === null ? ['long', 'short'] : [entrySide(filter.side)];
    const { tag, side, symbol } = filter;
    if (tag !== null)
      return { walk: `${subject}.tag`, runs: runsOf(filter, sides, 'fills', [tag]) };
    if (side === null && symbol === null) return { walk: `${subject}.all`, runs: [[]] };
    return { walk: `${subject}.side`, runs: runsOf(filter, sides, 'fills', []) };
  }
}

/** The position that an entry of a side opens. */
export function entrySide(side: 'buy' | 'sell'): 'long' | 'short' {
  return side === 'buy' ? 'long' : 'short';
}

const LAST = Number.MAX_SAFE_INTEGER;
const all = (): boolean => true;

function orderWay(
  { tag, symbol, side }: Asked['filter'],
  state: OrderState | null,
  runsOf: (given: readonly string[]) => string[][],
): Way {
  if (tag !== null) return { walk: 'orders.tag', runs: runsOf([tag]) };
  if (state !== null) return { walk: 'orders.state', runs: runsOf([state]) };
  if (symbol === null && side === null) return { walk: 'orders.all', runs: [[]] };
  return { walk: 'orders.side', runs: runsOf([]) };
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

function matchesState(row: OrderRow, state: OrderState): boolean {
  return state === 'working' ? isWorking(row.status) : stateOf(row.status) === state;
}

const fillPlace = (row: FillRow): Place => ({ atUs: row.executedUs, id: row.executionId });
const orderPlace = (row: OrderRow): Place => ({ atUs: row.createdUs, id: row.orderId });
const tripPlace = (row: TripRecord): Place => ({ atUs: row.closedUs, id: row.lastExecutionId });
const lotPlace = (row: LotRow): Place => ({ atUs: row.closedUs, id: row.lotId });

// Field by field: the test stand-in for better-sqlite3 adds one to its rows.

function tripOf(row: TripRecord): TripRow {
  return {
    symbol: row.symbol,
    side: row.side,
    number: row.number,
    openedUs: row.openedUs,
    closedUs: row.closedUs,
    qtyLots: row.qtyLots,
    peakQtyLots: row.peakQtyLots,
    entryMicros: row.entryMicros,
    exitMicros: row.exitMicros,
    grossMicros: row.grossMicros,
    feesMicros: row.feesMicros,
    fills: row.fills,
    firstExecutionId: row.firstExecutionId,
    lastExecutionId: row.lastExecutionId,
    // Written by TripStore.
    tags: JSON.parse(row.tags) as string[],
    tag: row.tag,
    maeMicros: row.maeMicros,
    mfeMicros: row.mfeMicros,
  };
}

function lotOf(row: LotRow): LotRow {
  return {
    lotId: row.lotId,
    symbol: row.symbol,
    side: row.side,
    openExecutionId: row.openExecutionId,
    closeExecutionId: row.closeExecutionId,
    openedUs: row.openedUs,
    closedUs: row.closedUs,
    qtyLots: row.qtyLots,
    openMicros: row.openMicros,
    closeMicros: row.closeMicros,
    openFeeMicros: row.openFeeMicros,
    closeFeeMicros: row.closeFeeMicros,
    tag: row.tag,
  };
}
