/** Sums and buying power of an account against the naive one, whatever was traded. Source: product.md 5. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import type { MarginMode } from '../../../engine/contract/account.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_HOUR, timeUs } from '../../../engine/domain/time.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { referenceAccount } from '../../support/reference-account.ts';
import { CENT, HUNDRED, openCore, orderOf } from '../../support/test-core.ts';

const NUM_RUNS = 60 * propertyFactor();
const SYMBOLS = ['AAPL', 'MSFT'] as const;

const step = fc.record({
  kind: fc.constantFrom('submit', 'submit', 'submit', 'cancel', 'replace', 'house', 'time'),
  at: fc.integer({ min: 0, max: 1 }),
  isBuy: fc.boolean(),
  qtyLots: fc.integer({ min: 1, max: 1_500 }),
  cents: fc.integer({ min: -300, max: 300 }),
  pick: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(core: TradingCore, { kind, at, isBuy, qtyLots, cents, pick }: Step): void {
  const ticks = HUNDRED + cents * CENT;
  const working = core.snapshot().workingOrders;
  const orderId = working[pick % Math.max(1, working.length)]?.orderId;
  const symbol = SYMBOLS[at] ?? 'AAPL';
  if (kind === 'submit') {
    const side = isBuy ? 'buy' : 'sell';
    const order = { symbol, side, qtyLots, limitPriceTicks: ticks, timeInForce: 'gtc' } as const;
    core.submit(orderOf(order), 'test');
  } else if (kind === 'house') core.house.limit(at, isBuy ? BUY : SELL, ticks, qtyLots);
  else if (kind === 'time') core.setTime(timeUs(core.exchange.nowUs + 5 * US_PER_HOUR));
  else if (orderId === undefined) return;
  else if (kind === 'cancel') core.cancel(orderId);
  else core.replace({ orderId, qtyLots, limitPriceTicks: ticks, ...PLAIN_CHANGES });
}

function expectNaive(core: TradingCore, marginMode: MarginMode): void {
  const lastTicks = (symbol: string): number => core.exchange.market(symbol)?.lastTradeTicks() ?? 0;
  const naive = referenceAccount(marginMode, { ...core.snapshot(), lastTicks });
  expect(core.accounts.state()).toMatchObject(naive);
}

test.each(['reg_t', 'cash', 'off'] as const)(
  'an account in mode %s has the sums of the naive one, and its day is the change of its equity',
  (marginMode) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const core = openCore();
        core.accounts.configure({
          ...DEFAULT_ACCOUNT_SETTINGS,
          fees: { ...DEFAULT_ACCOUNT_SETTINGS.fees, makerBasisPoints: 3, takerBasisPoints: 7 },
          marginMode,
        });
        let date = core.exchange.at(0).calendar.tradeDateOf(core.exchange.nowUs);
        let { equityMicros } = core.accounts.state();
        for (const one of steps) {
          const before = core.accounts.state();
          play(core, one);
          const today = core.exchange.at(0).calendar.tradeDateOf(core.exchange.nowUs);
          if (today !== date) ({ equityMicros } = before);
          date = today;
          expectNaive(core, marginMode);
          const now = core.accounts.state();
          expect(now.dayPnlMicros).toBe(now.equityMicros - equityMicros);
        }
      }),
      { numRuns: NUM_RUNS },
    );
  },
);
