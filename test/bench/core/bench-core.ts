import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import { NOTHING_REMOTE } from '../../../engine/domain/remote-link.ts';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { MICROS_PER_UNIT } from '../../../engine/domain/price.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { WALK } from '../matching/workload.ts';
import { Xorshift128 } from '../matching/xorshift128.ts';
import { BENCH_SYMBOL } from './core-flow.ts';

/** Its prices have one step, as those of `walk` have: around 10 dollars, in tenths of a cent. */
const BENCH_STOCK: Instrument = {
  ...usEquity(BENCH_SYMBOL, 'A stock of the bench'),
  tickDecimals: 3,
  tickValueMicros: 1_000,
  priceIncrements: [{ fromTicks: 0, incrementTicks: 1 }],
};

/** A Wednesday, 10:00 in New York. */
export const START_US = 1_773_237_600_000_000;
/** Money that never runs out on the way: half a billion dollars. */
const CASH_MICROS = 500_000_000 * MICROS_PER_UNIT;

/** The core of the product over an empty store, with one stock. */
export function benchCore(): TradingCore {
  return new TradingCore({
    venue: 'local',
    instruments: [BENCH_STOCK],
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map([[BENCH_SYMBOL, WALK.base]]),
    recovered: {
      storeId: 'bench',
      after: 'first',
      lastEventSeq: 0,
      lastOrderId: 0,
      lastExecutionId: 0,
      lastPrioritySeq: 0,
      instruments: [],
      lastEventUs: 0,
      workingOrders: [],
      positions: [],
      lots: [],
      account: null,
      dayStarts: [],
      scopeAnswers: [],
      remote: NOTHING_REMOTE,
      recentFills: [],
      cashMicros: CASH_MICROS,
      limits: DEFAULT_LIMITS,
      risk: null,
      bars: [],
    },
    // What is not in memory has never been: every client order id is new.
    lookup: { byClientOrderId: () => null, byOrderId: () => null },
    nowUs: timeUs(START_US),
  });
}

/** Levels on each side over which a crowd is spread, and how far behind the middle they begin. */
const CROWD_LEVELS = 2_500;
const CROWD_BEHIND = 500;
const CROWD_LOTS = 100;

/** Rests so many orders of the house on both sides, further from the middle than any price of `walk`. */
export function restCrowd(core: TradingCore, orders: number): void {
  const random = new Xorshift128(1);
  for (let i = 0; i < orders; i += 1) {
    const distance = CROWD_BEHIND + random.below(CROWD_LEVELS);
    if (i % 2 === 0) core.house.limit(0, BUY, WALK.base - distance, CROWD_LOTS);
    else core.house.limit(0, SELL, WALK.base + distance, CROWD_LOTS);
  }
}
