import { describe, expect, test } from 'vitest';
import type { OrderPreview } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { OrderDraft } from '../../../engine/orders/order-checks.ts';
import { MODEL_CASH_MICROS } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, orderOf } from '../../support/test-core.ts';

const DRAFT: OrderDraft = {
  symbol: 'AAPL',
  side: 'buy',
  orderType: 'limit',
  timeInForce: 'day',
  qtyLots: 10,
  limitPriceTicks: HUNDRED,
  ...PLAIN_TERMS,
  postOnly: false,
  ...PLAIN_TERMS,
};

/** Bids of 5 at 99.99 and asks of 4 at 100.01 and 100.03. */
function quoted(): TradingCore {
  const core = openCore();
  core.house.limit(0, BUY, HUNDRED - CENT, 5);
  core.house.limit(0, SELL, HUNDRED + CENT, 4);
  core.house.limit(0, SELL, HUNDRED + 3 * CENT, 4);
  return core;
}

function previewOf(core: TradingCore, draft: Partial<OrderDraft>): OrderPreview {
  const preview = core.preview({ ...DRAFT, ...draft });
  if ('code' in preview) throw new Error(preview.code);
  return preview;
}

describe('a preview', () => {
  test('of an order that rests says its value and who is before it', () => {
    expect(previewOf(quoted(), { limitPriceTicks: HUNDRED - CENT })).toEqual({
      qtyLots: 10,
      takePriceTicks: null,
      takeQtyLots: 0,
      valueMicros: 10 * (HUNDRED - CENT) * 100,
      positionAfterLots: 10,
      cashAfterMicros: MODEL_CASH_MICROS - 10 * (HUNDRED - CENT) * 100,
      buyingPowerAfterMicros: 2 * MODEL_CASH_MICROS - 10 * (HUNDRED - CENT) * 100,
      queueAheadLots: 5,
      refusal: null,
    });
  });

  test('of an order that crosses says what it takes at which average', () => {
    const draft = { orderType: 'market', limitPriceTicks: null, qtyLots: 8 } as const;
    expect(previewOf(quoted(), draft)).toMatchObject({
      takePriceTicks: HUNDRED + 2 * CENT,
      takeQtyLots: 8,
      queueAheadLots: 0,
      refusal: null,
    });
  });

  test.each([
    ['a limit', { qtyLots: 10_001 }, 'risk.max_order_qty'],
    [
      'post-only',
      { postOnly: true, limitPriceTicks: HUNDRED + CENT },
      'book.post_only_would_cross',
    ],
  ])('names what %s would refuse, as sending it does', (_, draft, code) => {
    const core = quoted();
    expect(previewOf(core, draft).refusal?.code).toBe(code);
    const sent = core.submit(orderOf(draft), 'test');
    expect(sent).toMatchObject({ ok: false, refusal: { code } });
  });

  test('changes nothing', () => {
    const core = quoted();
    const before = [core.snapshot(), core.exchange.at(0).matching.stateHash()];
    previewOf(core, {});
    expect(core.preview({ ...DRAFT, symbol: 'NOPE' })).toMatchObject({
      code: 'contract.unknown_symbol',
    });
    expect([core.snapshot(), core.exchange.at(0).matching.stateHash()]).toEqual(before);
    expect(core.takeEvents()).toEqual([]);
  });
});
