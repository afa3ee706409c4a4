import { describe, expect, test } from 'vitest';
import { exchangeCalendar } from '../../../engine/calendar/calendars.ts';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import { US_SELL_FEES_2025 } from '../../../engine/domain/fee-model.ts';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { at, sessionCore } from '../../support/session-core.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  AAPL,
  CENT,
  HUNDRED,
  MORNING,
  MSFT,
  openCore,
  placed,
  timeAt,
} from '../../support/test-core.ts';

const DOLLAR = 1_000_000;
/** 20:00 in New York, when the trading date turns. */
const TURN = timeAt('2026-03-11T20:00:00-04:00');

/** Lets the house trade one lot at a price of AAPL, so that it is the last one. */
function print(core: TradingCore, ticks: number): void {
  core.house.limit(0, SELL, ticks, 1);
  core.house.take(0, BUY, ticks, 1);
}

/** Trades `lots` (a sale if negative) of AAPL with the house at a price. */
function trade(core: TradingCore, lots: number, ticks: number): void {
  core.house.limit(0, lots > 0 ? SELL : BUY, ticks, Math.abs(lots));
  const side = lots > 0 ? 'buy' : 'sell';
  placed(core, { side, qtyLots: Math.abs(lots), limitPriceTicks: ticks });
}

/** Gives the store everything that has to be durable. */
function store(core: TradingCore, model: StoreModel): void {
  model.fold(core.takeEvents());
  model.write(core.accounts.takeWrites());
}

describe('the sums of an account', () => {
  test('value longs and shorts at the last price', () => {
    const core = openCore();
    trade(core, 100, HUNDRED);
    print(core, HUNDRED + 50 * CENT);
    expect(core.accounts.state()).toMatchObject({
      cashMicros: START_CASH_MICROS - 10_000 * DOLLAR,
      longValueMicros: 10_050 * DOLLAR,
      shortValueMicros: 0,
      unrealisedMicros: 50 * DOLLAR,
      equityMicros: START_CASH_MICROS + 50 * DOLLAR,
      dayPnlMicros: 50 * DOLLAR,
      unpriced: 0,
    });
    trade(core, -150, HUNDRED + 100 * CENT);
    expect(core.accounts.state()).toMatchObject({
      longValueMicros: 0,
      shortValueMicros: -5_050 * DOLLAR,
      realisedMicros: 100 * DOLLAR,
      equityMicros: START_CASH_MICROS + 100 * DOLLAR,
    });
  });

  test('tell what the oldest lots have realised beside what the average has', () => {
    const core = openCore();
    trade(core, 10, HUNDRED);
    trade(core, 10, HUNDRED + 200 * CENT);
    trade(core, -10, HUNDRED + 300 * CENT);
    expect(core.accounts.state()).toMatchObject({
      realisedMicros: 20 * DOLLAR,
      fifoRealisedMicros: 30 * DOLLAR,
    });
  });

  test('have the fees that fills were charged, and cash without them', () => {
    const core = openCore();
    core.accounts.configure({ ...DEFAULT_ACCOUNT_SETTINGS, fees: US_SELL_FEES_2025 });
    trade(core, 1_000, HUNDRED);
    trade(core, -1_000, HUNDRED);
    const fills = core
      .takeEvents()
      .flatMap((one) => (one.type === 'order.filled' ? [one.fill] : []));
    // 100,000 x 27.80 / 1,000,000 = 2.78, and 1,000 x 0.000166 = 0.17.
    expect(fills.map(({ feeMicros }) => feeMicros)).toEqual([0, 2_950_000]);
    expect(core.accounts.state()).toMatchObject({
      cashMicros: START_CASH_MICROS - 2_950_000,
      feesMicros: 2_950_000,
      dayFeesMicros: 2_950_000,
      dayPnlMicros: -2_950_000,
      realisedMicros: 0,
    });
  });
});

describe('the day’s result', () => {
  test('of a position over night counts from the last price before the turn', () => {
    const core = openCore();
    trade(core, 100, HUNDRED);
    print(core, HUNDRED + 300 * CENT);
    core.setTime(TURN);
    expect(core.accounts.dayStarts).toEqual([
      {
        symbol: 'AAPL',
        tradeDate: '2026-03-12',
        markTicks: HUNDRED + 300 * CENT,
        pnlMicros: 300 * DOLLAR,
      },
    ]);
    expect(core.accounts.state()).toMatchObject({
      dayPnlMicros: 0,
      unrealisedMicros: 300 * DOLLAR,
    });
    print(core, HUNDRED + 200 * CENT);
    expect(core.accounts.state().dayPnlMicros).toBe(-100 * DOLLAR);
    trade(core, -100, HUNDRED + 250 * CENT);
    expect(core.accounts.state()).toMatchObject({
      dayPnlMicros: -50 * DOLLAR,
      realisedMicros: 250 * DOLLAR,
    });
  });

  test('is the change of the equity since the turn, fees and all', () => {
    const core = openCore();
    const fees = { ...US_SELL_FEES_2025, takerBasisPoints: 7 };
    core.accounts.configure({ ...DEFAULT_ACCOUNT_SETTINGS, fees });
    trade(core, 100, HUNDRED);
    trade(core, -30, HUNDRED + 100 * CENT);
    core.setTime(TURN);
    const { equityMicros } = core.accounts.state();
    trade(core, -90, HUNDRED + 150 * CENT);
    trade(core, 45, HUNDRED + 80 * CENT);
    const now = core.accounts.state();
    expect(now.dayPnlMicros).toBe(now.equityMicros - equityMicros);
  });

  test('begins anew for what was closed before the turn', () => {
    const core = openCore();
    trade(core, 10, HUNDRED);
    trade(core, -10, HUNDRED + 100 * CENT);
    expect(core.accounts.state().dayPnlMicros).toBe(10 * DOLLAR);
    core.setTime(TURN);
    expect(core.accounts.dayStarts).toEqual([]);
    expect(core.accounts.state()).toMatchObject({ dayPnlMicros: 0, realisedMicros: 10 * DOLLAR });
  });

  test('goes on after a restart within the day', () => {
    const model = new StoreModel();
    const first = openCore(model);
    trade(first, 100, HUNDRED);
    first.setTime(TURN);
    store(first, model);
    trade(first, -40, HUNDRED + 100 * CENT);
    store(first, model);
    const second = openCore(model, { nowUs: first.exchange.nowUs });
    print(second, HUNDRED + 100 * CENT);
    expect(second.accounts.dayStarts).toEqual(first.accounts.dayStarts);
    expect(second.accounts.state()).toEqual(first.accounts.state());
  });

  test.each([
    ['passes', ['20:00', '23:00']],
    ['is slept through', []],
  ])('leaves out the night that %s, when an order waits for the open', (_, stops) => {
    const core = sessionCore('10:00');
    trade(core, 100, HUNDRED);
    print(core, HUNDRED - 300 * CENT);
    core.house.limit(0, BUY, HUNDRED - 300 * CENT, 40);
    core.setTime(at('19:00'));
    placed(core, { orderType: 'market', side: 'sell', qtyLots: 40 });
    for (const clock of stops) core.setTime(at(clock));
    core.setTime(timeAt('2026-03-12T10:00:00-04:00'));
    expect(core.positionOf('AAPL')?.qtyLots).toBe(60);
    expect(core.accounts.state().dayPnlMicros).toBe(0);
  });

  test('of what is followed again in a run counts from the price of then', () => {
    const model = new StoreModel();
    const first = openCore(model);
    trade(first, 100, HUNDRED);
    store(first, model);
    const nowUs = timeAt('2026-03-13T10:00:00-04:00');
    const second = openCore(model, { instruments: [MSFT], nowUs });
    second.addInstrument(AAPL, HUNDRED - 300 * CENT);
    expect(second.accounts.dayStarts).toMatchObject([
      { symbol: 'AAPL', tradeDate: '2026-03-13', pnlMicros: -300 * DOLLAR },
    ]);
    second.house.limit(1, SELL, HUNDRED - 310 * CENT, 1);
    second.house.take(1, BUY, HUNDRED - 310 * CENT, 1);
    expect(second.accounts.state().dayPnlMicros).toBe(-10 * DOLLAR);
  });

  test('turns by the hours of what is followed in a run, too', () => {
    const core = openCore(undefined, {
      calendarOf: exchangeCalendar,
      nowUs: timeAt('2026-03-13T21:00:00-04:00'),
    });
    expect(core.accounts.nextTurnUs).toBe(timeAt('2026-03-16T20:00:00-04:00'));
    core.addInstrument(cryptoPair('BTC/USD', 'Bitcoin', 100), HUNDRED);
    expect(core.accounts.nextTurnUs).toBe(timeAt('2026-03-15T00:00:00Z'));
  });

  test('of a position that was open while the engine was away counts from what is known at the start', () => {
    const model = new StoreModel();
    const first = openCore(model);
    trade(first, 100, HUNDRED);
    store(first, model);
    const second = openCore(model, { nowUs: timeAt('2026-03-13T10:00:00-04:00') });
    expect(second.accounts.dayStarts).toMatchObject([{ symbol: 'AAPL', tradeDate: '2026-03-13' }]);
    expect(second.accounts.takeWrites()).toMatchObject([{ kind: 'day_starts' }]);
    expect(second.accounts.takeWrites()).toEqual([]);
  });
});

test('settings of the account come back with the next run', () => {
  const model = new StoreModel();
  const settings = { ...DEFAULT_ACCOUNT_SETTINGS, notShortable: ['AAPL'] };
  model.write([{ kind: 'setting', key: 'account', value: JSON.stringify(settings) }]);
  expect(openCore(model, { nowUs: MORNING }).accounts.settings).toEqual(settings);
});
