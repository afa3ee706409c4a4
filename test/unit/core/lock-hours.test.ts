/** A lock where nothing can be closed at once: in a halt, and outside the regular session. */
import { expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { CENT, HUNDRED, placed, timeAt } from '../../support/test-core.ts';
import { at, quotedCore, timed } from '../../support/session-core.ts';

const SECOND = 1_000_000;

/** Long 5 AAPL at a time of day. */
function long(clock: string): TradingCore {
  const core = quotedCore('10:00');
  placed(core, { limitPriceTicks: HUNDRED + CENT, qtyLots: 5 });
  timed(core);
  core.setTime(at(clock));
  return core;
}

const held = (core: TradingCore): number | undefined => core.snapshot().positions[0]?.qtyLots;

test('in a halt the lock stays, sends nothing more, and closes when the halt has ended', () => {
  const core = long('10:00');
  core.setTradingState('AAPL', { kind: 'halted' });
  expect(core.risk.kill('k', 'test').closingOrders[0]?.refusal?.code).toBe('venue.halted');
  timed(core);
  for (let i = 0; i < 300; i += 1) core.setTime(timeUs(core.exchange.nowUs + SECOND));
  expect(timed(core)).toEqual([]);
  core.setTradingState('AAPL', { kind: 'open' });
  core.house.limit(0, BUY, HUNDRED - CENT, 5);
  core.setTime(timeUs(core.exchange.nowUs + SECOND));
  expect([held(core), core.risk.isLocked]).toEqual([0, true]);
});

test('after the close one closing order waits for the next session', () => {
  const core = long('17:00');
  core.risk.kill('k', 'test');
  for (let i = 0; i < 100; i += 1) core.setTime(timeUs(core.exchange.nowUs + SECOND));
  expect(core.snapshot().workingOrders).toMatchObject([
    { clientOrderId: 'k-AAPL', status: 'accepted', qtyLots: 5 },
  ]);
  expect(timed(core)).toHaveLength(1);
  core.setTime(timeAt('2026-03-12T09:30:00-04:00'));
  expect(timed(core)[0]).toMatch(/^09:30 activated 2: /);
});

test('the kill switch cancels what waits for a session or an auction', () => {
  const core = quotedCore('08:00');
  placed(core, { limitPriceTicks: HUNDRED - CENT });
  placed(core, { limitPriceTicks: HUNDRED - CENT, timeInForce: 'opg' });
  placed(core, { limitPriceTicks: HUNDRED - CENT, timeInForce: 'cls' });
  core.risk.kill('k', 'test');
  expect(core.snapshot().workingOrders).toEqual([]);
});

test('closing the rest after the close takes in what a part that waits would have closed', () => {
  const core = long('17:00');
  core.risk.kill('k', 'test');
  const close = { symbol: 'AAPL', basisPoints: null, cancelOrders: false };
  const part = core.desk.close({ ...close, clientOrderId: 'a', qtyLots: 3 }, 'test');
  expect(part).toMatchObject({ canceledOrderIds: [2], order: { qtyLots: 3, status: 'accepted' } });
  const rest = core.desk.close({ ...close, clientOrderId: 'b', qtyLots: null }, 'test');
  expect(rest).toMatchObject({ canceledOrderIds: [3], order: { qtyLots: 5, status: 'accepted' } });
});
