import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { isRefusal, parseDraft } from '../../../../renderer/trading/draft.ts';
import { fillFromOrder, fillFromSize } from '../../../../renderer/trading/fill-ticket.ts';
import { editDraft, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { FakeDesk } from './fake-desk.ts';
import { openDesk } from './fake-desk.ts';
import { AAPL, sampleOrder } from './sample-orders.ts';

let desk: FakeDesk;
let actions: TradingActions;
let stop: () => void;

beforeEach(() => {
  ({ desk, actions } = openDesk());
  stop = useTerminal.subscribe(({ symbol }) => actions.setSymbol(symbol));
});
afterEach(() => {
  stop();
  actions.dispose();
  useTerminal.setState({ symbol: '' });
});

describe('filling the ticket from a row', () => {
  test('takes every term of an order, and prepares and sends nothing', () => {
    editDraft({ takeProfitText: '190', sizeUnit: 'risk' });
    const order = sampleOrder({
      ...{ side: 'sell', type: 'stop_limit', timeInForce: 'gtc', qtyLots: qtyLots(30) },
      ...{ stopPriceTicks: priceTicks(1_870_000), limitPriceTicks: priceTicks(1_869_000) },
    });
    fillFromOrder(AAPL, order);
    const terms = parseDraft(AAPL, useTicket.getState().draft);
    if (isRefusal(terms)) expect.fail(terms.rule);
    expect(terms).toMatchObject({
      ...{ side: 'sell', orderType: 'stop_limit', timeInForce: 'gtc', qtyLots: 30 },
      ...{ stopPriceTicks: 1_870_000, limitPriceTicks: 1_869_000, orderClass: 'simple' },
    });
    expect(actions.isPrepared()).toBe(false);
    expect(desk.requests).toEqual([]);
  });

  test('follows the symbol of the row', () => {
    fillFromSize({ ...AAPL, symbol: 'MSFT' }, 'buy', 7);
    expect(useTerminal.getState().symbol).toBe('MSFT');
    expect(useTicket.getState().draft).toMatchObject({ symbol: 'MSFT', side: 'buy', qtyText: '7' });
  });
});
