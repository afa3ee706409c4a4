import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cryptoPair, eminiFuture, usEquity } from '../../../../engine/domain/instrument.ts';
import { priceTicks } from '../../../../engine/domain/price.ts';
import { isRefusal, parseDraft, priceEdit } from '../../../../renderer/trading/draft.ts';
import type { OrderDraft } from '../../../../renderer/trading/draft.ts';
import { editDraft, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import { termsShort } from '../../../../renderer/trading/wording.ts';
import { openDesk, settled } from './fake-desk.ts';
import { AAPL, sampleDraft, sampleQuote } from './sample-orders.ts';

const spoken = (draft: OrderDraft, instrument = AAPL): string => {
  const terms = parseDraft(instrument, draft);
  return isRefusal(terms) ? `${terms.field}: ${terms.rule}` : termsShort(instrument, terms);
};
const money = (patch: Partial<OrderDraft>): OrderDraft =>
  sampleDraft({ sizeUnit: 'money', moneyText: '5000', ...patch });
const risk = (patch: Partial<OrderDraft>): OrderDraft =>
  sampleDraft({ sizeUnit: 'risk', riskText: '100', stopLossText: '186.25', ...patch });

describe('a size in dollars', () => {
  test('stays a sum in a market order, which the engine counts when it takes it', () => {
    const terms = parseDraft(AAPL, money({ orderType: 'market' }));
    expect(terms).toMatchObject({ qtyLots: null, notionalMicros: 5_000_000_000 });
    expect(spoken(money({ orderType: 'market' }))).toBe('Buy $5,000.00 of AAPL at market');
  });

  test.each([
    ['a limit order', {}, 'Buy 26 AAPL @ 187.25'],
    ['a stop', { orderType: 'stop', stopText: '190.00' }, 'Buy 26 AAPL stop 190.00'],
    [
      'a market order with exits, which may not be for a sum',
      { orderType: 'market', stopLossText: '186.00', entryTicks: 1_000_000 },
      'Buy 50 AAPL at market SL 186.00',
    ],
  ] as const)('is the quantity that it buys in %s', (_, patch, words) => {
    expect(spoken(money(patch))).toBe(words);
  });

  test.each([
    ['without a price', { orderType: 'trailing_stop', trailText: '1' }, 'money: a trailing stop'],
    ['below one share', { moneyText: '187.24' }, 'money: at least 187.25'],
    ['of nothing', { moneyText: '' }, 'money: enter a sum of dollars'],
    ['of parts of a cent', { moneyText: '1.005' }, 'money: at most 2 decimals'],
  ] as const)('%s is refused', (_, patch, why) => {
    expect(spoken(money(patch))).toContain(why);
  });

  test('is refused for a future, and at least one share of it is whole where parts may not be', () => {
    expect(spoken(money({}), eminiFuture('ES', 'E-mini'))).toContain('a future is not paid for');
    const parts = usEquity('COST', 'Costco', 2);
    expect(spoken(money({ symbol: 'COST' }), parts)).toBe('Buy 26.70 COST @ 187.25');
    expect(spoken(money({ symbol: 'COST', timeInForce: 'gtc' }), parts)).toContain(
      'Buy 26.00 COST',
    );
  });
});

describe('a size by risk', () => {
  test('is what loses the sum at the stop loss, long and short', () => {
    expect(spoken(risk({}))).toBe('Buy 100 AAPL @ 187.25 SL 186.25');
    expect(spoken(risk({ side: 'sell', stopLossText: '187.65' }))).toBe(
      'Sell 250 AAPL @ 187.25 SL 187.65',
    );
    expect(spoken(risk({ orderType: 'market', entryTicks: 1_882_500 }))).toBe(
      'Buy 50 AAPL at market SL 186.25',
    );
  });

  test.each([
    ['without a stop loss', { stopLossText: '' }, 'stopLoss: enter a stop loss'],
    ['with one on the wrong side', { stopLossText: '187.25' }, 'below the entry price'],
    ['too small for one share', { riskText: '0.99' }, 'risk: at least 1.00'],
    ['before the first quote', { orderType: 'market' }, 'risk: there is no price yet'],
  ] as const)('%s is refused', (_, patch, why) => {
    expect(spoken(risk(patch))).toContain(why);
  });

  test('never risks more than the sum, and would with one more', () => {
    const instruments = [AAPL, usEquity('COST', 'Costco', 2), cryptoPair('BTC/USD', 'Bitcoin', 1)];
    fc.assert(
      fc.property(
        fc.constantFrom(...instruments),
        fc.boolean(),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 300, max: 9_000 }),
        (instrument, isBuy, cents, distance, price) => {
          const at = (steps: number): string => priceEdit(instrument, steps * 100);
          const draft = risk({
            symbol: instrument.symbol,
            side: isBuy ? 'buy' : 'sell',
            riskText: (cents / 100).toFixed(2),
            priceText: at(price + 1_000),
            stopLossText: at(isBuy ? price + 1_000 - distance : price + 1_000 + distance),
          });
          const terms = parseDraft(instrument, draft);
          const lotLoss = distance * 100 * instrument.tickValueMicros;
          const step = instrument.assetClass === 'us_equity' ? 10 ** instrument.lotDecimals : 1;
          const micros = cents * 10_000;
          if (isRefusal(terms)) {
            expect(micros).toBeLessThan(lotLoss * step);
            return;
          }
          expect((terms.qtyLots ?? 0) * lotLoss).toBeLessThanOrEqual(micros);
          expect(((terms.qtyLots ?? 0) + step) * lotLoss).toBeGreaterThan(micros);
        },
      ),
    );
  });
});

describe('the ticket', () => {
  test('starts a stop loss where an order sized by risk has none', () => {
    const { actions } = openDesk();
    actions.setSizeUnit('risk');
    actions.prepare({ symbol: 'AAPL', side: 'buy', orderType: 'limit', price: 'touch' });
    expect(useTicket.getState().draft.stopLossText).toBe('186.32');
    expect(parseDraft(AAPL, useTicket.getState().draft)).toMatchObject({ qtyLots: 106 });
  });

  test('goes from unit to unit and keeps what was typed in each', () => {
    const { actions } = openDesk();
    actions.setSizeUnit(null);
    actions.setSize('2500');
    actions.setSizeUnit(null);
    actions.setSizeUnit(null);
    expect(useTicket.getState().draft).toMatchObject({ sizeUnit: 'units', qtyText: '100' });
    actions.setSizeUnit('money');
    expect(useTicket.getState().draft.moneyText).toBe('2500');
  });

  test('sends a market order for the quantity that was shown, counted anew once a question', async () => {
    const { desk, actions } = openDesk();
    actions.setSizeUnit('risk');
    editDraft({ orderType: 'market', stopLossText: '186.26' });
    desk.quote = sampleQuote({ askTicks: priceTicks(1_872_600) });
    desk.tick();
    expect(parseDraft(AAPL, useTicket.getState().draft)).toMatchObject({ qtyLots: 100 });
    desk.quote = sampleQuote({ askTicks: priceTicks(1_882_600) });
    actions.confirm(true);
    await settled();
    expect(desk.sent('order.submit')[0]?.body).toMatchObject({ qtyLots: 100 });
  });
});
