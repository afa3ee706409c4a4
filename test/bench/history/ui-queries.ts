/** What screens ask of the past, with places, filters and periods as a trader would come to them. */
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../../engine/domain/time.ts';
import type { Random } from '../../../engine/simulator/random.ts';
import type { ReadMap, ReadName } from '../../../engine/store/queries.ts';
import { TAGS, TRADED_SYMBOLS } from '../store/trading-years.ts';

/** Rows of a page: three screens of a table. */
const PAGE_ROWS = 100;
/** Days of a page of results: a quarter of a year. */
const PAGE_DAYS = 63;

/** One read of the store with its arguments. */
export type Read = { [K in ReadName]: readonly [name: K, args: ReadMap[K]['args']] }[ReadName];
/** Makes a read; another one each time. */
export type MakeRead = (random: Random) => Read;

/** Time of the first and the last fill of the store. */
export interface Extent {
  readonly firstUs: number;
  readonly lastUs: number;
}

const ANY: HistoryFilter = {
  symbol: null,
  side: null,
  tag: null,
  venue: null,
  fromUs: null,
  toUs: null,
};

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new RangeError('there is something to pick from');
  return value;
}

/** Every query by name. Pages start anywhere, as after scrolling or a jump to a date, and go either way. */
export function uiQueries({ firstUs, lastUs }: Extent): Readonly<Record<string, MakeRead>> {
  const moment = (random: Random): number =>
    firstUs + Math.floor(random.uniform() * (lastUs - firstUs));
  const page = (random: Random, filter: Partial<HistoryFilter>) => {
    const direction = pick(random, ['older', 'newer'] as const);
    const cursor = random.below(4) === 0 ? null : { atUs: moment(random), id: 0 };
    return { filter: { ...ANY, ...filter }, cursor, direction, limit: PAGE_ROWS };
  };
  const symbol = (random: Random) => ({ symbol: pick(random, TRADED_SYMBOLS) });
  const side = (random: Random) => ({ side: pick(random, ['buy', 'sell'] as const) });
  const tag = (random: Random) => ({ tag: pick(random, TAGS) });
  /** The screens cannot ask for orders without a tag. */
  const someTag = (random: Random) => ({ tag: pick(random, TAGS.slice(1)) });
  const all = (random: Random) => ({ ...symbol(random), ...side(random), ...tag(random) });
  /** Whole days, as a choice of dates gives them, up to two years. */
  const dates = (random: Random) => {
    const from = Math.floor(moment(random) / US_PER_DAY) * US_PER_DAY;
    return { fromUs: from, toUs: from + (1 + random.below(700)) * US_PER_DAY };
  };
  /** From now back: ends at no whole hour. */
  const lately = (random: Random) => {
    const toUs = moment(random);
    return { fromUs: toUs - (1 + random.below(400)) * 2.37 * US_PER_HOUR, toUs };
  };
  const rounded = (period: { fromUs: number; toUs: number }) => ({
    fromUs: Math.max(0, Math.floor(period.fromUs)),
    toUs: Math.floor(period.toUs),
  });
  const fills = (random: Random, filter: Partial<HistoryFilter>): Read => [
    'history.fills',
    page(random, filter),
  ];
  const orders = (
    random: Random,
    filter: Partial<HistoryFilter>,
    state: ReadMap['history.orders']['args']['state'],
  ): Read => ['history.orders', { ...page(random, filter), state }];
  const trips = (random: Random, filter: Partial<HistoryFilter>): Read => [
    'history.trips',
    page(random, filter),
  ];
  const lots = (random: Random, filter: Partial<HistoryFilter>): Read => [
    'history.lots',
    page(random, filter),
  ];
  const days = (filter: Partial<HistoryFilter>): Read => {
    const { fromUs: _from, toUs: _to, ...whose } = { ...ANY, ...filter };
    return ['history.days', { filter: whose, fromDate: null, toDate: null, limit: PAGE_DAYS }];
  };
  const totals = (filter: Partial<HistoryFilter>): Read => [
    'history.totals',
    { filter: { ...ANY, ...filter } },
  ];
  const state = (random: Random) => pick(random, ['filled', 'canceled', 'rejected'] as const);
  return {
    'fills.newest': () => [
      'fills.page',
      { symbol: null, beforeExecutionId: null, limit: PAGE_ROWS },
    ],
    fills: (random) => fills(random, {}),
    'fills.period': (random) => fills(random, dates(random)),
    'fills.symbol': (random) => fills(random, symbol(random)),
    'fills.side': (random) => fills(random, side(random)),
    'fills.tag': (random) => fills(random, tag(random)),
    'fills.all_filters': (random) => fills(random, { ...all(random), ...dates(random) }),
    'orders.newest': () => ['orders.page', { symbol: null, beforeOrderId: null, limit: PAGE_ROWS }],
    orders: (random) => orders(random, {}, null),
    'orders.symbol': (random) => orders(random, symbol(random), null),
    'orders.tag': (random) => orders(random, tag(random), null),
    'orders.tag_state': (random) => orders(random, someTag(random), state(random)),
    'orders.state': (random) => orders(random, {}, state(random)),
    'orders.symbol_state': (random) => orders(random, symbol(random), state(random)),
    trips: (random) => trips(random, {}),
    'trips.symbol': (random) => trips(random, symbol(random)),
    'trips.tag': (random) => trips(random, tag(random)),
    lots: (random) => lots(random, {}),
    'lots.tag': (random) => lots(random, tag(random)),
    days: () => days({}),
    'days.symbol': (random) => days(symbol(random)),
    'days.tag': (random) => days(tag(random)),
    totals: () => totals({}),
    'totals.all_filters': (random) => totals({ ...all(random), ...dates(random) }),
    'totals.dates': (random) => totals(dates(random)),
    'totals.tag_dates': (random) => totals({ ...tag(random), ...dates(random) }),
    'totals.lately': (random) => totals(rounded(lately(random))),
    'totals.symbol_lately': (random) => totals({ ...symbol(random), ...rounded(lately(random)) }),
    'totals.tag_lately': (random) => totals({ ...tag(random), ...rounded(lately(random)) }),
    'events.after': (random) => ['events.after', { afterSeq: random.below(10_000), limit: 100 }],
  };
}
