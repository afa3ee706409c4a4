import { describe, expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import type { MarginMode } from '../../../engine/contract/account.ts';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { TradingCore } from '../../../engine/core.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { CENT, HUNDRED, openCore, orderOf, placed } from '../../support/test-core.ts';

const DOLLAR = 1_000_000;

function coreIn(marginMode: MarginMode, notShortable: readonly string[] = []): TradingCore {
  const core = openCore();
  core.accounts.configure({ ...DEFAULT_ACCOUNT_SETTINGS, marginMode, notShortable });
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  return core;
}

/** Trades `lots` (a sale if negative) of AAPL with the house at 100 dollars. */
function trade(core: TradingCore, lots: number): void {
  core.house.limit(0, lots > 0 ? SELL : BUY, HUNDRED, Math.abs(lots));
  placed(core, { side: lots > 0 ? 'buy' : 'sell', qtyLots: Math.abs(lots) });
}

/** What an order is refused with, as `code value`; '' when it is not. */
function refusalOf(core: TradingCore, fields: Partial<SubmitRequest>): string {
  const outcome = core.submit(orderOf(fields), 'test');
  if (outcome.ok) return '';
  const { code, value, rule } = outcome.refusal;
  return `${code} ${value}: ${rule}`;
}

const power = (core: TradingCore) => core.accounts.state().buyingPowerMicros / DOLLAR;

describe('an account on margin', () => {
  test('buys for twice its money and not for a share more', () => {
    const core = coreIn('reg_t');
    expect(power(core)).toBe(200_000);
    expect(refusalOf(core, { qtyLots: 2_001 })).toBe(
      'risk.buying_power 200100.00: at most $200000.00 of buying power',
    );
    expect(refusalOf(core, { qtyLots: 2_000 })).toBe('');
    expect(core.accounts.state()).toMatchObject({
      buyingPowerMicros: 0,
      reservedMicros: 200_000 * DOLLAR,
    });
    expect(refusalOf(core, { symbol: 'MSFT', qtyLots: 1 })).toContain('risk.buying_power');
  });

  test('has the same for what it holds as for what works', () => {
    const core = coreIn('reg_t');
    trade(core, 1_500);
    expect(core.accounts.state()).toMatchObject({
      buyingPowerMicros: 50_000 * DOLLAR,
      reservedMicros: 0,
    });
    expect(refusalOf(core, { qtyLots: 501 })).toContain('risk.buying_power');
    expect(refusalOf(core, { qtyLots: 500 })).toBe('');
  });

  test.each([
    ['a buy that waits', { qtyLots: 700 }, 120_000],
    ['a sale of what is held', { side: 'sell', qtyLots: 100 }, 190_000],
  ] as const)('is told of %s beforehand as it is afterwards', (_, fields, left) => {
    const core = coreIn('reg_t');
    trade(core, 100);
    const order = orderOf(fields);
    const preview = core.preview(order);
    const after = 'code' in preview ? null : preview.buyingPowerAfterMicros;
    expect(core.submit(order, 'test').ok).toBe(true);
    expect(after).toBe(core.accounts.state().buyingPowerMicros);
    expect(after).toBe(left * DOLLAR);
  });

  test('is not told of an order that it refuses', () => {
    expect(coreIn('reg_t').preview(orderOf({ qtyLots: 2_001 }))).toMatchObject({
      buyingPowerAfterMicros: null,
      refusal: { code: 'risk.buying_power' },
    });
  });

  test('is free again to the cent when an order is cancelled', () => {
    const core = coreIn('reg_t');
    const order = placed(core, { qtyLots: 700 });
    expect(power(core)).toBe(130_000);
    core.cancel(order.orderId);
    expect(power(core)).toBe(200_000);
  });

  test('needs nothing for what closes, and for the rest of an order that turns', () => {
    const core = coreIn('reg_t');
    trade(core, 2_000);
    expect(power(core)).toBe(0);
    expect(refusalOf(core, { side: 'sell', qtyLots: 2_000, limitPriceTicks: HUNDRED })).toBe('');
    // What works already closes the position; one more would open a short.
    expect(refusalOf(core, { side: 'sell', qtyLots: 1 })).toContain('risk.buying_power');
  });

  test('counts a short sale at 3 % above the ask, or at its limit', () => {
    const core = coreIn('reg_t');
    core.house.limit(0, SELL, HUNDRED + 100 * CENT, 100);
    const short = { side: 'sell', limitPriceTicks: HUNDRED } as const;
    // 200,000 / (101 x 1.03) = 1,922.5
    expect(refusalOf(core, { ...short, qtyLots: 1_923 })).toContain('risk.buying_power');
    expect(refusalOf(core, { ...short, qtyLots: 1_922 })).toBe('');
  });

  test('of a market order asks for what it would pay', () => {
    const core = coreIn('reg_t');
    core.house.limit(0, SELL, HUNDRED + 100 * CENT, 5_000);
    const market = { orderType: 'market', limitPriceTicks: null } as const;
    expect(refusalOf(core, { ...market, qtyLots: 1_981 })).toContain('risk.buying_power 200081.00');
    expect(refusalOf(core, { ...market, qtyLots: 1_980 })).toBe('');
  });

  test('lets an order grow by what is free, its own part included', () => {
    const core = coreIn('reg_t');
    const { orderId } = placed(core, { qtyLots: 1_000 });
    const change = { orderId, limitPriceTicks: null, ...PLAIN_CHANGES };
    const refused = core.replace({ ...change, qtyLots: 2_001 });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'risk.buying_power' } });
    expect(core.replace({ ...change, qtyLots: 2_000 })).toMatchObject({ ok: true });
  });

  test('gains and loses buying power with its positions', () => {
    const core = coreIn('reg_t');
    trade(core, -1_000);
    expect(power(core)).toBe(100_000);
    core.house.limit(0, SELL, HUNDRED + 1_000 * CENT, 1);
    core.house.take(0, BUY, HUNDRED + 1_000 * CENT, 1);
    // 10,000 lost, and half of 110,000 instead of 100,000 tied up.
    expect(core.accounts.state().equityMicros).toBe(START_CASH_MICROS - 10_000 * DOLLAR);
    expect(power(core)).toBe(2 * (90_000 - 55_000));
  });
});

describe('an account without margin', () => {
  test('buys for its cash and sells what it holds', () => {
    const core = coreIn('cash');
    expect(refusalOf(core, { qtyLots: 1_001 })).toContain('risk.buying_power 100100.00');
    trade(core, 1_000);
    expect(power(core)).toBe(0);
    expect(refusalOf(core, { side: 'sell', qtyLots: 1_001 })).toBe(
      'risk.not_shortable 1001: at most 1000 AAPL, which cannot be sold short',
    );
    expect(refusalOf(core, { side: 'sell', qtyLots: 1_000 })).toBe('');
  });
});

describe('an account whose buying power is not asked for', () => {
  test('shows it and refuses nothing for want of it', () => {
    const core = coreIn('off');
    expect(refusalOf(core, { qtyLots: 9_000 })).toBe('');
    expect(power(core)).toBe(200_000 - 900_000);
  });

  test('still cannot sell short what nobody lends', () => {
    const core = coreIn('off', ['AAPL']);
    expect(refusalOf(core, { side: 'sell', qtyLots: 1 })).toContain('risk.not_shortable 1');
    expect(refusalOf(core, { symbol: 'MSFT', side: 'sell', qtyLots: 1 })).toBe('');
    trade(core, 10);
    expect(refusalOf(core, { side: 'sell', qtyLots: 11 })).toContain('at most 10 AAPL');
    expect(refusalOf(core, { side: 'sell', qtyLots: 10 })).toBe('');
    expect(refusalOf(core, { side: 'sell', qtyLots: 1 })).toContain('at most 0 AAPL');
  });
});

describe('coins', () => {
  const BTC = cryptoPair('BTC/USD', 'Bitcoin', 100);
  const startPrices = new Map([['BTC/USD', 9_000_000]]);

  test('are sold as far as they are held and never short, whatever the account allows', () => {
    const core = openCore(undefined, { instruments: [BTC], startPrices });
    const coin = { symbol: 'BTC/USD', limitPriceTicks: 9_000_000, timeInForce: 'gtc' } as const;
    expect(refusalOf(core, { ...coin, side: 'sell', qtyLots: 1 })).toContain('risk.not_shortable');
    core.house.limit(0, SELL, 9_000_000, 5);
    placed(core, { ...coin, qtyLots: 5 });
    expect(refusalOf(core, { ...coin, side: 'sell', qtyLots: 6 })).toContain(
      'at most 0.0005 BTC/USD',
    );
    expect(refusalOf(core, { ...coin, side: 'sell', qtyLots: 5 })).toBe('');
  });
});
