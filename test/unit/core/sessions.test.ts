import { describe, expect, test } from 'vitest';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  timeAt,
} from '../../support/test-core.ts';
import { at, quotedCore, sessionCore, timed } from '../../support/session-core.ts';

const DOLLAR = 100 * CENT;

describe('an order that is entered outside the regular session', () => {
  test.each([
    ['limit', { limitPriceTicks: HUNDRED - CENT }],
    ['market', { orderType: 'market' }],
    ['stop', { orderType: 'stop', side: 'sell', stopPriceTicks: HUNDRED - DOLLAR }],
    ['trailing stop', { orderType: 'trailing_stop', side: 'sell', trailTicks: DOLLAR }],
  ] as const)('waits for it and works from its open: %s', (_, fields) => {
    const core = quotedCore('08:00');
    expect(placed(core, fields)).toMatchObject({ status: 'accepted', expiresUs: at('16:00') });
    expect(core.house.bestBidTicks(0)).toBe(HUNDRED - CENT);
    core.setTime(at('09:29:59.999'));
    expect(timed(core)).toHaveLength(1);
    core.setTime(at('09:30'));
    expect(timed(core)[0]).toBe('09:30 activated 1: 10 of 10 left, new');
  });

  test('waits over a weekend and a holiday', () => {
    const core = sessionCore('10:00');
    core.setTime(timeAt('2026-04-02T16:00:00-04:00'));
    const order = placed(core);
    // Good Friday is the 3rd.
    expect(order.expiresUs).toBe(timeAt('2026-04-06T16:00:00-04:00'));
    core.setTime(timeAt('2026-04-08T00:00:00-04:00'));
    expect(core.takeEvents().map(({ type, atUs }) => `${type} ${isoTimeUtc(atUs)}`)).toEqual([
      'order.accepted 2026-04-02T20:00:00.000Z',
      'order.activated 2026-04-06T13:30:00.000Z',
      'order.expired 2026-04-06T20:00:00.000Z',
    ]);
  });

  test('waits for the open by the clocks of New York when they change', () => {
    const core = sessionCore('10:00');
    core.setTime(timeAt('2026-10-30T18:00:00-04:00'));
    placed(core);
    core.setTime(timeAt('2026-11-02T12:00:00-05:00'));
    expect(core.takeEvents().map(({ type, atUs }) => `${type} ${isoTimeUtc(atUs)}`)).toEqual([
      'order.accepted 2026-10-30T22:00:00.000Z',
      'order.activated 2026-11-02T14:30:00.000Z',
    ]);
  });

  test.each(['ioc', 'fok'] as const)('is refused when it cannot wait: %s', (timeInForce) => {
    for (const clock of ['03:00', '08:00', '16:00', '20:30']) {
      const core = quotedCore('15:00');
      core.setTime(
        at(clock) > core.exchange.nowUs ? at(clock) : timeAt('2026-03-14T12:00:00-04:00'),
      );
      const why = refusalIn(core.submit(orderOf({ timeInForce }), 'test'));
      expect(why).toEqual({
        code: 'venue.closed',
        field: 'timeInForce',
        value: timeInForce,
        rule: 'the regular session is closed: only orders that can wait for it',
      });
    }
  });

  test('can be replaced and cancelled while it waits, and loses its priority to a new price', () => {
    const core = sessionCore('08:00');
    const [first, second, third] = [placed(core), placed(core), placed(core)];
    const change = { ...PLAIN_CHANGES, limitPriceTicks: null };
    core.replace({ ...change, orderId: first.orderId, qtyLots: 20 });
    core.replace({ ...change, orderId: second.orderId, qtyLots: 5 });
    core.cancel(third.orderId);
    expect(timed(core).slice(3)).toEqual([
      '08:00 replaced 1: buy 20 @ 100.00, 20 of 20 left, accepted',
      '08:00 replaced 2: buy 5 @ 100.00, 5 of 5 left, accepted',
      '08:00 canceled 3: user, 0 of 10 left, canceled',
    ]);
    core.setTime(at('09:30'));
    timed(core);
    core.house.take(0, SELL, HUNDRED, 6);
    expect(timed(core)).toEqual([
      '09:30 filled 2: 5 @ 100.00 maker, 0 of 5 left, filled',
      '09:30 filled 1: 1 @ 100.00 maker, 19 of 20 left, partially_filled',
    ]);
  });

  test('takes nothing yet, as its preview and the answer why it does not fill say', () => {
    const core = quotedCore('08:00');
    const fields = { limitPriceTicks: HUNDRED + CENT };
    expect(core.preview(orderOf(fields))).toMatchObject({ takeQtyLots: 0, refusal: null });
    const { orderId } = placed(core, fields);
    expect(core.explain(orderId)).toMatchObject({ rule: 'session', opensUs: at('09:30') });
    const auction = placed(core, { timeInForce: 'opg', limitPriceTicks: HUNDRED });
    expect(core.explain(auction.orderId)).toMatchObject({ rule: 'auction', opensUs: at('09:30') });
  });

  test('waits with its group, whose exits are held', () => {
    const core = quotedCore('08:00');
    placed(core, {
      orderClass: 'bracket',
      limitPriceTicks: HUNDRED + CENT,
      qtyLots: 5,
      takeProfit: { limitPriceTicks: HUNDRED + 2 * DOLLAR },
      stopLoss: { stopPriceTicks: HUNDRED - 2 * DOLLAR, limitPriceTicks: null },
    });
    core.setTime(at('09:30'));
    const statuses = core.snapshot().workingOrders.map(({ orderId, status }) => [orderId, status]);
    expect(statuses).toEqual([
      [2, 'new'],
      [3, 'new'],
    ]);
    expect(core.house.bestAskTicks(0)).toBe(HUNDRED + 2 * DOLLAR);
  });

  test('works at once when the engine was away at the open, and expires if it was at the close', () => {
    const store = new StoreModel();
    const core = sessionCore('08:00', store);
    placed(core, { timeInForce: 'gtc' });
    placed(core, { timeInForce: 'gtc', limitPriceTicks: HUNDRED - CENT });
    placed(core);
    store.fold(core.takeEvents());
    const late = sessionCore('16:30', store);
    expect(timed(late)).toEqual(['16:30 expired 3: session_end, 0 of 10 left, expired']);
    const noon = sessionCore('12:00', store);
    expect(timed(noon)).toContain('12:00 activated 1: 10 of 10 left, new');
    expect(noon.house.restingOrders(0, BUY)).toBe(3);
  });

  test('waits for others where the engine begins its run in the session: market', () => {
    const store = new StoreModel();
    const core = quotedCore('08:00', store);
    placed(core, { orderType: 'market' });
    store.fold(core.takeEvents());
    const noon = sessionCore('12:00', store);
    noon.house.limit(0, SELL, HUNDRED + CENT, 4);
    noon.setTime(at('12:01'));
    expect(timed(noon)).toEqual([]);
    noon.house.limit(0, SELL, HUNDRED + 2 * CENT, 6);
    noon.house.limit(0, BUY, HUNDRED - CENT, 5);
    noon.setTime(at('12:02'));
    expect(timed(noon)).toEqual([
      '12:01 activated 1: 10 of 10 left, new',
      '12:01 filled 1: 10 @ 100.02 maker, 0 of 10 left, filled',
    ]);
  });
});

describe('an order for extended hours', () => {
  test.each(['day', 'gtc'] as const)(
    'trades before, in and after the regular session: %s',
    (tif) => {
      for (const clock of ['04:00', '10:00', '16:00']) {
        const core = sessionCore(clock);
        expect(placed(core, { extendedHours: true, timeInForce: tif }).status).toBe('new');
        expect(core.house.take(0, SELL, HUNDRED, 10)).toBe(10);
      }
    },
  );

  test('of a day ends with the last session, and a gtc one waits where all are closed', () => {
    const core = sessionCore('10:00');
    core.setTime(timeAt('2026-03-13T19:00:00-04:00'));
    const day = placed(core, { extendedHours: true });
    expect(day.expiresUs).toBe(timeAt('2026-03-13T20:00:00-04:00'));
    placed(core, { extendedHours: true, timeInForce: 'gtc' });
    core.takeEvents();
    core.setTime(timeAt('2026-03-15T20:00:00-04:00'));
    expect(core.takeEvents().map(({ type, atUs }) => `${type} ${isoTimeUtc(atUs)}`)).toEqual([
      'order.expired 2026-03-14T00:00:00.000Z',
      'order.restated 2026-03-14T00:00:00.000Z',
      'order.activated 2026-03-16T00:00:00.000Z',
    ]);
  });

  test('takes the overnight session too', () => {
    const core = sessionCore('20:30');
    expect(placed(core, { extendedHours: true }).status).toBe('new');
    expect(placed(core).status).toBe('accepted');
  });
});

describe('at the close', () => {
  test('gtc orders leave the book and come back in their order of priority', () => {
    const core = sessionCore('15:00');
    const ids = [1, 2].map(() => placed(core, { timeInForce: 'gtc' }).orderId);
    placed(core, { timeInForce: 'gtc', extendedHours: true, limitPriceTicks: HUNDRED - CENT });
    core.house.take(0, SELL, HUNDRED, 4);
    core.takeEvents();
    core.setTime(at('16:00'));
    expect(timed(core)).toEqual([
      '16:00 restated 1: 6 of 10 left, accepted',
      '16:00 restated 2: 10 of 10 left, accepted',
    ]);
    expect(core.house.bestBidTicks(0)).toBe(HUNDRED - CENT);
    expect(core.house.take(0, SELL, HUNDRED - CENT, 1)).toBe(1);
    core.takeEvents();
    core.setTime(timeAt('2026-03-12T10:00:00-04:00'));
    expect(timed(core)).toEqual([
      '09:30 activated 1: 6 of 10 left, partially_filled',
      '09:30 activated 2: 10 of 10 left, new',
    ]);
    core.house.take(0, SELL, HUNDRED, 7);
    expect(core.takeEvents().map(({ order }) => order.orderId)).toEqual(ids);
  });

  test('resting gtc orders of a run that ended before it wait in the next one', () => {
    const store = new StoreModel();
    const core = sessionCore('15:00', store);
    placed(core, { timeInForce: 'gtc' });
    placed(core, { timeInForce: 'gtc', extendedHours: true, limitPriceTicks: HUNDRED - CENT });
    store.fold(core.takeEvents());
    const again = sessionCore('18:00', store);
    expect(timed(again)).toEqual(['18:00 restated 1: 10 of 10 left, accepted']);
    expect(again.house.restingOrders(0, BUY)).toBe(1);
  });

  test('stops go to sleep: what trades after it elects none, and moves none', () => {
    const core = quotedCore('15:00');
    const gtc = { timeInForce: 'gtc', side: 'sell' } as const;
    placed(core, { ...gtc, orderType: 'stop', stopPriceTicks: HUNDRED - DOLLAR });
    placed(core, { ...gtc, orderType: 'trailing_stop', trailTicks: DOLLAR });
    core.setTime(at('17:00'));
    core.takeEvents();
    for (const ticks of [HUNDRED + 5 * DOLLAR, HUNDRED - 5 * DOLLAR]) {
      core.house.limit(0, SELL, ticks, 1);
      core.house.take(0, BUY, ticks, 6);
      core.house.take(0, SELL, ticks, 6);
    }
    core.setTime(timeAt('2026-03-12T09:30:00-04:00'));
    expect(timed(core)).toEqual([]);
    core.house.limit(0, BUY, HUNDRED - 2 * DOLLAR, 30);
    core.house.take(0, SELL, HUNDRED - 2 * DOLLAR, 1);
    const events = timed(core);
    expect(events.filter((line) => line.includes('triggered'))).toHaveLength(2);
  });
});

describe('a gtc order', () => {
  test('expires at 16:15 of the 90th day, on whatever day and by whatever clock', () => {
    const core = sessionCore('10:00');
    core.setTime(timeAt('2026-08-10T10:00:00-04:00'));
    const order = placed(core, { timeInForce: 'gtc' });
    // Sunday, 8 November, a week after the clocks went back.
    expect(order.expiresUs).toBe(timeAt('2026-11-08T16:15:00-05:00'));
    core.takeEvents();
    core.setTime(timeAt('2026-12-01T00:00:00-05:00'));
    expect(core.takeEvents().at(-1)).toMatchObject({
      type: 'order.expired',
      atUs: timeAt('2026-11-08T16:15:00-05:00'),
    });
  });

  test('of a market that is always open lives 90 days to the microsecond', () => {
    const core = openCore();
    const { createdUs, expiresUs } = placed(core, { timeInForce: 'gtc' });
    expect((expiresUs ?? 0) - createdUs).toBe(90 * 86_400_000_000);
  });
});

describe('a market that is always open', () => {
  test('turns its date without a word and trades at every hour', () => {
    const core = openCore();
    placed(core, { timeInForce: 'gtc' });
    core.takeEvents();
    core.setTime(timeAt('2026-03-14T12:00:00-04:00'));
    expect(core.takeEvents()).toEqual([]);
    expect(core.exchange.at(0).quote().state).toBe('open');
    expect(core.house.take(0, SELL, HUNDRED, 10)).toBe(10);
  });
});

test('the state of a market follows its hours', () => {
  const core = sessionCore('03:00');
  const states = ['03:00', '04:00', '09:30', '16:00', '20:00'].map((clock) => {
    core.setTime(at(clock));
    return core.exchange.at(0).quote().state;
  });
  core.setTime(timeAt('2026-03-13T20:00:00-04:00'));
  expect([...states, core.exchange.at(0).quote().state]).toEqual([
    'extended',
    'extended',
    'open',
    'extended',
    'extended',
    'closed',
  ]);
  expect(core.house.limit(0, BUY, HUNDRED, 1)).toBe(-1);
});
