import { expect, test } from 'vitest';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { HUNDRED, openCore, orderOf, placed, refusalIn } from '../../support/test-core.ts';

/** An account without limits of its own, and a house that takes any quantity at 100 dollars. */
function boundless() {
  const core = openCore();
  const orderValueMicrosMax = Number.MAX_SAFE_INTEGER;
  core.setLimits({ ...core.limits, orderUnitsMax: 1_000_000_000_000, orderValueMicrosMax });
  core.house.limit(0, SELL, HUNDRED, 2 ** 40);
  return core;
}

/** A billion dollars' worth. */
const BILLION = { qtyLots: 10_000_000, limitPriceTicks: HUNDRED };

test('orders stop before the money of the account can no longer be counted', () => {
  const core = boundless();
  placed(core, BILLION);
  placed(core, BILLION);
  expect(refusalIn(core.submit(orderOf(BILLION), 'test'))).toMatchObject({
    code: 'risk.max_account_value',
    value: '1000000000.00',
  });
  expect(core.snapshot().positions[0]?.qtyLots).toBe(20_000_000);
});

test('orders that only wait count as if they had traded', () => {
  const core = boundless();
  placed(core, { ...BILLION, limitPriceTicks: HUNDRED / 2 });
  placed(core, { ...BILLION, symbol: 'MSFT' });
  const why = refusalIn(core.submit(orderOf({ ...BILLION, symbol: 'MSFT' }), 'test'));
  expect(why.code).toBe('risk.max_account_value');
  core.cancelAll('MSFT', null, 'cancel_all');
  placed(core, { ...BILLION, symbol: 'MSFT' });
});

test('a replace to more counts too', () => {
  const core = boundless();
  const { orderId } = placed(core, { ...BILLION, symbol: 'MSFT' });
  const why = refusalIn(
    core.replace({ orderId, qtyLots: 20_000_000, limitPriceTicks: null, ...PLAIN_CHANGES }),
  );
  expect(why.code).toBe('risk.max_account_value');
});

test('a stop that was taken is executed, unless the market has run too far', () => {
  const told: string[][] = [];
  for (const ticks of [HUNDRED + 10_000, HUNDRED * 1.7]) {
    const core = boundless();
    core.house.take(0, BUY, HUNDRED, 2 ** 40 - 1);
    const trailing = { orderType: 'trailing_stop', trailTicks: 10_000 } as const;
    placed(core, { ...trailing, qtyLots: 15_000_000 });
    core.house.take(0, BUY, HUNDRED, 1);
    core.house.limit(0, SELL, ticks, 2 ** 40);
    core.takeEvents();
    core.house.take(0, BUY, ticks, 1);
    told.push(core.takeEvents().map(({ type, order }) => `${type} ${order.reason ?? ''}`));
  }
  expect(told).toEqual([
    ['order.triggered ', 'order.filled '],
    ['order.triggered ', 'order.canceled refused'],
  ]);
});

test('buying and selling all day within the range goes on for ever', () => {
  const core = boundless();
  core.house.limit(0, BUY, HUNDRED - 100, 2 ** 40);
  for (let round = 0; round < 50; round += 1) {
    placed(core, { ...BILLION });
    placed(core, { ...BILLION, side: 'sell', limitPriceTicks: HUNDRED - 100 });
    core.takeEvents();
  }
  expect(core.snapshot().positions[0]).toMatchObject({
    qtyLots: 0,
    realisedMicros: -50 * 10_000_000 * 10_000,
  });
});
