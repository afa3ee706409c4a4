/** The usual order and the usual replace have ways of their own; they must come to what the long ways come to. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import type { RiskLimits } from '../../../engine/contract/messages.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { CENT, HUNDRED, openCore, placed } from '../../support/test-core.ts';
import { coreCommands } from './core-commands.ts';
import { CoreWalk } from './core-walk.ts';

const NUM_RUNS = 50 * propertyFactor();

test('a replace tells the same on the short way and on the long one', () => {
  fc.assert(
    fc.property(coreCommands, (commands) => {
      const [short, long] = [new CoreWalk(), new CoreWalk()];
      for (const command of commands) {
        // A list of what is not lent has to be asked, which only the long way does.
        const { settings } = long.core.accounts;
        long.core.accounts.configure({ ...settings, notShortable: ['OTHER'] });
        short.play(command);
        long.play(command);
      }
      expect(short.told).toBe(long.told);
    }),
    { numRuns: NUM_RUNS },
  );
});

const DRAFT = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  orderType: fc.constantFrom('limit' as const, 'limit' as const, 'market' as const),
  timeInForce: fc.constantFrom('day' as const, 'gtc' as const, 'ioc' as const, 'opg' as const),
  qtyLots: fc.constantFrom(1, 5, 6, 16, 10_001, null),
  limitPriceTicks: fc.constantFrom(HUNDRED, HUNDRED + 1, 2 * HUNDRED, CENT, null),
  postOnly: fc.constantFrom(false, false, true),
  extendedHours: fc.constantFrom(false, false, true),
  displayQtyLots: fc.constantFrom(null, null, 2),
});
const LIMITS: fc.Arbitrary<RiskLimits> = fc
  .record({
    orderUnitsMax: fc.constantFrom(5, 10_000),
    positionUnitsMax: fc.constantFrom(null, 15),
    openOrdersMax: fc.constantFrom(null, 1),
    denySymbols: fc.constantFrom<string[][]>([], ['AAPL']),
  })
  .map((limits) => ({ ...DEFAULT_LIMITS, ...limits }));

test('an order is refused for what its preview has said, and else not by limits or contract', () => {
  fc.assert(
    fc.property(DRAFT, LIMITS, fc.boolean(), (fields, limits, hasOpen) => {
      const core = openCore();
      if (hasOpen) placed(core);
      core.setLimits(limits);
      const draft = { symbol: 'AAPL', ...PLAIN_TERMS, ...fields };
      const previewed = core.preview(draft);
      const outcome = core.submit({ ...draft, clientOrderId: 'o', tag: '' }, 'test');
      const told = 'code' in previewed ? previewed : previewed.refusal;
      if (told !== null) expect(outcome).toEqual({ ok: false, refusal: told });
      else if (!outcome.ok) expect(outcome.refusal.code).toMatch(/^book\./);
    }),
    { numRuns: 10 * NUM_RUNS },
  );
});
