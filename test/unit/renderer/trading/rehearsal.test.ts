import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { useTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { FakeDesk } from './fake-desk.ts';
import { openDesk, samplePreview, settled } from './fake-desk.ts';
import { sampleOrder, samplePosition } from './sample-orders.ts';

const BUY = { symbol: 'AAPL', side: 'buy', orderType: 'limit', price: 'touch' } as const;

let desk: FakeDesk;
let actions: TradingActions;

beforeEach(() => {
  ({ desk, actions } = openDesk());
  desk.rehearses = true;
});
afterEach(() => actions.dispose());

const types = (): string[] => desk.requests.map(({ body }) => body.type);

describe('a rehearsal', () => {
  test('says every word of the order with its cost and risk, and sends nothing', async () => {
    actions.prepare(BUY);
    actions.confirm();
    desk.sent('order.preview').at(-1)?.resolve(samplePreview());
    await settled();
    expect(desk.said.at(-1)).toEqual({
      level: 'info',
      text: 'Rehearsal, nothing sent: BUY 100 AAPL LMT 187.26 DAY on LOCAL; cost $18,726.00, max loss $18,726.00',
      code: 'rehearsal',
    });
    expect(new Set(types())).toEqual(new Set(['order.preview']));
    expect(useTicket.getState()).toMatchObject({ stage: 'idle', inFlight: [] });
  });

  test('counts the risk of a bracket to its stop loss', async () => {
    const bracket = {
      unit: 'steps',
      takeProfitText: '20',
      stopLossText: '10',
      attach: false,
    } as const;
    actions.prepare({ ...BUY, bracket });
    actions.confirm();
    desk.sent('order.preview').at(-1)?.resolve(samplePreview());
    await settled();
    expect(desk.said.at(-1)?.text).toContain('TP 187.46 SL 187.16 DAY on LOCAL');
    expect(desk.said.at(-1)?.text).toMatch(/max loss \$10\.00$/);
  });

  test('holds back cancels, changes, closing and the kill switch too', async () => {
    desk.working = [sampleOrder()];
    desk.held = [samplePosition()];
    await actions.cancelOrder(1);
    await actions.replaceOrder(1, { qtyLots: null, limitPriceTicks: 1_870_000 });
    actions.prepareFlatten('AAPL');
    actions.confirm();
    actions.prepareKill();
    actions.confirm();
    await settled();
    expect(types()).toEqual([]);
    expect(desk.said.map(({ text }) => text)).toEqual([
      'Rehearsal, nothing sent: Cancel Buy 100 AAPL @ 187.25',
      'Rehearsal, nothing sent: Replace Buy 100 AAPL @ 187.25 by Buy 100 AAPL @ 187.00',
      expect.stringMatching(/^Rehearsal, nothing sent: Close AAPL: cancel 1 order, sell 100/),
      expect.stringMatching(/^Rehearsal, nothing sent: /),
    ]);
  });
});
