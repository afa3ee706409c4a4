import { describe, expect, it } from 'vitest';
import { ALERTS_MAX, ALERT_FIRINGS_KEPT } from '../../../engine/contract/bounds.ts';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { AlertWorld, START_US, price } from './alert-world.ts';

const values = (fired: readonly { readonly value: number | null }[]): unknown[] =>
  fired.map(({ value }) => value);

describe('an alert on a price', () => {
  it('goes off at the first print at its level or beyond, once', () => {
    const world = new AlertWorld(100);
    world.set(price('above', 105));
    expect(world.trade(104, 99)).toEqual([]);
    expect(values(world.trade(106, 107))).toEqual([106]);
    expect(world.trade(90, 110)).toEqual([]);
    expect(world.desk.alerts[0]).toMatchObject({ state: 'done', firedCount: 1, isArmed: false });
  });

  it('sees a price that came and went within one turn', () => {
    const world = new AlertWorld(100);
    world.set(price('below', 95));
    expect(values(world.trade(99, 95, 99))).toEqual([95]);
  });

  it('that is beyond its level already waits for the price to come back first', () => {
    const world = new AlertWorld(110);
    expect(world.set(price('above', 105)).isArmed).toBe(false);
    expect(world.trade(111)).toEqual([]);
    expect(values(world.trade(104, 105))).toEqual([105]);
  });

  it('goes off again and again when it repeats, but not sooner than its pause', () => {
    const world = new AlertWorld(100);
    world.set(price('above', 105), { repeat: 'repeat', cooldownS: 60 });
    expect(values(world.trade(105, 104, 105, 104))).toEqual([105]);
    world.wait(61);
    expect(values(world.trade(106))).toEqual([106]);
    world.wait(61);
    expect(world.trade(107)).toEqual([]);
    expect(world.desk.alerts[0]).toMatchObject({ state: 'active', firedCount: 2 });
  });

  it('says once a second that it is armed again, however often the price crosses', () => {
    const world = new AlertWorld(100);
    world.set(price('above', 105), { repeat: 'repeat', cooldownS: 60 });
    world.trade(105);
    for (let i = 0; i < 100; i += 1) world.trade(104, 105, 104);
    expect(world.desk.takeChanges()).toEqual([]);
    world.desk.sweep(world.nowUs);
    expect(world.desk.takeChanges()).toMatchObject([{ alert: { isArmed: true }, firing: null }]);
  });

  it('does not look at prints from before it was set', () => {
    const world = new AlertWorld(100);
    world.tape.append(200, 1, 0, 0);
    world.set(price('above', 150));
    expect(world.trade(101)).toEqual([]);
  });
});

describe('an alert on the day', () => {
  it('on a change goes off that far from the close before, and follows a new day', () => {
    const world = new AlertWorld(1_000);
    const change = { kind: 'change', symbol: 'AAPL', basisPoints: -250 } as const;
    world.set(change, { repeat: 'repeat' });
    expect(values(world.trade(976, 975))).toEqual([975]);
    world.baseTicks = 900;
    world.sweep();
    world.wait(10);
    expect(world.trade(950, 878)).toEqual([]);
    expect(values(world.trade(877))).toEqual([877]);
  });

  it('on a result crosses its sum', () => {
    const world = new AlertWorld(1_000);
    world.set({ kind: 'day_pnl', direction: 'below', micros: -500 });
    world.set({ kind: 'position_pnl', symbol: 'AAPL', direction: 'above', micros: 300 });
    expect(world.sweep()).toEqual([]);
    world.dayPnlMicros = -501;
    world.positionPnlMicros = 299;
    expect(values(world.sweep())).toEqual([-501]);
    world.positionPnlMicros = 300;
    expect(values(world.sweep())).toEqual([300]);
  });
});

describe('an alert on closes', () => {
  it('goes off when a bar closes beyond its average and the one before did not', () => {
    const world = new AlertWorld(100);
    world.minutes(100, 100, 100);
    const average = { kind: 'average', symbol: 'AAPL', timeframe: '1m', period: 3 } as const;
    world.set({ ...average, average: 'sma', direction: 'above' }, { repeat: 'repeat' });
    // A bar is closed by the first print after it, so each value is one minute late.
    expect(values(world.minutes(100, 103, 99))).toEqual([103]);
    expect(values(world.minutes(100, 100, 108, 109, 109))).toEqual([100]);
  });

  it('on the strength index tells hundredths of it', () => {
    const world = new AlertWorld(100);
    const rsi = { kind: 'rsi', symbol: 'AAPL', timeframe: '1m', period: 2, level: 70 } as const;
    world.set({ ...rsi, direction: 'above' });
    const fired = world.minutes(100, 99, 98, 97, 99, 102, 105, 105);
    expect(fired).toHaveLength(1);
    expect(fired[0]?.value).toBeGreaterThan(7_000);
    expect(fired[0]?.value).toBeLessThanOrEqual(10_000);
  });
});

describe('an alert on orders', () => {
  const event = (type: string, status: string, symbol = 'AAPL'): OrderEvent =>
    // Only what alerts read of an event.
    ({ type, atUs: START_US, order: { orderId: 7, symbol, status } }) as unknown as OrderEvent;

  it('tells of the events it was set for, of its symbol', () => {
    const world = new AlertWorld(100);
    const condition = { kind: 'order', symbol: 'AAPL', events: ['filled', 'rejected'] } as const;
    world.set({ ...condition, events: [...condition.events] }, { repeat: 'repeat' });
    world.desk.heard([
      event('order.accepted', 'new'),
      event('order.filled', 'partially_filled'),
      event('order.filled', 'filled', 'MSFT'),
      event('order.filled', 'filled'),
    ]);
    const [fired, ...others] = world.fired();
    expect(others).toEqual([]);
    expect(fired?.order).toEqual({ orderId: 7, symbol: 'AAPL', event: 'filled' });
  });
});

describe('alerts', () => {
  it('go on after a restart as they were, armed or not', () => {
    const before = new AlertWorld(100);
    before.set(price('above', 105));
    before.set(price('below', 120));
    const stored = before.desk.takeUnstored() ?? [];
    expect(before.desk.takeUnstored()).toBeNull();
    // Meanwhile the price has gone beyond one level, and the other waits to be armed.
    const after = new AlertWorld(108, structuredClone(stored));
    expect(after.trade(108).map(({ alertId }) => alertId)).toEqual([1]);
    expect(after.trade(121, 119).map(({ alertId }) => alertId)).toEqual([2]);
    expect(after.set(price('above', 200)).alertId).toBe(3);
  });

  it('that are switched off are quiet, and begin anew when they are switched on', () => {
    const world = new AlertWorld(100);
    const { alertId } = world.set(price('above', 105));
    world.desk.change(alertId, null, false);
    expect(world.trade(106, 100)).toEqual([]);
    world.desk.change(alertId, null, true);
    expect(world.trade(106)).toHaveLength(1);
    expect(world.desk.change(alertId, null, true)).toMatchObject({ state: 'active' });
    expect(world.desk.remove(alertId)).toBe(true);
    expect(world.desk.remove(alertId)).toBe(false);
    expect(world.trade(100, 106)).toEqual([]);
  });

  it('are bounded, and so is what is remembered of them', () => {
    const world = new AlertWorld(100);
    world.set(price('above', 101), { repeat: 'repeat' });
    for (let i = 0; i < ALERT_FIRINGS_KEPT + 5; i += 1) {
      world.wait(2);
      expect(world.trade(101, 100)).toHaveLength(1);
    }
    expect(world.desk.firings).toHaveLength(ALERT_FIRINGS_KEPT);
    while (world.desk.alerts.length < ALERTS_MAX) world.set(price('above', 1_000));
    expect(() => world.set(price('above', 1_000))).toThrow('at most');
  });
});
