import { describe, expect, test } from 'vitest';
import {
  alwaysOpenCalendar,
  cryptoCalendar,
  usEquityCalendar,
} from '../../../engine/calendar/calendars.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { accountDate, nextAccountDate } from '../../../engine/risk/daily-loss-watch.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  timeAt,
  told,
} from '../../support/test-core.ts';

const LOOK = 250_000;
const HOUR = 3_600_000_000;
/** A cent on ten lots, in micros. */
const CENT_ON_TEN = 100_000;

/** Long 10 AAPL at 100 dollars, with a limit of what it may lose today. */
function long(lossMicrosMax: number | null, store: StoreModel = new StoreModel()): TradingCore {
  const core = openCore(store);
  core.setLimits({ ...core.limits, dailyLossMicrosMax: lossMicrosMax });
  core.house.limit(0, SELL, HUNDRED, 10);
  placed(core, { orderType: 'market', qtyLots: 10 });
  return core;
}

/** Moves the last price; somebody goes on buying there. */
function trade(core: TradingCore, ticks: number): void {
  core.house.limit(0, BUY, ticks, 1);
  core.house.take(0, SELL, ticks, 1_000);
  core.house.limit(0, BUY, ticks, 50);
}

function pass(core: TradingCore, us: number): void {
  core.setTime(timeUs(core.exchange.nowUs + us));
}

function save(core: TradingCore, store: StoreModel): void {
  const risk = core.risk.takeChange();
  store.write([
    { kind: 'events', events: core.takeEvents() },
    ...core.accounts.takeWrites(),
    { kind: 'setting', key: 'risk', value: JSON.stringify(core.limits) },
  ]);
  if (risk === null) return;
  store.write([{ kind: 'setting', key: 'risk_state', value: JSON.stringify(risk) }]);
}

describe('a daily loss', () => {
  test('below its limit locks nothing; at it everything is cancelled, closed and locked', () => {
    const core = long(5 * CENT_ON_TEN);
    placed(core, { symbol: 'MSFT', qtyLots: 1 });
    trade(core, HUNDRED - 4 * CENT);
    pass(core, LOOK);
    expect(core.risk.isLocked).toBe(false);
    told(core);
    trade(core, HUNDRED - 5 * CENT);
    pass(core, LOOK);
    const { nowUs } = core.exchange;
    expect(told(core)).toEqual([
      'canceled 2: daily_loss, 0 of 1 left, canceled',
      'accepted 3: sell 10, 10 of 10 left, new',
      expect.stringMatching(/^filled 3: 10 @ 99\.95 taker/),
    ]);
    expect(core.snapshot().risk).toEqual({
      lockedBy: 'daily_loss',
      sinceUs: nowUs,
      untilDate: '2026-03-12',
    });
    expect(refusalIn(core.submit(orderOf(), 'test'))).toMatchObject({
      code: 'risk.locked',
      value: 'daily_loss',
      rule: 'only orders that reduce a position until the trading day of 2026-03-12, after the daily loss limit was reached',
    });
  });

  test('is looked at once in a quarter of a second, however fast time passes', () => {
    const core = long(CENT_ON_TEN);
    pass(core, 1);
    trade(core, HUNDRED - 9 * CENT);
    pass(core, LOOK - 1);
    expect(core.risk.isLocked).toBe(false);
    pass(core, 1);
    expect(core.risk.isLocked).toBe(true);
  });

  test('counts what is realised like what is open', () => {
    const core = long(5 * CENT_ON_TEN);
    trade(core, HUNDRED - 5 * CENT);
    core.closePositions('flat', null, 'test');
    expect(core.snapshot().positions[0]).toMatchObject({ qtyLots: 0 });
    pass(core, LOOK);
    expect(core.risk.isLocked).toBe(true);
  });

  test('is unlocked by the next trading day, and by no command, limit or restart before', () => {
    const store = new StoreModel();
    const core = long(CENT_ON_TEN, store);
    trade(core, HUNDRED - CENT);
    pass(core, LOOK);
    expect(core.risk.unlock()).toMatchObject({
      code: 'risk.locked_until',
      field: 'untilDate',
      value: '2026-03-12',
    });
    core.setLimits({ ...core.limits, dailyLossMicrosMax: null });
    save(core, store);
    const second = openCore(store, { nowUs: core.exchange.nowUs });
    second.setTime(timeAt('2026-03-11T19:59:59-04:00'));
    expect(second.risk.isLocked).toBe(true);
    expect(second.snapshot().risk).toEqual(core.snapshot().risk);
    second.setTime(timeAt('2026-03-11T20:00:00-04:00'));
    expect(second.snapshot().risk).toMatchObject({ lockedBy: null, untilDate: null });
    placed(second);
  });

  test('begins anew each day, without what was lost the days before', () => {
    const store = new StoreModel();
    const core = long(5 * CENT_ON_TEN, store);
    trade(core, HUNDRED - 4 * CENT);
    pass(core, 12 * HOUR);
    save(core, store);
    const second = openCore(store, { nowUs: core.exchange.nowUs });
    trade(second, HUNDRED - 8 * CENT);
    pass(second, LOOK);
    expect(second.risk.isLocked).toBe(false);
    trade(second, HUNDRED - 9 * CENT);
    pass(second, LOOK);
    expect(second.risk.isLocked).toBe(true);
  });

  test('of the first day counts on after a kill -9 that came before any day was stored', () => {
    const store = new StoreModel();
    const core = long(5 * CENT_ON_TEN, store);
    trade(core, HUNDRED - 4 * CENT);
    save(core, store);
    const second = openCore(store, { nowUs: core.exchange.nowUs });
    trade(second, HUNDRED - 5 * CENT);
    pass(second, LOOK);
    expect(second.risk.isLocked).toBe(true);
  });

  test('behind the kill switch locks on when that is unlocked', () => {
    const core = long(CENT_ON_TEN);
    core.risk.kill('k', 'test');
    trade(core, HUNDRED - CENT);
    for (let i = 0; i < 8; i += 1) pass(core, LOOK);
    expect(core.snapshot().risk).toMatchObject({
      lockedBy: 'kill_switch',
      untilDate: '2026-03-12',
    });
    expect(core.risk.unlock()).toBeNull();
    expect(core.snapshot().risk.lockedBy).toBe('daily_loss');
    expect(core.risk.unlock()?.code).toBe('risk.locked_until');
  });

  test('over at the next day leaves the kill switch', () => {
    const core = long(CENT_ON_TEN);
    trade(core, HUNDRED - CENT);
    pass(core, LOOK);
    core.risk.kill('k', 'test');
    pass(core, 12 * HOUR);
    expect(core.snapshot().risk).toMatchObject({ lockedBy: 'kill_switch', untilDate: null });
    expect(core.risk.unlock()).toBeNull();
    expect(core.risk.isLocked).toBe(false);
  });

  test('without a price counts what is held at what it cost', () => {
    const core = long(CENT_ON_TEN);
    pass(core, LOOK);
    expect(core.risk.isLocked).toBe(false);
  });

  test('without a limit locks nothing', () => {
    const core = long(null);
    trade(core, HUNDRED - 500 * CENT);
    pass(core, LOOK);
    expect(core.risk.isLocked).toBe(false);
  });
});

describe('the trading day of an account', () => {
  const calendars = [usEquityCalendar(), cryptoCalendar()];

  test.each([
    ['2026-03-11T10:00:00-04:00', '2026-03-11', '2026-03-12'],
    // Saturday: crypto trades, equities are at Monday.
    ['2026-03-14T10:00:00-04:00', '2026-03-14', '2026-03-15'],
    ['2026-03-15T10:00:00-04:00', '2026-03-15', '2026-03-16'],
  ])('at %s is %s, and then comes %s', (at, date, next) => {
    expect(accountDate(calendars, timeAt(at))).toBe(date);
    expect(nextAccountDate(calendars, date, timeAt(at))).toBe(next);
  });

  test('of equities alone leaves the weekend out', () => {
    const friday = timeAt('2026-03-13T10:00:00-04:00');
    expect(nextAccountDate([usEquityCalendar()], '2026-03-13', friday)).toBe('2026-03-16');
    expect(accountDate([alwaysOpenCalendar('UTC')], friday)).toBe('2026-03-13');
  });
});
