import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coinFromSteps, withSteps } from '../../../engine/domain/coin-units.ts';
import { cryptoPair } from '../../../engine/domain/instrument.ts';

const steps = (price: string, qty: string, minQty = qty) => ({ price, qty, minQty });

test.each([
  // A dear coin keeps four decimals of quantity, a cheap one six of price.
  ['BTC/USD', steps('1', '0.0001'), 64_000, { tickDecimals: 2, lotDecimals: 4 }, 100, 1],
  [
    'BTC/USD',
    steps('0.000000001', '0.000000001'),
    64_000,
    { tickDecimals: 2, lotDecimals: 4 },
    1,
    1,
  ],
  ['ETH/USD', steps('0.1', '0.001'), 3_000, { tickDecimals: 2, lotDecimals: 3 }, 10, 1],
  ['LTC/USD', steps('0.005', '0.01'), 90, { tickDecimals: 3, lotDecimals: 2 }, 5, 1],
  ['DOGE/USD', steps('0.0000005', '1'), 0.12, { tickDecimals: 6, lotDecimals: 0 }, 1, 1],
])('%s has units of its steps and price', (symbol, told, dollars, units, increment, qtyStep) => {
  const coin = coinFromSteps(symbol, symbol, told, dollars);
  expect(coin).toMatchObject(units);
  expect(coin?.priceIncrements).toEqual([{ fromTicks: 0, incrementTicks: increment }]);
  expect(coin?.qtyStepLots).toBe(qtyStep);
});

test('a coin of a hundred-thousandth of a dollar cannot be counted', () => {
  expect(coinFromSteps('SHIB/USD', 'Shiba', steps('0.000000001', '0.00001'), 0.000_01)).toBeNull();
});

test('other steps in units that a store has are their common multiples', () => {
  const coin = cryptoPair('BTC/USD', 'Bitcoin', 1);
  expect(withSteps(coin, steps('0.25', '0.0005', '0.0012'))).toMatchObject({
    priceIncrements: [{ fromTicks: 0, incrementTicks: 25 }],
    qtyStepLots: 5,
    minQtyLots: 15,
  });
  // Finer than a tick: every third tenth of a cent is a whole number of cents at three cents.
  expect(withSteps(coin, steps('0.003', ''))).toMatchObject({
    priceIncrements: [{ fromTicks: 0, incrementTicks: 3 }],
    qtyStepLots: 1,
    minQtyLots: 1,
  });
});

test('a tick on a lot is a whole number of micros, whatever the steps', () => {
  const decimal = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 }))
    .map(([n, decimals]) => (n / 10 ** decimals).toFixed(decimals));
  const dollars = fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(decimal, decimal, decimal, dollars, (price, qty, minQty, near) => {
      const coin = coinFromSteps('X1/USD', 'X', { price, qty, minQty }, near);
      if (coin === null) return;
      const { tickDecimals, lotDecimals, tickValueMicros, qtyStepLots = 1, minQtyLots = 1 } = coin;
      expect(tickValueMicros * 10 ** (tickDecimals + lotDecimals)).toBe(1_000_000);
      expect(minQtyLots % qtyStepLots).toBe(0);
      expect(minQtyLots / 10 ** lotDecimals).toBeGreaterThanOrEqual(Number(minQty) * (1 - 1e-9));
      const increment = (coin.priceIncrements[0]?.incrementTicks ?? 0) / 10 ** tickDecimals;
      const times = increment / Number(price);
      expect(Math.abs(times - Math.round(times))).toBeLessThan(1e-6);
    }),
  );
});
