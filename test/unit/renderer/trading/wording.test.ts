import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../engine/domain/ids.ts';
import { PLAIN_TERMS } from '../../../../engine/domain/order.ts';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { refusal } from '../../../../engine/domain/refusal.ts';
import type { OrderTerms } from '../../../../renderer/trading/draft.ts';
import { fieldOf, refusalSentence } from '../../../../renderer/trading/refusal-words.ts';
import { outcomeOf, termsShort, termsText } from '../../../../renderer/trading/wording.ts';
import { AAPL, sampleOrder } from './sample-orders.ts';

const TERMS: OrderTerms = {
  symbol: 'AAPL',
  side: 'sell',
  orderType: 'limit',
  timeInForce: 'day',
  qtyLots: 1_000,
  limitPriceTicks: 1_872_500,
  ...PLAIN_TERMS,
  postOnly: false,
};
const STOP = { orderType: 'stop', limitPriceTicks: null, stopPriceTicks: 1_865_000 } as const;
const TRAIL = { orderType: 'trailing_stop', limitPriceTicks: null } as const;

describe('what would be sent', () => {
  test.each([
    [{}, 'LMT 187.25', '@ 187.25'],
    [{ orderType: 'market', limitPriceTicks: null }, 'MKT', 'at market'],
    [STOP, 'STP 186.50', 'stop 186.50'],
    [
      { ...STOP, orderType: 'stop_limit', limitPriceTicks: 1_864_000 },
      'STL 186.50 LMT 186.40',
      'stop 186.50 limit 186.40',
    ],
    [{ ...TRAIL, trailTicks: 5_000 }, 'TRL 0.50', 'trailing 0.50'],
    [{ ...TRAIL, trailBasisPoints: 50 }, 'TRL 0.5%', 'trailing 0.5%'],
    [{ displayQtyLots: 100 }, 'LMT 187.25 SHOW 100', '@ 187.25 showing 100'],
  ] as const)('of %j is said in full on the line and the button', (patch, line, button) => {
    const terms = { ...TERMS, ...patch };
    expect(termsText(AAPL, terms, 'local')).toBe(`SELL 1,000 AAPL ${line} DAY on LOCAL`);
    expect(termsShort(AAPL, terms)).toBe(`Sell 1,000 AAPL ${button}`);
  });
});

describe('what became of a stop', () => {
  const stop = sampleOrder({
    ...{ orderId: orderId(7), side: 'sell', type: 'stop', qtyLots: qtyLots(100) },
    ...{ limitPriceTicks: null, stopPriceTicks: priceTicks(1_865_000) },
  });

  test('is that it waits, and not that it works', () => {
    expect(outcomeOf(AAPL, stop)).toMatchObject({
      level: 'info',
      text: 'Waiting: Sell 100 AAPL stop 186.50 (order 7)',
    });
  });

  test('names its own field where it is refused', () => {
    const rule = 'below the last trade';
    const wrong = refusal('book.stop_wrong_side', 'stopPriceTicks', 1_880_000, rule);
    expect(fieldOf(wrong)).toBe('stop');
    expect(refusalSentence(wrong, AAPL)).toBe('Below the last trade; stop price is 188.00');
    const trail = refusal('contract.trail', 'trailBasisPoints', 50, 'less');
    expect(refusalSentence(trail, AAPL)).toBe('Less; trail is 0.5%');
    expect(fieldOf(refusal('risk.max_order_value', '', 1, 'less'))).toBeNull();
  });
});
