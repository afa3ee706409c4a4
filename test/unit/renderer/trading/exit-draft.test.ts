import { describe, expect, test } from 'vitest';
import { parseDraft, sameTerms, isRefusal } from '../../../../renderer/trading/draft.ts';
import type { OrderDraft, OrderTerms } from '../../../../renderer/trading/draft.ts';
import { exitStartTicks, lossAtStopLoss } from '../../../../renderer/trading/exit-draft.ts';
import { termsText } from '../../../../renderer/trading/wording.ts';
import { AAPL, sampleDraft } from './sample-orders.ts';

const DRAFT = sampleDraft({ takeProfitText: '190', stopLossText: '186.50' });

function termsOf(draft: Partial<OrderDraft>): OrderTerms {
  const terms = parseDraft(AAPL, { ...DRAFT, ...draft });
  if (isRefusal(terms)) throw new Error(`${terms.field}: ${terms.rule}`);
  return terms;
}

describe('the exits of an order draft', () => {
  test('make it a bracket when there are two', () => {
    expect(termsOf({})).toMatchObject({
      orderClass: 'bracket',
      takeProfit: { limitPriceTicks: 1_900_000 },
      stopLoss: { stopPriceTicks: 1_865_000, limitPriceTicks: null },
    });
  });

  test('make it one order that triggers another when there is one', () => {
    const terms = termsOf({ takeProfitText: ' ' });
    expect(terms).toMatchObject({ orderClass: 'oto', takeProfit: null });
  });

  test.each([{ orderType: 'stop', stopText: '188' }, { timeInForce: 'ioc' }] as const)(
    'are left out of an order that cannot bring them: %j',
    (draft) => {
      const none = { orderClass: 'simple', takeProfit: null, stopLoss: null };
      expect(termsOf(draft)).toMatchObject(none);
    },
  );

  test('are refused by the field that is no price', () => {
    const refused = parseDraft(AAPL, { ...DRAFT, stopLossText: '186.505' });
    expect(refused).toMatchObject({ code: 'contract.price_increment', field: 'stopLoss' });
  });

  test('start half a percent from the entry, each on its side', () => {
    const at = (side: 'buy' | 'sell', exit: 'takeProfit' | 'stopLoss'): number =>
      exitStartTicks(AAPL, side, exit, 2_000_000);
    expect(at('buy', 'takeProfit')).toBe(2_010_000);
    expect(at('buy', 'stopLoss')).toBe(1_990_000);
    expect(at('sell', 'takeProfit')).toBe(1_990_000);
    expect(at('sell', 'stopLoss')).toBe(2_010_000);
    expect(exitStartTicks(AAPL, 'buy', 'stopLoss', 0)).toBe(0);
  });

  test('bound the loss of both sides', () => {
    expect(lossAtStopLoss(AAPL, termsOf({}), 1_872_500)).toBe(75_000_000);
    const short = termsOf({ side: 'sell', takeProfitText: '186', stopLossText: '188' });
    expect(lossAtStopLoss(AAPL, short, 1_872_500)).toBe(75_000_000);
    expect(lossAtStopLoss(AAPL, termsOf({ stopLossText: '' }), 1_872_500)).toBeNull();
  });

  test('are said in the line that is sent', () => {
    expect(termsText(AAPL, termsOf({}), 'local')).toBe(
      'BUY 100 AAPL LMT 187.25 TP 190.00 SL 186.50 DAY on LOCAL',
    );
  });
});

describe('two orders', () => {
  test('are the same only when every word is', () => {
    expect(sameTerms(termsOf({}), termsOf({}))).toBe(true);
    expect(sameTerms(termsOf({}), termsOf({ stopLossText: '186.40' }))).toBe(false);
    const stop = { orderType: 'stop', side: 'sell', stopText: '186' } as const;
    expect(sameTerms(termsOf(stop), termsOf({ ...stop, stopText: '186.10' }))).toBe(false);
  });
});

describe('an oco', () => {
  const oco = { oco: true, takeProfitText: '', side: 'sell', priceText: '190' } as const;

  test('is its own take profit beside a stop loss', () => {
    expect(termsOf(oco)).toMatchObject({
      ...{ orderClass: 'oco', limitPriceTicks: 1_900_000 },
      takeProfit: { limitPriceTicks: 1_900_000 },
      stopLoss: { stopPriceTicks: 1_865_000, limitPriceTicks: null },
    });
    expect(termsText(AAPL, termsOf(oco), 'local')).toBe(
      'SELL 100 AAPL LMT 190.00 OCO SL 186.50 DAY on LOCAL',
    );
  });

  test('needs a stop loss', () => {
    expect(parseDraft(AAPL, { ...DRAFT, ...oco, stopLossText: '' })).toMatchObject({
      ...{ code: 'contract.exit_missing', field: 'stopLoss' },
    });
  });
});

describe('the limit of a stop loss', () => {
  test('goes with it and is said', () => {
    const terms = termsOf({ stopLossLimitText: '186' });
    expect(terms.stopLoss).toEqual({ stopPriceTicks: 1_865_000, limitPriceTicks: 1_860_000 });
    expect(termsText(AAPL, terms, 'local')).toContain('TP 190.00 SL 186.50 LMT 186.00');
  });

  test('is nothing without one', () => {
    const alone = { stopLossText: '', stopLossLimitText: '186' };
    expect(parseDraft(AAPL, { ...DRAFT, ...alone })).toMatchObject({ field: 'stopLoss' });
  });
});
