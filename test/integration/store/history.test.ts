/** Every page, total and day of the history against walking all rows, whatever the filter. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  HistoryFilter,
  HistoryReplies,
  OrderState,
} from '../../../engine/contract/history.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import type { Fill, Order } from '../../../engine/domain/order.ts';
import { lotGrossMicros } from '../../../engine/domain/round-trip.ts';
import type { ClosedLot, RoundTrip } from '../../../engine/domain/round-trip.ts';
import { tradeDayAt } from '../../../engine/domain/session.ts';
import { US_PER_HOUR } from '../../../engine/domain/time.ts';
import { TripFold } from '../../../engine/portfolio/trip-fold.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import type { Queries } from '../../../engine/store/queries.ts';
import { makeFilledStore } from '../../bench/store/filled-store.ts';
import { TAGS, TRADED_SYMBOLS } from '../../bench/store/trading-years.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { temporaryFolder } from './temporary-store.ts';

const FILTERS = 60 * propertyFactor();
const DAYS = 30;

const place = temporaryFolder();
let db: Connection;
let queries: Queries;
/** Newest first. */
let fills: readonly Fill[];
let orders: readonly Order[];
let trips: readonly RoundTrip[];
let lots: readonly (ClosedLot & { lotId: number })[];
let fifo: ReadonlyMap<number, number>;

beforeAll(() => {
  makeFilledStore(place.file, { trades: 4_000, workingOrders: 60, days: DAYS });
  db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 8_192 });
  queries = openQueries(db, 'local', () => undefined);
  fills = queries['fills.page']({ symbol: null, beforeExecutionId: null, limit: 1e6 }).fills;
  orders = queries['orders.page']({ symbol: null, beforeOrderId: null, limit: 1e6 }).orders;
  const fold = new TripFold();
  const folded = fills.toReversed().map((fill) => fold.fill(fill));
  trips = folded.flatMap(({ trip }) => trip ?? []).toReversed();
  lots = folded
    .flatMap(({ closedLots }) => closedLots)
    .map((lot, i) => ({ ...lot, lotId: i + 1 }))
    .toReversed();
  const made = new Map<number, number>();
  for (const lot of lots) {
    const id = lot.closeExecutionId;
    made.set(id, (made.get(id) ?? 0) + lotGrossMicros(lot));
  }
  fifo = made;
});
afterAll(() => {
  db.close();
  place.remove();
});

interface Asked {
  readonly filter: HistoryFilter;
  readonly state: OrderState | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
}

function randomAsked(random: Random): Asked {
  const some = <T>(values: readonly T[]): T | null =>
    random.below(2) === 0 ? null : (values[random.below(values.length)] ?? null);
  const first = fills.at(-1)?.executedUs ?? 0;
  const last = fills[0]?.executedUs ?? 0;
  const moment = (): number => {
    const us = first + Math.floor(random.uniform() * (last - first));
    // Whole hours, moments of fills and any moment: each is an end of its own kind.
    if (random.below(3) === 0) return us - (us % US_PER_HOUR);
    return random.below(2) === 0 ? us : (fills[random.below(fills.length)]?.executedUs ?? us);
  };
  const ends = [moment(), moment()].toSorted((a, b) => a - b);
  return {
    filter: {
      symbol: some([...TRADED_SYMBOLS, 'NFLX']),
      side: some(['buy', 'sell']),
      tag: some([...TAGS, 'never']),
      venue: random.below(20) === 0 ? 'alpaca-paper' : some(['local']),
      fromUs: some(ends.slice(0, 1)),
      toUs: some(ends.slice(1)),
    },
    state: some(['working', 'filled', 'canceled', 'rejected']),
    direction: random.below(2) === 0 ? 'older' : 'newer',
    limit: 1 + random.below(400),
  };
}

/** Rows that a filter leaves; `us`, `symbol`, `side` and `tag` say what of a row it looks at. */
function left<Row extends { symbol: string; tag: string }>(
  rows: readonly Row[],
  { filter }: Asked,
  us: (row: Row) => number,
  side: (row: Row) => string,
): Row[] {
  if (filter.venue === 'alpaca-paper') return [];
  return rows.filter(
    (row) =>
      (filter.symbol ?? row.symbol) === row.symbol &&
      (filter.side ?? side(row)) === side(row) &&
      (filter.tag ?? row.tag) === row.tag &&
      us(row) >= (filter.fromUs ?? 0) &&
      us(row) < (filter.toUs ?? Number.MAX_SAFE_INTEGER),
  );
}

type PageName = 'history.fills' | 'history.orders' | 'history.trips' | 'history.lots';

/** All pages of a request, one after another, put together newest first. */
function allPages<Row>(
  asked: Asked,
  page: (cursor: { atUs: number; id: number } | null) => { rows: readonly Row[]; more: boolean },
  placeOf: (row: Row) => { atUs: number; id: number },
): Row[] {
  const pages: (readonly Row[])[] = [];
  for (let cursor: { atUs: number; id: number } | null = null; ;) {
    const { rows, more } = page(cursor);
    expect(rows.length).toBeLessThanOrEqual(asked.limit);
    if (more) expect(rows).toHaveLength(asked.limit);
    pages.push(rows);
    const end = asked.direction === 'older' ? rows.at(-1) : rows[0];
    if (!more || end === undefined) break;
    cursor = placeOf(end);
  }
  return (asked.direction === 'older' ? pages : pages.toReversed()).flat();
}

function read<K extends PageName>(
  name: K,
  { filter, direction, limit, state }: Asked,
  cursor: { atUs: number; id: number } | null,
): HistoryReplies[K] {
  // Each query takes what it knows of this; the compiler cannot follow the pair.
  const query = queries[name] as (args: object) => HistoryReplies[K];
  const args = { filter, cursor, direction, limit };
  const answer = query(name === 'history.orders' ? { ...args, state } : args);
  expect(answer.behind).toBe(0);
  return answer;
}

const entry = ({ side }: { side: 'long' | 'short' }): string => (side === 'long' ? 'buy' : 'sell');

test.each(Array.from({ length: 5 }, (_, i) => i))(
  'pages have what they are asked for (%i)',
  (n) => {
    const random = new Random(n + 1);
    for (let i = 0; i < FILTERS / 5; i += 1) {
      const asked = randomAsked(random);
      expect(
        allPages(
          asked,
          (cursor) => {
            const { fills: rows, more } = read('history.fills', asked, cursor);
            return { rows, more };
          },
          (row) => ({ atUs: row.executedUs, id: row.executionId }),
        ),
      ).toEqual(
        left(
          fills,
          asked,
          (row) => row.executedUs,
          ({ side }) => side,
        ),
      );
      expect(
        allPages(
          asked,
          (cursor) => {
            const { orders: rows, more } = read('history.orders', asked, cursor);
            return { rows, more };
          },
          (row) => ({ atUs: row.createdUs, id: row.orderId }),
        ),
      ).toEqual(
        left(
          orders,
          asked,
          (row) => row.createdUs,
          ({ side }) => side,
        ).filter(({ status }) => {
          return asked.state === null || asked.state === (isWorking(status) ? 'working' : status);
        }),
      );
      expect(
        allPages(
          asked,
          (cursor) => {
            const { trips: rows, more } = read('history.trips', asked, cursor);
            return { rows, more };
          },
          (row) => ({ atUs: row.closedUs, id: row.lastExecutionId }),
        ),
      ).toEqual(
        left(trips, asked, (row) => row.closedUs, entry).map((trip) => ({
          ...trip,
          entryMicros: String(trip.entryMicros),
          exitMicros: String(trip.exitMicros),
        })),
      );
      expect(
        allPages(
          asked,
          (cursor) => {
            const { lots: rows, more } = read('history.lots', asked, cursor);
            return { rows, more };
          },
          (row) => ({ atUs: row.closedUs, id: row.lotId }),
        ),
      ).toEqual(left(lots, asked, (row) => row.closedUs, entry));
    }
  },
);

function sums(of: readonly Fill[], symbol: string | null) {
  const bought = of.filter(({ side }) => side === 'buy');
  const sold = of.filter(({ side }) => side === 'sell');
  const sum = (some: readonly Fill[], value: (fill: Fill) => number): number =>
    some.reduce((total, fill) => total + value(fill), 0);
  return {
    fills: of.length,
    boughtLots: symbol === null ? null : sum(bought, (fill) => fill.lastQtyLots),
    soldLots: symbol === null ? null : sum(sold, (fill) => fill.lastQtyLots),
    boughtMicros: String(sum(bought, (fill) => fill.grossMicros)),
    soldMicros: String(sum(sold, (fill) => fill.grossMicros)),
    feesMicros: sum(of, (fill) => fill.feeMicros),
    realisedMicros: sum(of, (fill) => fill.realisedMicros),
    fifoRealisedMicros: sum(of, (fill) => fifo.get(fill.executionId) ?? 0),
  };
}

test('totals of any filter and period are the sums of its fills, to the micro', () => {
  const random = new Random(99);
  for (let i = 0; i < 3 * FILTERS; i += 1) {
    const asked = randomAsked(random);
    const { filter } = asked;
    const expected = left(
      fills,
      asked,
      (row) => row.executedUs,
      ({ side }) => side,
    );
    expect(queries['history.totals']({ filter })).toEqual({
      totals: sums(expected, filter.symbol),
      behind: 0,
    });
  }
});

test('results by day are the sums of the fills of each trading date, which each zone counts', () => {
  const random = new Random(7);
  const zoneOf = new Map(
    CATALOGUE.map(({ instrument }) => [instrument.symbol, instrument.zone] as const),
  );
  const dateOf = (fill: Fill): string =>
    tradeDayAt(zoneOf.get(fill.symbol) ?? '', fill.executedUs).date;
  const dates = [...new Set(fills.map(dateOf))].sort().reverse();
  expect(dates.length).toBeGreaterThanOrEqual(DAYS - 5);
  for (let i = 0; i < FILTERS; i += 1) {
    const asked = randomAsked(random);
    const { fromUs: _from, toUs: _to, ...filter } = asked.filter;
    const [newest, oldest] = [random.below(10), 10 + random.below(15)];
    const toDate = random.below(2) === 0 ? null : (dates[newest] ?? null);
    const fromDate = random.below(2) === 0 ? null : (dates[oldest] ?? null);
    const limit = 1 + random.below(40);
    const asDays = { ...asked, filter: { ...filter, fromUs: null, toUs: null } };
    const own = left(
      fills,
      asDays,
      (row) => row.executedUs,
      ({ side }) => side,
    );
    const expected = dates
      .filter((date) => date >= (fromDate ?? '') && date <= (toDate ?? '9'))
      .map((tradeDate) => ({ tradeDate, of: own.filter((fill) => dateOf(fill) === tradeDate) }))
      .filter(({ of }) => of.length > 0)
      .map(({ tradeDate, of }) => ({ tradeDate, ...sums(of, filter.symbol) }));
    expect(queries['history.days']({ filter, fromDate, toDate, limit })).toEqual({
      days: expected.slice(0, limit),
      more: expected.length > limit,
      behind: 0,
    });
  }
});

test('places divide every list into stretches of as many rows, whatever the filter', () => {
  const random = new Random(11);
  for (let i = 0; i < FILTERS; i += 1) {
    const asked = { ...randomAsked(random), direction: 'newer' as const };
    const stride = 1 + random.below(40);
    const limit = 1 + random.below(30);
    for (const subject of ['fills', 'orders', 'trips', 'lots'] as const) {
      const state = subject === 'orders' ? asked.state : null;
      // Of orders without a tag that are in a state no index knows the places.
      if (state !== null && asked.filter.tag === '') continue;
      const rows = placesOf(subject, asked).toReversed();
      const found: { atUs: number; id: number }[] = [];
      let rest = 0;
      for (let more = true; more;) {
        const query = { subject, filter: asked.filter, state, stride, limit };
        const answer = queries['history.places']({ ...query, after: found.at(-1) ?? null });
        expect(answer).toMatchObject({ countable: true, behind: 0 });
        found.push(...answer.places);
        ({ rest, more } = answer);
      }
      expect(found).toEqual(rows.filter((_, at) => (at + 1) % stride === 0));
      expect(rest).toBe(rows.length % stride);
    }
  }
});

test('the places of orders without a tag in a state are not counted', () => {
  const filter = { symbol: null, side: null, tag: '', venue: null };
  const asked = { subject: 'orders', state: 'filled', after: null, stride: 10, limit: 10 } as const;
  const period = { fromUs: null, toUs: null };
  const answer = queries['history.places']({ ...asked, filter: { ...filter, ...period } });
  expect(answer).toEqual({ places: [], rest: 0, more: false, countable: false, behind: 0 });
});

/** Places of all rows of a list, newest first. */
function placesOf(subject: 'fills' | 'orders' | 'trips' | 'lots', asked: Asked) {
  switch (subject) {
    case 'fills':
      return left(
        fills,
        asked,
        ({ executedUs }) => executedUs,
        ({ side }) => side,
      ).map(({ executedUs: atUs, executionId: id }) => ({ atUs, id }));
    case 'orders':
      return left(
        orders,
        asked,
        ({ createdUs }) => createdUs,
        ({ side }) => side,
      )
        .filter(({ status }) => {
          return asked.state === null || asked.state === (isWorking(status) ? 'working' : status);
        })
        .map(({ createdUs: atUs, orderId: id }) => ({ atUs, id }));
    case 'trips':
      return left(trips, asked, ({ closedUs }) => closedUs, entry).map(
        ({ closedUs: atUs, lastExecutionId: id }) => ({ atUs, id }),
      );
    case 'lots':
      return left(lots, asked, ({ closedUs }) => closedUs, entry).map(
        ({ closedUs: atUs, lotId: id }) => ({ atUs, id }),
      );
  }
}
