/** Answers to the requests for totals and for results by day. */
import type { DayResult, FillSums, HistoryReplies } from '../../contract/history.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { assert } from '../../domain/assert.ts';
import type { Venue } from '../../domain/order.ts';
import { US_PER_HOUR } from '../../domain/time.ts';
import { edgeSums } from './edge-sums.ts';
import type { Projected } from './edge-sums.ts';
import type { Select } from './history-pages.ts';
import { ALL_TIME_LEVEL, spanRuns } from './spans.ts';
import { MONEY_AND_COUNTS } from './sum-statements.ts';
import type { SumName, SumRow } from './sum-statements.ts';

type Sums = Record<SumName, bigint>;

type Filter = RequestOf<'history.totals'>['filter'];
type DaysQuery = Omit<RequestOf<'history.days'>, 'type'>;

export interface HistorySums {
  /** Of the fills that have been projected. */
  totals(filter: Filter, projected: Projected): FillSums;
  days(query: DaysQuery): Omit<HistoryReplies['history.days'], 'behind'>;
}

export function historySums(select: Select, venue: Venue): HistorySums {
  const spans = select<SumRow>('history.totals.spans');
  const edge = edgeSums(select);
  const newest = select<{ value: number | null }>('history.totals.newest');
  const dayRows = select<SumRow & { tradeDate: string }>('history.days');

  /** Adds the fills of [fromUs, toUs), or takes them away where the whole hours hold too much. */
  const addEdge = (
    to: Sums,
    filter: Filter,
    [fromUs, toUs]: readonly [number, number],
    projected: Projected,
  ): void => {
    if (fromUs <= toUs) {
      for (const row of edge(filter, fromUs, toUs, projected)) add(to, row);
    } else {
      for (const row of edge(filter, toUs, fromUs, projected)) add(to, row, -1n);
    }
  };

  return {
    totals(filter, projected) {
      const { symbol, side } = filter;
      const sums = none();
      if (filter.venue !== null && filter.venue !== venue) return sumsOf(sums, symbol);
      const scope = filter.tag === null ? ['all', ''] : ['tag', filter.tag];
      if (filter.fromUs === null && filter.toUs === null) {
        add(sums, spans(...scope, ALL_TIME_LEVEL, 0, 1, symbol, side)[0]);
        return sumsOf(sums, symbol);
      }
      const fromUs = filter.fromUs ?? 0;
      const endUs = hourFrom((newest()[0]?.value ?? 0) + 1) * US_PER_HOUR;
      const toUs = Math.min(filter.toUs ?? endUs, endUs);
      if (fromUs >= toUs) return sumsOf(sums, symbol);
      // The hours nearest to the ends: what is to be read fill by fill is then half an hour at most.
      const firstHour = Math.round(fromUs / US_PER_HOUR);
      const endHour = Math.round(toUs / US_PER_HOUR);
      if (firstHour === endHour) {
        addEdge(sums, filter, [fromUs, toUs], projected);
        return sumsOf(sums, symbol);
      }
      addEdge(sums, filter, [fromUs, firstHour * US_PER_HOUR], projected);
      for (const { level, first, end } of spanRuns(firstHour, endHour)) {
        add(sums, spans(...scope, level, first, end, symbol, side)[0]);
      }
      addEdge(sums, filter, [endHour * US_PER_HOUR, toUs], projected);
      return sumsOf(sums, symbol);
    },
    days({ filter, fromDate, toDate, limit }) {
      if (filter.venue !== null && filter.venue !== venue) return { days: [], more: false };
      const { symbol, side, tag } = filter;
      const scope = tag === null ? ['all', ''] : ['tag', tag];
      const bounds = [fromDate ?? '', toDate ?? LAST_DATE];
      const rows = dayRows(...scope, ...bounds, symbol, side, limit + 1);
      const days = rows.slice(0, limit).map((row): DayResult => {
        const sums = none();
        add(sums, row);
        return { tradeDate: row.tradeDate, ...sumsOf(sums, symbol) };
      });
      return { days, more: rows.length > limit };
    },
  };
}

/** After every date, as text. */
const LAST_DATE = '9999-12-31';

/** The first whole hour from `us` on, in hours since 1970. */
function hourFrom(us: number): number {
  return Math.ceil(us / US_PER_HOUR);
}

function none(): Sums {
  return {
    fills: 0n,
    boughtLots: 0n,
    soldLots: 0n,
    boughtMicros: 0n,
    soldMicros: 0n,
    feesMicros: 0n,
    realisedMicros: 0n,
    fifoRealisedMicros: 0n,
  };
}

function add(to: Sums, row: SumRow | undefined, times = 1n): void {
  for (const name of MONEY_AND_COUNTS) to[name] += times * BigInt(row?.[name] ?? '0');
}

function sumsOf(sums: Sums, symbol: string | null): FillSums {
  return {
    fills: safe(sums.fills),
    boughtLots: symbol === null ? null : safe(sums.boughtLots),
    soldLots: symbol === null ? null : safe(sums.soldLots),
    boughtMicros: String(sums.boughtMicros),
    soldMicros: String(sums.soldMicros),
    feesMicros: safe(sums.feesMicros),
    realisedMicros: safe(sums.realisedMicros),
    fifoRealisedMicros: safe(sums.fifoRealisedMicros),
  };
}

function safe(sum: bigint): number {
  const value = Number(sum);
  assert(Number.isSafeInteger(value), 'what an account has made and paid is a safe integer');
  return value;
}
